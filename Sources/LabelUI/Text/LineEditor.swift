/// One line of text being typed, with the keys of a shell.
package struct LineEditor: Equatable, Sendable {
  package private(set) var characters: [Character]
  /// Place of the cursor, from 0 to the number of characters.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }

  /// Puts text at the cursor; line ends become blanks, since there is one line only.
  package mutating func insert(_ text: String) {
    let added = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    characters.insert(contentsOf: added, at: cursor)
    cursor += added.count
  }

  /// Puts a line end at the cursor, for fields that have several lines.
  package mutating func insertLine() {
    characters.insert("\n", at: cursor)
    cursor += 1
  }

  /// Whether the key was one of the editor's.
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace, .control("h"): remove(from: cursor - 1, to: cursor)
    case .delete, .control("d"): remove(from: cursor, to: cursor + 1)
    case .control("u"): remove(from: 0, to: cursor)
    case .control("k"): remove(from: cursor, to: characters.count)
    case .control("w"): remove(from: wordStart, to: cursor)
    default: return false
    }
    return true
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private mutating func remove(from start: Int, to end: Int) {
    let range = (start..<max(start, end)).clamped(to: 0..<characters.count)
    characters.removeSubrange(range)
    cursor = min(range.lowerBound, characters.count)
  }
}

extension LineEditor {
  /// Draws the field so that the cursor is in it, and returns the cursor's column.
  func draw(on grid: inout Grid, at position: Position, limit: Int) -> Int {
    let limit = max(0, limit)
    var first = cursor
    var used = 1
    while first > 0 {
      let columns = CellText.width(of: characters[first - 1])
      guard used + columns <= limit else { break }
      used += columns
      first -= 1
    }
    let before = Self.inOneLine(characters[first..<cursor])
    let column = grid.put(before, at: position, limit: limit)
    let rest = Self.inOneLine(characters[cursor...].prefix(limit))
    grid.put(
      rest, at: Position(row: position.row, column: column),
      limit: position.column + limit - column)
    return column
  }

  /// Line ends are shown as a sign.
  private static func inOneLine(_ characters: ArraySlice<Character>) -> String {
    String(characters.map { $0.isNewline ? "\u{21B5}" : $0 })
  }
}
