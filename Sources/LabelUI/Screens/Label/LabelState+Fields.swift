import LabelCore

/// Controls that are worked on one at a time: marks, texts, numbers, dates, trees, items to rank.
extension LabelState {
  /// The control that has the focus; nil in forms that need none, and while a part of the text is being
  /// marked: then keys are about the text. Of a span that is selected what is asked of it may have the
  /// focus.
  package var focused: FormControl? {
    guard form.hasFocus, form.controls.indices.contains(focus) else { return nil }
    let control = form.controls[focus]
    guard let marking else { return control }
    return marking.selected != nil && control.isPerRegion ? control : nil
  }

  /// Where its parts stand on a screen of this size.
  func geometry(_ size: Size) -> LabelGeometry {
    let place = ChoiceTable.Focus(control: focus, rank: rankCursor)
    return LabelGeometry(size: size, form: form, focus: form.hasFocus ? place : nil)
  }

  /// The next field behind a control that is asked of the selected span.
  func fieldOfSpan(after control: Int) -> Int? {
    form.controls.indices.first {
      $0 > control && form.controls[$0].isPerRegion && form.controls[$0].isField && canFocus($0)
    }
  }

  /// The control after or before that is asked for, around at the ends; of a span, while one is marked.
  mutating func moveFocus(by step: Int) {
    let count = form.controls.count
    for distance in 1...count {
      let next = (focus + distance * step + count * distance) % count
      if canFocus(next), marking == nil || form.controls[next].isPerRegion {
        focus = next
        rankCursor = 0
        return
      }
    }
  }

  func canFocus(_ control: Int) -> Bool {
    form.controls.indices.contains(control) && !form.hidden.contains(control)
      && form.controls[control].kind != .webPage
  }

  /// What a key does to the control with the focus; nil for keys that mean what they always do.
  mutating func handleField(_ key: Key, session: inout Session) -> FieldAction? {
    guard let control = focused, task != nil, !form.hidden.contains(focus) else { return nil }
    switch control.kind {
    case .rating: return handleRating(key, control, session: &session)
    case .number(let number): return handleNumber(key, control, number, session: &session)
    case .text, .dateTime: return opens(key, control) ? .open(focus) : nil
    case .ranker: return handleRanker(key, control, session: &session)
    case .choices, .nested, .taxonomy, .pairwise, .labels, .webPage:
      return control.isFound && opens(key, control) ? .pick(focus) : nil
    }
  }

  /// Enter opens what is empty, `i` in any case, unless a choice has that key; digits begin a date.
  private func opens(_ key: Key, _ control: FormControl) -> Bool {
    switch key {
    case .enter: return draft.value(of: control, at: marking?.selected) == nil
    case .character("i"): return form.place(forKey: "i") == nil
    default: return false
    }
  }

  private mutating func handleRating(
    _ key: Key, _ control: FormControl, session: inout Session
  ) -> FieldAction? {
    var mark = 0
    if case .rating(let given) = draft.value(of: control, at: marking?.selected) {
      mark = Int(exactly: given.rounded()) ?? 0
    }
    switch key {
    case .character(let digit):
      guard digit.isASCII, let number = digit.wholeNumberValue else { return nil }
      mark = number == 0 && control.choices.count > 9 ? 10 : number
    case .left: mark -= 1
    case .right: mark += 1
    default: return nil
    }
    guard mark <= control.choices.count else {
      session.notice = Notice(.warning, "\(control.name) goes from 1 to \(control.choices.count)")
      return .done([.bell])
    }
    return .done(set(.rating(Double(max(0, mark))), for: focus, session: &session))
  }

  private mutating func handleNumber(
    _ key: Key, _ control: FormControl, _ number: ConfigNumber, session: inout Session
  ) -> FieldAction? {
    var value: Double?
    if case .number(let given) = draft.value(of: control, at: marking?.selected) { value = given }
    switch key {
    case .character(let character)
    where character.isASCII && (character.isNumber || character == "-"):
      return .type(focus, String(character))
    case .left, .right:
      let step = key == .left ? -number.step : number.step
      var next = value.map { $0 + step } ?? number.min ?? 0
      next = min(max(next, number.min ?? next), number.max ?? next)
      // Steps of a tenth shall not end in 0.30000000000000004.
      return .done(set(.number((next * 1e9).rounded() / 1e9), for: focus, session: &session))
    default: return opens(key, control) ? .open(focus) : nil
    }
  }

  private mutating func handleRanker(
    _ key: Key, _ control: FormControl, session: inout Session
  ) -> FieldAction? {
    var ids = ranking(of: control)
    guard !ids.isEmpty else { return nil }
    let here = min(rankCursor, ids.count - 1)
    var target = here
    switch key {
    case .up, .down:
      rankCursor = max(0, min(ids.count - 1, here + (key == .up ? -1 : 1)))
      return .done([])
    case .character("K"), .left: target = here - 1
    case .character("J"), .right: target = here + 1
    case .character(let digit):
      guard digit.isASCII, let number = digit.wholeNumberValue, number > 0 else { return nil }
      target = number - 1
    default: return nil
    }
    guard ids.indices.contains(target) else { return .done([.bell]) }
    ids.insert(ids.remove(at: here), at: target)
    rankCursor = target
    return .done(set(.ranking(ids), for: focus, session: &session))
  }

  /// The items' ids as ranked so far; those that came later follow in their own order.
  func ranking(of control: FormControl) -> [String] {
    let all = control.choices.map(\.value)
    guard case .ranking(let ids) = draft.value(of: control) else { return all }
    let known = ids.filter(all.contains)
    return known + all.filter { !known.contains($0) }
  }

  /// Answers a control of the task on screen.
  mutating func set(
    _ value: AnswerValue?, for control: Int, session: inout Session
  ) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    var draft = draft
    draft.set(value, for: form.controls[control], at: marking?.selected)
    keep(draft, of: task.id)
    return []
  }
}

/// What a key asks of a control with the focus.
enum FieldAction: Equatable {
  case done([Effect])
  /// Typing into it begins.
  case open(Int)
  /// Typing begins with this.
  case type(Int, String)
  /// Finding among its choices begins.
  case pick(Int)
}

// MARK: - Typing

extension LabelState {
  /// The entry that typing into a control begins with, and the text in it.
  func entry(for control: Int, index wanted: Int? = nil) -> (entry: FieldEntry, text: String) {
    let field = form.controls[control]
    var entry = FieldEntry(control: control, name: field.name)
    entry.span = field.isPerRegion ? marking?.selected : nil
    entry.rule = field.kind.rule
    switch draft.value(of: field, at: entry.span) {
    case .texts(let texts):
      guard case .text(let kind) = field.kind else { return (entry, "") }
      let isFull = kind.limit.map { texts.count >= $0 } ?? false
      entry.takesLines = kind.takesLines
      entry.index = wanted ?? (isFull ? texts.count - 1 : nil)
      let index = entry.index.flatMap { texts.indices.contains($0) ? $0 : nil }
      return (entry, index.map { texts[$0] } ?? "")
    case .number(let number): return (entry, JSON.spelling(of: number))
    case .dateTime(let text): return (entry, text)
    default:
      if case .text(let kind) = field.kind { entry.takesLines = kind.takesLines }
      return (entry, "")
    }
  }

  /// Takes over what was typed; an emptied field is taken back.
  mutating func commit(
    _ entry: FieldEntry, _ typed: String, session: inout Session
  ) throws(FieldProblem) {
    guard let task, canDecide(task, session: &session) else { return }
    let control = form.controls[entry.control]
    var value = try control.kind.value(of: typed)
    if case .text(let kind) = control.kind {
      value = .texts(texts(with: typed, at: entry, skipsDuplicates: kind.skipsDuplicates))
    }
    if value?.isEmpty == true { value = nil }
    var draft = draft
    guard draft.value(of: control, at: entry.span) != value else { return }
    draft.set(value, for: control, at: entry.span)
    keep(draft, of: task.id)
  }

  /// The texts of a field after one was typed: changed, added, or gone when it was emptied.
  private func texts(
    with typed: String, at entry: FieldEntry, skipsDuplicates: Bool
  ) -> [String] {
    var texts: [String] = []
    if case .texts(let given) = draft.value(of: form.controls[entry.control], at: entry.span) {
      texts = given
    }
    let isEmpty = typed.trimmed.isEmpty
    if let index = entry.index, texts.indices.contains(index) {
      if isEmpty { texts.remove(at: index) } else { texts[index] = typed }
    } else if !isEmpty, !(skipsDuplicates && texts.contains(typed)) {
      texts.append(typed)
    }
    return texts
  }

  /// Whether a text field takes one more text.
  func takesMore(_ control: Int, at span: SpanPlace?) -> Bool {
    guard case .text(let kind) = form.controls[control].kind else { return false }
    guard case .texts(let texts) = draft.value(of: form.controls[control], at: span) else {
      return true
    }
    return kind.limit.map { texts.count < $0 } ?? true
  }
}
