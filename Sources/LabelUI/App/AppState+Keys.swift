import LabelCore

extension AppState {
  /// A key goes to what lies on top: help, prompt, picker, then labels, then the screen's commands.
  mutating func handle(_ key: Key) -> [Effect] {
    if let effects = handleAlways(key) { return effects }
    session.notice = nil
    if help != nil { return handleHelp(key) }
    if prompt != nil { return handlePrompt(key) }
    if screen == .label, label.picker != nil { return handlePicker(key) }
    let wasLeaving = isLeaving
    isLeaving = false
    if screen == .label, !isPrefixed, let effects = handleForm(key) { return effects }
    if key == .escape { return escape() }
    if isPrefixed {
      isPrefixed = false
      guard case .character(let character) = key,
        let command = keymap.command(for: .prefixed(character))
      else { return [.bell] }
      return perform(command, wasLeaving: wasLeaving)
    }
    if screen == .label, case .character(let character) = key,
      let place = label.form.place(forKey: character)
    {
      return label.label(place, session: &session)
    }
    if key == .character(","), !keymap.prefixed.isEmpty {
      isPrefixed = true
      return []
    }
    guard let command = keymap.command(for: .key(key)) else {
      session.notice = Notice(.warning, "\(key.name) does nothing here; ? lists the keys")
      return [.bell]
    }
    return perform(command, wasLeaving: wasLeaving)
  }

  /// Keys that mean the same whatever is on top.
  private mutating func handleAlways(_ key: Key) -> [Effect]? {
    switch key {
    case .control("l"): return [.redraw]
    case .control("z"):
      session.isAway = true
      return [.suspend]
    case .control("c") where help != nil || prompt != nil || label.picker != nil:
      // What was typed into a field is no more lost by this than by Esc.
      if help == nil, case .field(let entry) = prompt?.kind { return handleEntry(.escape, entry) }
      return escape()
    default: return nil
    }
  }

  /// Closes what lies on top; never loses a decision.
  private mutating func escape() -> [Effect] {
    if help != nil {
      help = nil
    } else if prompt != nil {
      prompt = nil
    } else if label.picker != nil {
      label.picker = nil
    } else if isPrefixed {
      isPrefixed = false
    } else if label.search != nil {
      label.search = nil
    } else if screen == .list {
      screen = .label
    }
    return []
  }

  private mutating func handleHelp(_ key: Key) -> [Effect] {
    guard var open = help else { return [] }
    help = open.handle(key, helpTopic, size: session.size) ? open : nil
    return []
  }

  private mutating func handlePrompt(_ key: Key) -> [Effect] {
    guard var open = prompt else { return [] }
    if case .field(let entry) = open.kind { return handleEntry(key, entry) }
    let step = open.handle(key, on: column)
    prompt = step == .typing ? open : nil
    return step == .accepted ? accept(open) : []
  }

  /// A click on a line of the list takes it; the wheel moves along it.
  mutating func handlePicker(_ mouse: Mouse) -> [Effect] {
    guard mouse.action == .press else {
      return handlePicker(mouse.action == .wheelDown ? .down : .up)
    }
    guard let picker = label.picker else { return [] }
    let rows = label.geometry(session.size).textRows
    let line = mouse.row - rows.lowerBound - 1
    guard (0..<rows.count - 1).contains(line) else { return [] }
    let place = picker.firstShown(height: rows.count - 1) + line
    guard picker.matches(in: label.form).indices.contains(place) else { return [] }
    label.picker?.selected = place
    session.notice = nil
    return handlePicker(.enter)
  }

  private mutating func handlePicker(_ key: Key) -> [Effect] {
    guard var open = label.picker else { return [] }
    let matches = open.matches(in: label.form)
    switch key {
    case .escape: label.picker = nil
    case .down, .control("n"), .tab:
      label.picker?.selected = min(matches.count - 1, open.selected + 1)
    case .up, .control("p"), .backTab: label.picker?.selected = max(0, open.selected - 1)
    case .enter:
      guard matches.indices.contains(open.selected) else { return [.bell] }
      // Of a tree several are taken in a row.
      let control = label.form.controls[matches[open.selected].control]
      if control.isSingle || open.control == nil { label.picker = nil }
      return label.label(matches[open.selected], session: &session)
    default:
      if open.editor.handle(key) {
        open.selected = 0
        label.picker = open
      }
    }
    return []
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    let text = prompt.editor.text.trimmed
    switch prompt.kind {
    case .note: return label.write(note: text, session: &session)
    case .field: return []
    case .find:
      label.search = text.isEmpty ? nil : text
      if screen == .list { label.position = list.cursor }
      return text.isEmpty ? [] : label.findHit(forward: true, session: &session)
    case .filter: return filter(by: text)
    case .version, .directory, .file: return []
    case .command:
      switch CommandLine(text, on: column) {
      case .nothing: return []
      case .mistake(let message):
        session.notice = Notice(.warning, message)
        return [.bell]
      case .command(let command, let argument):
        return perform(command, argument: argument, wasLeaving: false)
      }
    }
  }

  /// Shows only the tasks that the words let through.
  mutating func filter(by text: String) -> [Effect] {
    switch TaskFilter.parse(text) {
    case .failure(let mistake):
      session.notice = Notice(.warning, mistake.message)
      return [.bell]
    case .success(let filter):
      guard filter != label.filter else { return [] }
      list.invalidate()
      list.move(to: 0)
      return label.apply(filter)
    }
  }
}
