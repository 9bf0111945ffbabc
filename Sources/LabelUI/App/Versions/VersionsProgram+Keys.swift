import LabelCore

extension VersionsProgram {
  /// A key goes to what lies on top: help, prompt, question, then the screen's commands.
  mutating func handle(_ key: Key) -> [Effect] {
    switch key {
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    default: break
    }
    shell.notice = nil
    if var open = help {
      help = open.handle(key, helpTopic, size: shell.size) ? open : nil
      return []
    }
    if shell.prompt != nil { return handlePrompt(key) }
    if shell.question != nil { return answerQuestion(key) }
    if !isPrefixed, let effects = takenByTop(key) { return effects }
    if key == .escape { return escape() }
    if isPrefixed {
      isPrefixed = false
      guard case .character(let character) = key,
        let command = keymap.command(for: .prefixed(character))
      else { return [.bell] }
      return perform(command)
    }
    if key == .character(","), !keymap.prefixed.isEmpty {
      isPrefixed = true
      return []
    }
    guard let command = keymap.command(for: .key(key)) else {
      shell.notice = Notice(.warning, "\(key.name) does nothing here; ? lists the keys")
      return [.bell]
    }
    return perform(command)
  }

  /// Lets the screen on top have a key before the commands; nil when it does not want it.
  private mutating func takenByTop(_ key: Key) -> [Effect]? {
    var isTaken = false
    let effects = withTop { screen, shell in
      let requests = screen.take(key, &shell)
      isTaken = requests != nil
      return requests ?? []
    }
    return isTaken ? effects : nil
  }

  private mutating func escape() -> [Effect] {
    if isPrefixed {
      isPrefixed = false
      return []
    }
    return stack.count > 1 || !isAlone ? close() : []
  }

  private mutating func handlePrompt(_ key: Key) -> [Effect] {
    guard var open = shell.prompt else { return [] }
    if key == .control("y"), let line = open.pachctl {
      shell.copy(line, named: "the pachctl line")
      return shell.takeEffects()
    }
    shell.notice = nil
    let step = open.handle(key, on: screen)
    shell.prompt = step == .typing ? open : nil
    guard step == .accepted else { return [] }
    let text = open.editor.text.trimmed
    guard open.kind == .command else { return withTop { $0.accept(text, for: open.kind, &$1) } }
    switch CommandLine(text, on: screen) {
    case .nothing: return []
    case .mistake(let message):
      shell.notice = Notice(.warning, message)
      return [.bell]
    case .command(let command, let argument): return perform(command, argument: argument)
    }
  }

  private mutating func answerQuestion(_ key: Key) -> [Effect] {
    guard let question = shell.question else { return [] }
    if key == .character("y"), !question.isGrave, let line = question.pachctl {
      shell.copy(line, named: "the pachctl line")
      return shell.takeEffects()
    }
    shell.question = nil
    guard key == (question.isGrave ? .character("y") : .enter) else {
      shell.notice = Notice(.warning, "nothing was done")
      return []
    }
    shell.busy = question.change.working
    return [.versions(.change(question.change))]
  }

  mutating func perform(_ command: Command, argument: String = "") -> [Effect] {
    switch command {
    case .help: help = HelpState()
    case .prompt: shell.prompt = Prompt(.command)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .close: return close()
    case .interrupt where shell.busy != nil:
      shell.busy = nil
      shell.notice = Notice(.warning, "stopped")
      return (stack.last?.lanes ?? []).map { .versions(.cancel($0)) }
    case .quit, .interrupt: return [.quit]
    default: return withTop { $0.perform(command, argument: argument, &$1) }
    }
    return []
  }
}

extension VersionsChange {
  /// What is said while it is being done.
  var working: String {
    switch self {
    case .make(let branch, _): "making \(branch)"
    case .delete(let branch): "deleting \(branch)"
    case .restore(let ref, let master, _): "moving \(master) to \(ref.commit.prefix(8))"
    case .export(let ref, let destination): "exporting \(ref) to \(destination.place)"
    case .note(let branch, _): "keeping the note on \(branch)"
    }
  }
}
