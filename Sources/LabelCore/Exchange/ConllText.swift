/// Writes the spans of a text in the form of the CoNLL 2003 task: a token a line, with what it is
/// of which name.
enum ConllText {
  static let beginning = Array("-DOCSTART- -X- O\n".utf8)

  /// One text with an empty line behind it. A token in no span is `O`, the first of a span
  /// `B-LABEL`, the others `I-LABEL`; of spans over each other the one that begins first counts, of
  /// its labels the first.
  ///
  /// Tokens are Label Studio 1.23.2's, but end where a span begins or ends.
  static func block(_ text: String, _ spans: [TextSpan]) -> [UInt8] {
    let spans = named(spans, in: text)
    var tokens = TreebankTokens.ranges(of: text)
    let edges = Set(spans.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
    tokens = tokens.flatMap { $0.cut(at: edges) }
    let units = text.utf16
    var bytes: [UInt8] = []
    var place = units.startIndex
    var offset = 0
    var rest = spans[...]
    var begun: Int?
    for token in tokens {
      let start = units.index(place, offsetBy: token.lowerBound - offset)
      let end = units.index(start, offsetBy: token.count)
      (place, offset) = (end, token.upperBound)
      while let span = rest.first, span.range.upperBound <= token.lowerBound { rest.removeFirst() }
      var tag = "O"
      if let span = rest.first, span.range.lowerBound < token.upperBound {
        tag = (begun == rest.startIndex ? "I-" : "B-") + span.label
        begun = rest.startIndex
      }
      bytes += "\(text[start..<end]) -X- _ \(tag)\n".utf8
    }
    return bytes + [0x0a]
  }

  /// Spans with a label, by where they begin, in UTF-16 units.
  private static func named(
    _ spans: [TextSpan], in text: String
  ) -> [(range: Range<Int>, label: String)] {
    spans.compactMap { span in
      guard let label = span.labels.first, let range = span.range(in: text) else { return nil }
      return (range, label)
    }
    .enumerated()
    .sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    .map(\.element)
  }
}

extension Range<Int> {
  /// The parts between edges that lie inside.
  fileprivate func cut(at edges: Set<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = lowerBound
    for edge in indices.dropFirst() where edges.contains(edge) {
      parts.append(start..<edge)
      start = edge
    }
    return parts + [start..<upperBound]
  }
}

extension ExportRow {
  /// The row's text and its spans.
  func conll(_ schema: ExportSchema?) -> [UInt8] {
    let labels = outputs.filter { $0.tag == "Labels" }
    // The text that the spans lie in; without a Labels control the first one that is labelled at
    // all.
    let controls = schema?.controls ?? []
    let field =
      labels.lazy.compactMap { schema?.control($0.control)?.field }.first
      ?? controls.first { $0.tag == "Labels" && $0.field != nil }?.field
      ?? controls.lazy.compactMap(\.field).first
    let text = field.flatMap { name in data.last { $0.name == name }?.value.plainText }
    return ConllText.block(
      text ?? TaskText.main(.object(data)),
      labels.flatMap(\.values).compactMap(TextSpan.init(stored:)))
  }
}

extension JSON {
  fileprivate var plainText: String? {
    if case .number(let spelling) = self { spelling } else { stringValue }
  }
}

extension TextSpan {
  /// Of a stored value `{"start", "end", "text", "labels"}`; nil without a place.
  fileprivate init?(stored value: JSON) {
    let region: JSON = ["from_name": "", "value": value]
    guard let span = Region(region)?.span else { return nil }
    self = span
  }
}
