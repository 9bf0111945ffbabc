package import LabelCore

/// What is chosen for a task and not yet submitted. Kept when another task is shown.
package struct Draft: Equatable, Sendable {
  /// Values by control, in the order in which controls were first touched.
  package private(set) var answers: [Answer]
  package var note: String
  /// Whether anything differs from what is saved or preselected.
  package private(set) var isTouched = false

  /// Begins with what was decided, else with what the config preselects.
  package init(decision: Decision?, form: LabelForm) {
    note = decision?.note ?? ""
    if let decision {
      answers = decision.answers
    } else {
      answers = form.controls.compactMap { control in
        control.preset.map { Answer(control: control.name, value: $0) }
      }
    }
  }

  /// Takes the answers of a suggestion.
  package mutating func take(_ suggestion: Decision) {
    answers = suggestion.answers
    isTouched = true
  }

  package mutating func clear() {
    answers = []
    isTouched = true
  }

  package mutating func write(note text: String) {
    isTouched = isTouched || text != note
    note = text
  }

  /// The answer to a control: to one about spans, what was answered about this one.
  package func value(of control: FormControl, at span: SpanPlace? = nil) -> AnswerValue? {
    let given = control.isPerRegion ? self.span(at: span)?.answers ?? [] : answers
    return given.first { $0.control == control.name }?.value
  }

  /// Gives an answer; nil or an empty one takes it back.
  package mutating func set(
    _ value: AnswerValue?, for control: FormControl, at span: SpanPlace? = nil
  ) {
    isTouched = true
    let value = value.flatMap { $0.isEmpty ? nil : $0 }
    guard control.isPerRegion else {
      Self.put(value, for: control.name, into: &answers)
      return
    }
    change(span) { Self.put(value, for: control.name, into: &$0.answers) }
  }

  private static func put(
    _ value: AnswerValue?, for control: String, into answers: inout [Answer]
  ) {
    guard let value else {
      answers.removeAll { $0.control == control }
      return
    }
    if let index = answers.firstIndex(where: { $0.control == control }) {
      answers[index].value = value
    } else {
      answers.append(Answer(control: control, value: value))
    }
  }
}

extension FormControl {
  /// What the config answers before anybody has; nil for nothing.
  fileprivate var preset: AnswerValue? {
    // What is asked of spans begins with a span.
    if isPerRegion { return nil }
    let chosen = choices.filter(\.isPreselected)
    let value: AnswerValue? =
      switch kind {
      case .choices: .choices(chosen.map(\.value))
      case .nested, .taxonomy: .paths(chosen.map(\.path))
      case .rating: chosen.last.flatMap { Double($0.value) }.map(AnswerValue.rating)
      case .text(let text): text.preset.map { .texts([$0]) }
      case .number(let number): number.preset.map(AnswerValue.number)
      // An order that nobody changed is stored too.
      case .ranker: .ranking(choices.map(\.value))
      case .dateTime, .pairwise, .labels, .webPage: nil
      }
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }
}

// MARK: - Spans

/// Which span of which `Labels` control.
package struct SpanPlace: Hashable, Sendable {
  /// Index of the control in the form, and its name.
  package var control: Int
  package var name: String
  /// Index among the control's spans.
  package var index: Int
}

extension Draft {
  package func spans(of control: FormControl) -> [TextSpan] {
    if case .spans(let spans) = value(of: control) { spans } else { [] }
  }

  package func span(at place: SpanPlace?) -> TextSpan? {
    guard let place, let answer = answers.first(where: { $0.control == place.name }),
      case .spans(let spans) = answer.value, spans.indices.contains(place.index)
    else { return nil }
    return spans[place.index]
  }

  mutating func change(_ place: SpanPlace?, _ edit: (inout TextSpan) -> Void) {
    guard let place, let index = answers.firstIndex(where: { $0.control == place.name }),
      case .spans(var spans) = answers[index].value, spans.indices.contains(place.index)
    else { return }
    edit(&spans[place.index])
    answers[index].value = .spans(spans)
    isTouched = true
  }
}

// MARK: - Submitting

extension Draft {
  /// Why it cannot be submitted, or nil.
  package func problem(in form: LabelForm) -> String? {
    for (index, control) in form.controls.enumerated() where control.isRequired {
      guard let missing = missing(index, in: form) else { continue }
      let words =
        control.requiredMessage.isEmpty
        ? "choose one of \(control.name) first" : control.requiredMessage
      return words + (missing.isEmpty ? "" : " (\(missing))")
    }
    // A text in which there is nothing to label is an answer too.
    if form.controls.contains(where: { $0.kind == .labels }) { return nil }
    return submitted(in: form).isEmpty ? "nothing is chosen yet" : nil
  }

  /// Nil if the control is answered or not asked for; else for which span it is missing, "" for none.
  private func missing(_ index: Int, in form: LabelForm) -> String? {
    let control = form.controls[index]
    guard control.isPerRegion else {
      let isAsked = form.isAsked(index, self, at: nil)
      return isAsked && value(of: control) == nil ? "" : nil
    }
    return form.spanPlaces(in: self)
      .first { form.isAsked(index, self, at: $0) && value(of: control, at: $0) == nil }
      .flatMap { span(at: $0) }.map { $0.text ?? "\($0.start)-\($0.end)" }
  }

  /// The answers without those to controls that are hidden.
  package func submitted(in form: LabelForm) -> [Answer] {
    let hidden = form.controls.indices.filter { index in
      !form.controls[index].isPerRegion && !form.isAsked(index, self, at: nil)
    }
    let names = Set(hidden.map { form.controls[$0].name })
    var kept = self
    for place in form.spanPlaces(in: self) {
      let unasked = form.controls.indices.filter {
        form.controls[$0].isPerRegion && !form.isAsked($0, self, at: place)
      }
      let without = Set(unasked.map { form.controls[$0].name })
      guard !without.isEmpty else { continue }
      kept.change(place) { span in span.answers.removeAll { without.contains($0.control) } }
    }
    return kept.answers.filter { !names.contains($0.control) }
  }
}

extension LabelForm {
  /// All spans of a draft, control by control.
  func spanPlaces(in draft: Draft) -> [SpanPlace] {
    controls.indices.filter { controls[$0].kind == .labels }.flatMap { control in
      draft.spans(of: controls[control]).indices.map {
        SpanPlace(control: control, name: controls[control].name, index: $0)
      }
    }
  }
}

extension Decision {
  /// The labels in one line as the config shows them, or `(skipped)`.
  package func line(in form: LabelForm) -> String {
    if outcome == .skipped { return "(skipped)" }
    return summary(ResultSchema(controls: form.controls.map(\.schema)))
  }
}
