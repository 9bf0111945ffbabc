package import LabelCore

/// What is chosen for a task and not yet submitted. Kept when another task is shown.
package struct Draft: Equatable, Sendable {
  /// Chosen values by control, in the order in which controls were first touched.
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
        let values = control.choices.filter(\.isPreselected).map(\.value)
        return values.isEmpty ? nil : Answer(control: control.name, value: .choices(values))
      }
    }
  }

  package func values(of control: FormControl) -> [String] {
    for answer in answers where answer.control == control.name {
      if case .choices(let values) = answer.value { return values }
    }
    return []
  }

  package func isChosen(_ place: ChoicePlace, in form: LabelForm) -> Bool {
    values(of: form.controls[place.control]).contains(form[place].value)
  }

  /// Chooses it, or takes it back if it is chosen; a single choice replaces the one before.
  package mutating func toggle(_ place: ChoicePlace, in form: LabelForm) {
    let control = form.controls[place.control]
    let value = form[place].value
    var chosen = Set(values(of: control))
    if chosen.contains(value) {
      chosen.remove(value)
    } else {
      chosen = control.isSingle ? [value] : chosen.union([value])
    }
    set(control.choices.map(\.value).filter(chosen.contains), for: control)
  }

  /// Chooses exactly this one, whatever was chosen before.
  package mutating func choose(_ place: ChoicePlace, in form: LabelForm) {
    set([form[place].value], for: form.controls[place.control])
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

  /// Why it cannot be submitted, or nil.
  package func problem(in form: LabelForm) -> String? {
    for control in form.controls where control.isRequired && values(of: control).isEmpty {
      return control.requiredMessage.isEmpty
        ? "choose one of \(control.name) first" : control.requiredMessage
    }
    return answers.isEmpty ? "nothing is chosen yet; Space skips" : nil
  }

  private mutating func set(_ values: [String], for control: FormControl) {
    isTouched = true
    guard !values.isEmpty else { return answers.removeAll { $0.control == control.name } }
    let answer = Answer(control: control.name, value: .choices(values))
    if let index = answers.firstIndex(where: { $0.control == control.name }) {
      answers[index] = answer
    } else {
      answers.append(answer)
    }
  }
}

extension Decision {
  /// The labels in one line as the config shows them, or `(skipped)`.
  func line(in form: LabelForm) -> String {
    if outcome == .skipped { return "(skipped)" }
    var titles: [String: String] = [:]
    for place in form.places { titles[form[place].value] = form[place].title }
    let values = answers.flatMap { answer in
      if case .choices(let values) = answer.value { values } else { [String]() }
    }
    return values.map { titles[$0] ?? $0 }.joined(separator: ", ")
  }
}
