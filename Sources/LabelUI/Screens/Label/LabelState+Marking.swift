import LabelCore

/// Marking spans at the keyboard.
extension LabelState {
  /// Begins marking at the first word on screen of a text that can be labelled.
  mutating func beginMarking(session: inout Session) -> [Effect] {
    guard task != nil, !isDone, let text = markableTexts.first else {
      session.notice = Notice(.warning, "there is nothing here whose parts are labelled")
      return [.bell]
    }
    if marking == nil { marking = start(in: text) }
    guard marking != nil else {
      session.notice = Notice(.warning, "this text is empty")
      return [.bell]
    }
    return []
  }

  /// What a key does while spans are marked; nil for keys that mean what they always do.
  mutating func mark(_ key: Key, session: inout Session) -> [Effect]? {
    guard let marking, let text = content(of: marking.text) else { return nil }
    if case .character(let character) = key, form.place(forKey: character) != nil { return nil }
    let units = TextUnits(text: text)
    switch key {
    case .escape: stepOut()
    case .character(" "):
      self.marking?.anchor = marking.anchor == nil ? marking.head : nil
      self.marking?.selected = nil
    case .tab where marking.selected != nil && focusNextOfSpan(): break
    case .tab, .backTab: selectSpan(forward: key == .tab)
    case .character("x"), .backspace, .delete: return removeSpan(session: &session)
    case .left, .right, .character("b"), .character("w"), .character("h"), .character("l"):
      self.marking?.move(to: Self.step(key, marking, units))
      seeksMark = true
    case .up, .down, .character("k"), .character("j"):
      moveLine(by: key == .up || key == .character("k") ? -1 : 1, units)
      seeksMark = true
    default: return nil
    }
    return []
  }

  private static func step(_ key: Key, _ marking: Marking, _ units: TextUnits) -> Range<Int>? {
    let head = marking.head
    switch key {
    case .left, .character("b"): return units.previousWord(before: head.lowerBound)
    case .right, .character("w"): return units.nextWord(from: head.upperBound)
    case .character("l"): return units.character(at: head.upperBound)
    default:
      // A word gives up its last character first.
      let last = units.character(before: head.upperBound)
      if marking.anchor != nil, let last, last != head {
        return units.character(before: last.lowerBound)
      }
      return units.character(before: head.lowerBound)
    }
  }

  /// Esc lets go the selection, then the span, then ends marking.
  private mutating func stepOut() {
    if marking?.anchor != nil {
      marking?.anchor = nil
    } else if marking?.selected != nil {
      marking?.selected = nil
    } else {
      marking = nil
    }
  }

  /// Gives the focus to the next thing that is typed about the selected span; false when there is none.
  private mutating func focusNextOfSpan() -> Bool {
    guard let next = fieldOfSpan(after: focused == nil ? -1 : focus) else { return false }
    focus = next
    return true
  }

  /// The next span in the order of the text, around at the end.
  private mutating func selectSpan(forward: Bool) {
    guard let marking else { return }
    let spans = markedSpans().filter { $0.text == marking.text }
    guard !spans.isEmpty else { return }
    let now = spans.firstIndex { $0.place == marking.selected }
    let here = marking.head.lowerBound
    let next: Int
    if let now {
      next = (now + (forward ? 1 : spans.count - 1)) % spans.count
    } else if forward {
      next = spans.firstIndex { $0.range.lowerBound >= here } ?? 0
    } else {
      next = spans.lastIndex { $0.range.lowerBound <= here } ?? spans.count - 1
    }
    self.marking?.anchor = nil
    self.marking?.head = spans[next].range
    self.marking?.selected = spans[next].place
    focus = spans[next].place.control
    seeksMark = true
  }

  private mutating func removeSpan(session: inout Session) -> [Effect] {
    let under = marking.flatMap { marking in
      markedSpans().last { $0.text == marking.text && $0.range.overlaps(marking.head) }?.place
    }
    guard let task, let place = marking?.selected ?? under else {
      session.notice = Notice(.warning, "no span here; Tab goes to one")
      return [.bell]
    }
    var draft = draft
    let control = form.controls[place.control]
    var spans = draft.spans(of: control)
    spans.remove(at: place.index)
    draft.set(.spans(spans), for: control)
    keep(draft, of: task.id)
    marking?.selected = nil
    return []
  }

  /// Gives the selection, or the selected span, a label.
  mutating func labelSpan(_ place: ChoicePlace, session: inout Session) -> [Effect] {
    let control = form.controls[place.control]
    let value = form[place].value
    guard let task, let marking, let text = content(of: marking.text) else {
      session.notice = Notice(.warning, "m marks a part of the text first, then \(value) fits it")
      return [.bell]
    }
    guard control.targets.contains(where: { form.objects[$0] == marking.text }) else {
      session.notice = Notice(.warning, "\(control.name) is not about this text")
      return [.bell]
    }
    let units = TextUnits(text: text)
    guard let range = units.trimmed(marking.selection) else { return [.bell] }
    guard let made = span(at: range, units) else {
      session.notice = Notice(
        .warning, "a label is for what is said in one turn, not for names or several")
      return [.bell]
    }
    var draft = draft
    var spans = draft.spans(of: control)
    let same = spans.firstIndex { self.range(of: $0, in: marking.text) == range }
    let selected = marking.selected.flatMap { $0.name == control.name ? $0.index : nil }
    let index = selected ?? same ?? spans.count
    if let limit = form[place].limit, !isFree(value, limit, spans, at: index) {
      session.notice = Notice(
        .warning,
        "\(form[place].title) is given \(limit == 1 ? "once" : "\(limit) times"), the most it can be"
      )
      return [.bell]
    }
    if spans.indices.contains(index) {
      spans[index].labels = relabelled(spans[index].labels, with: value, control)
    } else {
      var span = made
      span.labels = [value]
      spans.append(span)
    }
    draft.set(.spans(spans), for: control)
    keep(draft, of: task.id)
    self.marking?.anchor = nil
    self.marking?.selected = SpanPlace(control: place.control, name: control.name, index: index)
    return []
  }

  /// A new span of the text that is marked; nil where none can be.
  private func span(at range: Range<Int>, _ units: TextUnits) -> TextSpan? {
    var span: TextSpan?
    if let dialogue = marking.flatMap({ dialogue(of: $0.text) }) {
      span = dialogue.span(at: range)
    } else {
      span = TextSpan(start: range.lowerBound, end: range.upperBound, labels: [])
    }
    span?.text = units.slice(range)
    return span
  }

  /// Whether a label may be given to the span at `index`, which may have it already.
  private func isFree(_ value: String, _ limit: Int, _ spans: [TextSpan], at index: Int) -> Bool {
    spans.indices.contains(index) && spans[index].labels.contains(value)
      || spans.count { $0.labels.contains(value) } < limit
  }

  /// One label takes the place of another; of several each comes and goes, but one stays.
  private func relabelled(
    _ labels: [String], with value: String, _ control: FormControl
  ) -> [String] {
    if control.isSingle { return [value] }
    if labels.contains(value) { return labels.count > 1 ? labels.filter { $0 != value } : labels }
    let all = Set(labels + [value])
    return control.choices.map(\.value).filter(all.contains)
  }
}
