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
  /// Paths of nested choices from the root: of `Choices` in the order of the config, of `Taxonomy` as
  /// taken.
  case paths([[String]])
  case rating(Double)
  /// The texts of a `TextArea`, in their order.
  case texts([String])
  case number(Double)
  /// ISO 8601, as far as it was asked for.
  case dateTime(String)
  /// `left` or `right` of a `Pairwise`.
  case side(String)
  /// Ids of a `Ranker`'s items, the best first.
  case ranking([String])
  /// Labelled stretches of a text, in the order in which they were made.
  case spans([TextSpan])
}

/// A stretch of a text with its labels and with what was asked about it alone.
package struct TextSpan: Equatable, Sendable {
  /// The region's id; nil until it is stored.
  package var id: String?
  /// Offsets as stored, in UTF-16 code units where Tagline or Label Studio 0.x made it; `end` is behind
  /// the last. In a dialogue within its turns.
  package var start: Int
  package var end: Int
  /// In a dialogue the turns it begins and ends in, from 0; nil in a text.
  package var turns: ClosedRange<Int>?
  /// The text between them; nil when it was not stored.
  package var text: String?
  package var labels: [String]
  /// Answers to `perRegion` controls.
  package var answers: [Answer]

  package init(start: Int, end: Int, text: String? = nil, labels: [String]) {
    self.start = start
    self.end = end
    self.text = text
    self.labels = labels
    answers = []
  }
}

extension AnswerValue {
  /// Whether nothing is answered: such a value makes no region.
  package var isEmpty: Bool {
    switch self {
    case .choices(let values), .texts(let values), .ranking(let values): values.isEmpty
    case .paths(let paths): paths.isEmpty
    case .spans(let spans): spans.isEmpty
    case .rating(let rating): rating <= 0
    case .dateTime(let text), .side(let text): text.isEmpty
    case .number: false
    }
  }

  /// The values by which a filter finds the answer and a count counts it; none for free text.
  package var names: [String] {
    switch self {
    case .choices(let values): values
    case .paths(let paths): paths.map { $0.joined(separator: " > ") }
    case .rating(let number): [JSON.spelling(of: number)]
    case .side(let side): [side]
    case .spans(let spans): spans.flatMap(\.labels)
    case .texts, .number, .dateTime, .ranking: []
    }
  }
}
