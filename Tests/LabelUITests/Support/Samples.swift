import LabelCore

@testable import LabelUI

extension Size {
  static let normal = Size(columns: 80, rows: 24)
  static let wide = Size(columns: 120, rows: 40)
  static let small = Size(columns: 40, rows: 10)
}

extension LabelForm {
  static let text = [FormText.data(name: "text")]

  static let topics = LabelForm(
    controls: [
      FormControl(
        name: "topic", isSingle: true,
        choices: ["complaint", "praise", "question", "spam", "other"].map { FormChoice($0) })
    ], texts: text)

  /// A single choice and a required choice of many.
  static var twoGroups: LabelForm {
    var tone = FormControl(
      name: "tone", isSingle: true, choices: ["kind", "angry"].map { FormChoice($0) })
    tone.isRequired = true
    tone.requiredMessage = "Say how it sounds"
    let parts = FormControl(
      name: "parts", isSingle: false, choices: ["price", "service", "staff"].map { FormChoice($0) })
    return LabelForm(controls: [tone, parts], texts: text)
  }

  static func single(_ choices: [FormChoice]) -> LabelForm {
    LabelForm(controls: [FormControl(name: "topic", isSingle: true, choices: choices)], texts: text)
  }
}

extension LabelingTask {
  static func sample(_ id: Int, _ text: String, position: Int? = nil) -> LabelingTask {
    var row = TaskRow(id: id, position: position ?? id, key: "mail/\(id).json")
    row.excerpt = String(text.prefix(200))
    return LabelingTask(row: row, data: .object([JSON.Member("text", .string(text))]))
  }

  static let letter = """
    Subject: renewal of the maintenance contract

    Hello, we would like to renew for another year but the price on the last quote was higher \
    than the one your colleague promised on the phone. Could somebody check this and send us a \
    corrected quote before Friday? Otherwise we will have to ask for other offers.

    Kind regards, R. Oberholzer
    """

  /// Four open mails; the second is the letter of the drawings.
  static let mails: [LabelingTask] = [
    .sample(0, "The invoice does not match the quote"),
    .sample(1, letter),
    .sample(2, "Thanks for the quick answer, great service"),
    .sample(3, "Wrong VAT on the quote"),
  ]
}

enum LabelingTaskSample {
  static func huge(_ text: String) -> LabelingTask { .sample(0, text) }
}
