/// Turns offsets of stored regions from one generation's count into the other's: 0.x counts UTF-16 code
/// units, 1.x code points. A region says which string of the data it is about by the text it covers. Where the
/// config keeps that back (`saveTextResult="no"`), it is the only string, else the one that has the name of the
/// object it labels; where there is none of that name, its offsets stay as they are.
struct SpanCounting {
  private let data: JSON
  /// Strings of the data in which the two counts differ, and how many strings there are in all.
  private var texts: [String] = []
  private var count = 0

  init(_ data: JSON) {
    self.data = data
    collect(data)
  }

  /// Whether there is a string in which the two counts differ.
  var differs: Bool { !texts.isEmpty }

  private mutating func collect(_ value: JSON) {
    switch value {
    case .string(let text):
      count += 1
      if text.unicodeScalars.contains(where: { $0.value > 0xffff }) { texts.append(text) }
    case .array(let values): for value in values { collect(value) }
    case .object(let members): for member in members { collect(member.value) }
    default: break
    }
  }

  /// A region of 1.x as 0.x stores it.
  func inUTF16(_ region: JSON) -> JSON {
    convert(region) { $0.fromCodePoints(in: $1) }
  }

  /// A region of 0.x as 1.x stores it.
  func inCodePoints(_ region: JSON) -> JSON {
    convert(region) { $0.fromUTF16(in: $1) }
  }

  private func convert(_ region: JSON, _ turn: (TextSpan, String) -> Range<Int>?) -> JSON {
    guard differs, let value = region["value"], let start = value["start"]?.intValue,
      let end = value["end"]?.intValue
    else { return region }
    let words = value["text"]?.stringValue
    let span = TextSpan(start: start, end: end, text: words, labels: [])
    let candidates = words != nil || count == 1 ? texts : [named(in: region)].compactMap(\.self)
    guard let range = candidates.compactMap({ turn(span, $0) }).first else { return region }
    var region = region
    region["value"]?["start"] = .int(range.lowerBound)
    region["value"]?["end"] = .int(range.upperBound)
    return region
  }

  /// The string that has the name of what a region labels.
  private func named(in region: JSON) -> String? {
    region["to_name"]?.stringValue.flatMap { data[$0]?.stringValue }
  }
}
