import LabelCore

/// What a control is being answered with in the prompt.
package struct FieldEntry: Equatable, Sendable {
  /// Index of the control in the form.
  package var control: Int
  /// What stands before the field: the control's name.
  package var name: String
  /// Which of the control's texts is changed; nil for a further one.
  package var index: Int?
  /// The span it is about, for controls that are about spans.
  package var span: SpanPlace?
  /// Whether the text may have several lines.
  package var takesLines = false
  /// What the field wants, and what is wrong with what is in it.
  package var rule = ""
  package var problem: String?
}

extension FormKind {
  /// What may be typed, in words for the row of keys.
  var rule: String {
    switch self {
    case .number(let number):
      switch (number.min, number.max) {
      case (let min?, let max?):
        "a number from \(JSON.spelling(of: min)) to \(JSON.spelling(of: max))"
      case (let min?, nil): "a number from \(JSON.spelling(of: min))"
      case (nil, let max?): "a number up to \(JSON.spelling(of: max))"
      case (nil, nil): "a number"
      }
    case .dateTime(let dateTime): "like \(dateTime.example)"
    case .text(let text): text.placeholder
    default: ""
    }
  }

  /// What typed text answers; nil for nothing.
  /// - Throws: what is wrong with it, in words.
  func value(of typed: String) throws(FieldProblem) -> AnswerValue? {
    let text = typed.trimmed
    if text.isEmpty { return nil }
    switch self {
    case .number(let number):
      guard let value = Double(text), value.isFinite else {
        throw FieldProblem("\(text) is no number")
      }
      guard number.min.map({ value >= $0 }) ?? true, number.max.map({ value <= $0 }) ?? true
      else { throw FieldProblem("\(text) is not \(rule)") }
      return .number(value)
    case .dateTime(let dateTime):
      guard let value = dateTime.normalized(text) else {
        throw FieldProblem("\(text) is not \(rule)")
      }
      guard dateTime.allows(value) else {
        let ends = [dateTime.min.map { "from \($0)" }, dateTime.max.map { "up to \($0)" }]
        throw FieldProblem("\(text) is not \(ends.compactMap { $0 }.joined(separator: " "))")
      }
      return .dateTime(value)
    default: return .texts([typed])
    }
  }
}

/// Why typed text is no answer.
struct FieldProblem: Error {
  var words: String

  init(_ words: String) { self.words = words }
}
