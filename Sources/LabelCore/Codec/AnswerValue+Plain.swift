/// Answers as scripts write them: one control's value as plain JSON.
extension AnswerValue {
  /// A string, a number, a list of strings, a list of paths, or a list of spans
  /// (`{"start", "end", "text", "labels"}`, with the answers about it by control under `"answers"`).
  package var plain: JSON {
    switch self {
    case .choices(let values), .texts(let values), .ranking(let values):
      .array(values.map(JSON.string))
    case .paths(let paths): .array(paths.map { .array($0.map(JSON.string)) })
    case .rating(let number), .number(let number): .number(JSON.spelling(of: number))
    case .dateTime(let text), .side(let text): .string(text)
    case .spans(let spans): .array(spans.map(\.plain))
    }
  }
}

extension TextSpan {
  fileprivate var plain: JSON {
    var json = JSON.object(
      placeMembers(savesText: true)
        + [JSON.Member("labels", .array(labels.map(JSON.string)))])
    if !answers.isEmpty {
      json["answers"] = .object(answers.map { JSON.Member($0.control, $0.value.plain) })
    }
    return json
  }
}
