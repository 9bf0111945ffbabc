/// The text of a task where no labeling config says which field it is.
package enum TaskText {
  /// Characters of an excerpt.
  package static let excerptLength = 120

  /// The text in `data`: a string itself, else the member with a usual name, else the longest; ""
  /// without any.
  package static func main(_ data: JSON) -> String {
    data.stringValue ?? member(of: data)?.text ?? ""
  }

  /// The member that holds it; nil where there is none.
  package static func name(in data: JSON) -> String? { member(of: data)?.name }

  private static func member(of data: JSON) -> (name: String, text: String)? {
    let members = data.members ?? []
    let texts = members.compactMap { member in
      member.value.stringValue.map { (name: member.name, text: $0) }
    }
    // Nearly every task has `text`; the list of names need not be gone through for it.
    if let text = texts.last(where: { $0.name == "text" }) { return text }
    let place = TextColumn.place(
      names: texts.map(\.name), lengths: texts.map(\.text.utf8.count))
    return place.map { texts[$0] }
  }

  /// The beginning of `text` in one line, runs of white space and controls as one blank.
  package static func excerpt(of text: String) -> String {
    var excerpt: [UInt8] = []
    excerpt.reserveCapacity(2 * excerptLength)
    var count = 0
    var isBlank = true
    for scalar in text.unicodeScalars {
      let isSpace = isSpace(scalar)
      if isSpace, isBlank { continue }
      isBlank = isSpace
      switch scalar {
      case _ where isSpace: excerpt.append(0x20)
      case _ where scalar.isASCII: excerpt.append(UInt8(truncatingIfNeeded: scalar.value))
      default: excerpt += scalar.utf8
      }
      count += 1
      if count == excerptLength { break }
    }
    return String(decoding: excerpt, as: UTF8.self)
  }

  /// Unicode's table is asked only where it must be: this is done for every character of every task.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar.value <= 0x20 || scalar.value == 0x7f : scalar.properties.isWhitespace
  }
}
