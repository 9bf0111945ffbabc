import LabelCore

extension VersionsProgram {
  mutating func handle(_ event: Event) -> [Effect] {
    var isTaken = false
    let effects = withTop { screen, shell in
      isTaken = screen.take(event, &shell)
      return []
    }
    return isTaken ? effects : effects + handleItself(event)
  }

  private mutating func handleItself(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text): return paste(text)
    case .mouse(let mouse): return handle(mouse)
    case .resize(let size): shell.size = size
    case .tick(let moment): shell.now = moment
    case .summary(let summary): shell.unsent = summary.unsent
    case .notice(let notice): shell.notice = notice
    case .resumed: return [.redraw]
    case .terminate: return [.quit]
    case .versions(let answer): return receive(answer)
    default: break
    }
    return []
  }

  private mutating func receive(_ answer: VersionsAnswer) -> [Effect] {
    switch answer {
    case .progress(let words):
      shell.busy = words
      return []
    case .resolved(let ref):
      shell.busy = nil
      return withTop { _, shell in
        shell.push(BrowseState(ref, named: String(ref.commit.prefix(8))))
        return []
      }
    case .changed(_, let words):
      shell.busy = nil
      shell.notice = Notice(.good, words)
    case .failed(let request, let why):
      // Of figures the row says it: a store that is away would fill the message row.
      if case .figures = request { break }
      shell.busy = nil
      shell.notice = Notice(.error, why)
    default: break
    }
    return stack.indices.flatMap { place in
      place < stack.count ? with(place) { $0.receive(answer, &$1) } : []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if help != nil {
      help?.editor.insert(text)
    } else if shell.prompt != nil {
      shell.prompt?.editor.insert(text)
    } else {
      shell.notice = Notice(.warning, "nothing here takes pasted text")
      return [.bell]
    }
    return []
  }

  private mutating func handle(_ mouse: Mouse) -> [Effect] {
    guard help == nil, shell.prompt == nil, shell.question == nil else { return [] }
    guard !isGoing else { return [.bell] }
    switch mouse.action {
    case .press: return withTop { $0.click(row: mouse.row, &$1) }
    case .wheelUp: return (0..<3).flatMap { _ in perform(.lineUp) }
    case .wheelDown: return (0..<3).flatMap { _ in perform(.lineDown) }
    }
  }
}
