/// A stretch of a document: a heading of the labeling config or a text of the task.
package struct TextPart: Equatable, Sendable {
  package var text: String
  package var role: Role

  package init(_ text: String, role: Role = .plain) {
    self.text = text
    self.role = role
  }
}

/// Wraps texts to a width, only as far as somebody has looked: the cost follows the screen, not the
/// text.
package struct TextLayout: Sendable {
  /// Where one line of the screen begins and ends in its part; an empty range is a blank line.
  package struct Line: Equatable, Sendable {
    package var part: Int
    package var range: Range<String.Index>
  }

  package let parts: [TextPart]
  package let width: Int
  /// The lines found so far.
  package private(set) var lines: [Line] = []
  /// Whether `lines` holds all there are.
  package private(set) var isComplete = false
  private var part = 0
  private var next: String.Index

  /// Finds nothing yet; a width below 1 counts as 1.
  package init(_ parts: [TextPart], width: Int) {
    self.parts = parts
    self.width = max(1, width)
    next = parts.first?.text.startIndex ?? "".startIndex
    isComplete = parts.isEmpty
  }

  /// Makes sure that line `number` is found if the text has it.
  package mutating func find(throughLine number: Int) {
    while !isComplete, lines.count <= number { findLine() }
  }

  /// The text of a line, tabs as blanks.
  package func text(of line: Line) -> String {
    let slice = parts[line.part].text[line.range]
    guard slice.utf8.contains(0x09) else { return String(slice) }
    var column = 0
    return slice.reduce(into: "") { result, character in
      if character == "\t" {
        let blanks = Self.tabWidth(at: column)
        result += String(repeating: " ", count: blanks)
        column += blanks
      } else {
        result.append(character)
        column += CellText.width(of: character)
      }
    }
  }

  /// Which of the text the lines `range` show: `lines 1-9 of 9`, or per cent of bytes while the end
  /// is unknown.
  package func position(ofLines range: Range<Int>) -> String {
    if isComplete {
      guard !lines.isEmpty else { return "" }
      let last = min(range.upperBound, lines.count)
      return "lines \(min(range.lowerBound + 1, last))-\(last) of \(lines.count)"
    }
    let shown = range.clamped(to: 0..<lines.count)
    guard let last = shown.last else { return "" }
    let total = parts.reduce(0) { $0 + $1.text.utf8.count }
    let before = parts[..<lines[last].part].reduce(0) { $0 + $1.text.utf8.count }
    let utf8 = parts[lines[last].part].text.utf8
    let here = utf8.distance(from: utf8.startIndex, to: lines[last].range.upperBound)
    return "lines \(shown.lowerBound + 1)-\(last + 1), \((before + here) * 100 / max(1, total))%"
  }

  private mutating func findLine() {
    let text = parts[part].text
    if next == text.endIndex { return endPart() }
    let (end, following) = LineBreaker(text: text, width: width).line(from: next)
    lines.append(Line(part: part, range: next..<end))
    next = following
    if next == text.endIndex { endPart() }
  }

  /// Goes on to the next part, with a blank line between.
  private mutating func endPart() {
    guard part + 1 < parts.count else {
      isComplete = true
      return
    }
    let end = parts[part].text.endIndex
    lines.append(Line(part: part, range: end..<end))
    part += 1
    next = parts[part].text.startIndex
  }

  static func tabWidth(at column: Int) -> Int { 8 - column % 8 }
}

/// Finds where one line of the screen ends.
private struct LineBreaker {
  let text: String
  let width: Int

  /// The end of the line that begins at `start`, and the beginning of the next one.
  func line(from start: String.Index) -> (end: String.Index, next: String.Index) {
    var column = 0
    var count = 0
    var index = start
    var blanks: String.Index?
    var chance: (end: String.Index, next: String.Index)?
    while index < text.endIndex {
      let character = text[index]
      let after = text.index(after: index)
      if character.isNewline { return (index, after) }
      let columns =
        character == "\t" ? TextLayout.tabWidth(at: column) : CellText.width(of: character)
      if columns == 2, index > start { chance = (index, index) }
      // Marks without width must not make a line endless.
      if column + columns > width || count > 8 * width {
        if character.isWhitespace { return (blanks ?? index, skipBlanks(from: after)) }
        return chance ?? (index > start ? (index, index) : (after, after))
      }
      column += columns
      count += 1
      if character.isWhitespace {
        blanks = blanks ?? index
        chance = (blanks ?? index, after)
      } else {
        blanks = nil
        if character == "-" || columns == 2 { chance = (after, after) }
      }
      index = after
    }
    return (text.endIndex, text.endIndex)
  }

  /// Blanks at a break belong to neither line; a newline behind them ends the line that is ending
  /// anyway.
  private func skipBlanks(from start: String.Index) -> String.Index {
    var index = start
    while index < text.endIndex, text[index].isWhitespace {
      let isNewline = text[index].isNewline
      index = text.index(after: index)
      if isNewline { break }
    }
    return index
  }
}
