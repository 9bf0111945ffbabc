/// What an annotator decided about one task: the answers, or that the task was skipped.
///
/// Absence of a decision (`nil`) means that the task is open. A decision is a value of the screen and the
/// journal; `TaskObject` turns it into a Label Studio completion.
package struct Decision: Equatable, Sendable {
  /// Whether the task was labelled or skipped (`was_cancelled` in Label Studio's words).
  package enum Outcome: String, Equatable, Sendable {
    case labelled
    case skipped
  }

  package var outcome: Outcome
  /// One answer a control, in the order in which the annotator first touched the controls.
  package var answers: [Answer]
  /// The annotator's note on this task; empty when there is none.
  package var note: String
  /// Seconds spent on the task, to the millisecond.
  package var leadTime: Double

  package init(
    outcome: Outcome = .labelled, answers: [Answer] = [], note: String = "", leadTime: Double = 0
  ) {
    self.outcome = outcome
    self.answers = answers
    self.note = note
    self.leadTime = leadTime
  }

  /// The answer given to the control named `control`, if any.
  package func answer(for control: String) -> AnswerValue? {
    answers.first { $0.control == control }?.value
  }
}

/// The value given to one control of the labeling config.
package struct Answer: Equatable, Sendable {
  /// The control's `name` attribute.
  package var control: String
  package var value: AnswerValue

  package init(control: String, value: AnswerValue) {
    self.control = control
    self.value = value
  }
}

/// The kinds of value that controls store. Values are those stored, not those shown (a choice's alias).
package enum AnswerValue: Equatable, Sendable {
  /// Chosen values in the order of the labeling config.
  case choices([String])
}
