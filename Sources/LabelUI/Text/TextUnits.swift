/// Characters and words of a text by their UTF-16 offsets, as results store places.
struct TextUnits {
  let text: String

  var count: Int { text.utf16.count }

  /// The word at an offset: letters and digits in a row, or one other character. Nil behind the end.
  func word(at offset: Int) -> Range<Int>? {
    guard let start = index(offset), start < text.endIndex else { return nil }
    guard Self.isInWord(text[start]) else { return character(at: offset) }
    var first = start
    while first > text.startIndex {
      let before = text.index(before: first)
      guard Self.isInWord(text[before]) else { break }
      first = before
    }
    let end = text[start...].firstIndex { !Self.isInWord($0) } ?? text.endIndex
    return offsets(first..<end)
  }

  /// The next word that begins at an offset or behind it; white space is passed over.
  func nextWord(from offset: Int) -> Range<Int>? {
    guard let start = index(offset),
      let first = text[start...].firstIndex(where: { !$0.isWhitespace })
    else { return nil }
    return word(at: offsets(first..<first).lowerBound)
  }

  /// The last word that ends at an offset or before it.
  func previousWord(before offset: Int) -> Range<Int>? {
    guard let end = index(offset),
      let last = text[..<end].lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return word(at: offsets(last..<last).lowerBound)
  }

  func character(at offset: Int) -> Range<Int>? {
    guard let start = index(offset), start < text.endIndex else { return nil }
    return offsets(start..<text.index(after: start))
  }

  func character(before offset: Int) -> Range<Int>? {
    guard let end = index(offset), end > text.startIndex else { return nil }
    return offsets(text.index(before: end)..<end)
  }

  /// The text of a range.
  func slice(_ range: Range<Int>) -> String {
    guard let start = index(range.lowerBound), let end = index(range.upperBound) else { return "" }
    return String(text[start..<end])
  }

  /// A range without white space at its ends; nil when there is nothing else in it.
  func trimmed(_ range: Range<Int>) -> Range<Int>? {
    guard let start = index(range.lowerBound), let end = index(range.upperBound),
      let first = text[start..<end].firstIndex(where: { !$0.isWhitespace }),
      let last = text[start..<end].lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return offsets(first..<text.index(after: last))
  }

  /// The beginning of the character that an offset is in; nil outside the text.
  func index(_ offset: Int) -> String.Index? {
    guard offset >= 0, offset <= count else { return nil }
    var index = text.utf16.index(text.utf16.startIndex, offsetBy: offset)
    while index > text.startIndex, String.Index(index, within: text) == nil {
      index = text.utf16.index(before: index)
    }
    return index
  }

  func offsets(_ range: Range<String.Index>) -> Range<Int> {
    let start = text.utf16.distance(from: text.utf16.startIndex, to: range.lowerBound)
    return start..<start + text.utf16.distance(from: range.lowerBound, to: range.upperBound)
  }

  private static func isInWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
