import LabelCore

/// Keys that work on one control of the form: the focus, typing into it, marking spans.
extension AppState {
  /// Nil for keys that mean what they always do.
  mutating func handleForm(_ key: Key) -> [Effect]? {
    if label.marking != nil {
      // A field of the selected span comes before the span.
      if let action = label.handleField(key, session: &session) { return perform(action) }
      if let effects = label.mark(key, session: &session) { return effects }
    }
    guard label.task != nil, !label.isDone else { return nil }
    if case .character(let character) = key,
      let control = label.form.controls.firstIndex(where: { $0.key == character }),
      label.canFocus(control), label.marking == nil || label.form.controls[control].isPerRegion
    {
      label.focus = control
      return []
    }
    guard label.form.hasFocus, label.marking == nil else { return nil }
    switch key {
    case .tab:
      label.moveFocus(by: 1)
      return []
    case .backTab:
      label.moveFocus(by: -1)
      return []
    default: return label.handleField(key, session: &session).map { perform($0) }
    }
  }

  private mutating func perform(_ action: FieldAction) -> [Effect] {
    switch action {
    case .done(let effects): return effects
    case .open(let control): open(control)
    case .type(let control, let text): open(control, typed: text)
    case .pick(let control): label.picker = label.picker(for: control)
    }
    return []
  }

  /// A click on a control's line: the focus, and what there is to type or to find.
  mutating func click(_ control: Int) -> [Effect] {
    guard label.canFocus(control) else { return [.bell] }
    let field = label.form.controls[control]
    // Whoever turns to the text's own fields has done with marking.
    if field.kind != .labels, !field.isPerRegion { label.marking = nil }
    label.focus = control
    switch field.kind {
    case .text, .number, .dateTime: open(control)
    default:
      if field.isFound { label.picker = label.picker(for: control) }
    }
    return []
  }

  /// Finds among all choices, or among those of the tree or drop-down that has the focus.
  mutating func pick() {
    let isFound = label.focused?.isFound ?? false
    label.picker = isFound ? label.picker(for: label.focus) : ChoicePicker()
  }

  private mutating func open(_ control: Int, index: Int? = nil, typed: String? = nil) {
    let (entry, text) = label.entry(for: control, index: index)
    prompt = Prompt(.field(entry), text: typed ?? text)
  }

  /// A key while an answer is typed. No way out loses it; a wrong one is said first.
  mutating func handleEntry(_ key: Key, _ entry: FieldEntry) -> [Effect] {
    switch key {
    case .enter: return commit(entry) ? leave(entry) : [.bell]
    case .escape, .tab, .backTab:
      // The second Esc lets a wrong number go.
      guard commit(entry) || (key == .escape && entry.problem != nil) else { return [.bell] }
      prompt = nil
      if key != .escape { label.moveFocus(by: key == .tab ? 1 : -1) }
      return []
    case .control("s"):
      guard commit(entry) else { return [.bell] }
      prompt = nil
      return label.submit(session: &session)
    case .up, .down: return goToText(key == .up ? -1 : 1, entry)
    case .control("n") where entry.takesLines: prompt?.editor.insertLine()
    default:
      if prompt?.editor.handle(key) == true { clearProblem(entry) }
    }
    return []
  }

  /// False, and said why, when what was typed is no answer.
  private mutating func commit(_ entry: FieldEntry) -> Bool {
    do throws(FieldProblem) {
      try label.commit(entry, prompt?.editor.text ?? "", session: &session)
      return true
    } catch {
      var entry = entry
      entry.problem = error.words
      prompt?.kind = .field(entry)
      return false
    }
  }

  /// Enter: a further text where the field takes more, else out of it; out of an empty one to the next.
  private mutating func leave(_ entry: FieldEntry) -> [Effect] {
    let isEmpty = prompt?.editor.text.trimmed.isEmpty ?? true
    prompt = nil
    if isEmpty {
      label.moveFocus(by: 1)
    } else if entry.index == nil, label.takesMore(entry.control, at: entry.span) {
      open(entry.control)
    }
    return []
  }

  /// Up and Down: the text before or after, the last one being a new one.
  private mutating func goToText(_ step: Int, _ entry: FieldEntry) -> [Effect] {
    guard commit(entry) else { return [.bell] }
    let control = label.form.controls[entry.control]
    guard case .texts(let texts) = label.draft.value(of: control, at: entry.span) else {
      return [.bell]
    }
    let here =
      entry.index ?? (prompt?.editor.text.trimmed.isEmpty == true ? texts.count : texts.count - 1)
    let target = here + step
    if texts.indices.contains(target) {
      open(entry.control, index: target)
    } else if target == texts.count, label.takesMore(entry.control, at: entry.span) {
      open(entry.control)
    } else {
      return [.bell]
    }
    return []
  }

  private mutating func clearProblem(_ entry: FieldEntry) {
    guard entry.problem != nil else { return }
    var entry = entry
    entry.problem = nil
    prompt?.kind = .field(entry)
  }
}

extension FieldEntry {
  /// The keys of the field, or what is wrong with what is in it.
  var hint: String {
    if let problem { return "\(problem); ^u empties it, Esc leaves it" }
    var words = rule.isEmpty ? [] : [rule]
    words += ["Enter keeps it", "Esc too", "^s submits"]
    if takesLines { words.append("^n new line") }
    return words.joined(separator: "   ")
  }
}
