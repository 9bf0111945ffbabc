/// One column of one row.
package struct Cell: Equatable, Sendable {
  /// One spacing scalar with its marks; empty in the second column of a wide one.
  package var text: String
  /// 1 or 2; 0 for the second column of a wide cell.
  package var width: Int
  package var style: Style

  package static let blank = Cell(text: " ", width: 1, style: .plain)
}

/// A place on the screen, from 0.
package struct Position: Equatable, Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A picture of the screen. Nothing that is drawn can leave it, and no wide cell is ever halved.
package struct Grid: Equatable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]

  /// A blank picture; a size below 1 by 1 has no cells.
  package init(size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// The cells of one row, left to right.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Writes `text` on one line, whole clusters only, up to `limit` columns, and returns the column
  /// after it.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, at position: Position, limit: Int = .max, style: Style = .plain
  ) -> Int {
    var column = position.column
    guard position.row >= 0, position.row < size.rows else { return column }
    let end = limit == .max ? size.columns : min(size.columns, position.column + limit)
    for character in text {
      let drawn = CellText(character)
      guard column + drawn.width <= end else { break }
      for piece in drawn.pieces {
        if column >= 0 { set(piece, row: position.row, column: column, style: style) }
        column += piece.width
      }
    }
    return column
  }

  /// Fills columns of a row with one single-width character.
  package mutating func fill(
    _ character: Character = " ", row: Int, columns: Range<Int>, style: Style = .plain
  ) {
    guard row >= 0, row < size.rows else { return }
    let piece = CellText.Piece(text: String(character), width: 1)
    for column in columns.clamped(to: 0..<size.columns) {
      set(piece, row: row, column: column, style: style)
    }
  }

  /// Changes the look of cells, not their text.
  package mutating func restyle(row: Int, columns: Range<Int>, style: Style) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      cells[row * size.columns + column].style = style
    }
  }

  /// The picture for a charset without box lines and most letters: lines as `-|+`, other text as
  /// `?`.
  package func inASCII() -> Grid {
    var copy = self
    for index in copy.cells.indices {
      let cell = copy.cells[index]
      guard cell.width == 0 || !cell.text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
      copy.cells[index].text = Self.asciiLines[cell.text] ?? "?"
      copy.cells[index].width = 1
    }
    return copy
  }

  private static let asciiLines = [
    "─": "-", "│": "|", "┼": "+", "┬": "+", "┴": "+", "├": "+", "┤": "+", "┌": "+", "┐": "+",
    "└": "+", "┘": "+", "█": "#", "░": "-", "…": "~",
  ]

  private mutating func set(_ piece: CellText.Piece, row: Int, column: Int, style: Style) {
    let index = row * size.columns + column
    guard column + piece.width <= size.columns else { return }
    mendNeighbours(of: index, column: column, width: piece.width)
    cells[index] = Cell(text: piece.text, width: piece.width, style: style)
    if piece.width == 2 { cells[index + 1] = Cell(text: "", width: 0, style: style) }
  }

  /// Blanks what is left of wide cells that are about to be overwritten in part.
  private mutating func mendNeighbours(of index: Int, column: Int, width: Int) {
    if cells[index].width == 0, column > 0 { cells[index - 1] = .blank }
    let last = index + width - 1
    if cells[last].width == 2, column + width < size.columns { cells[last + 1] = .blank }
  }
}

extension Grid: CustomStringConvertible {
  /// Rows as quoted strings, a wide cell once: what tests compare.
  package var description: String {
    (0..<size.rows).map { "\"\(text(ofRow: $0))\"" }.joined(separator: "\n")
  }

  /// One row as text, trailing blanks kept.
  package func text(ofRow number: Int) -> String {
    row(number).reduce(into: "") { $0 += $1.text }
  }
}
