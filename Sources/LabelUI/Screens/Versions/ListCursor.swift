/// A cursor in a list that is all in memory, and the part of it on screen.
package struct ListCursor: Equatable, Sendable {
  package private(set) var place = 0
  /// Place of the first row on screen.
  package private(set) var top = 0
  package var count = 0

  package init() {}

  package mutating func move(to place: Int) { self.place = max(0, min(place, count - 1)) }

  /// Whether the command was one that moves; `height` is that of a page.
  package mutating func perform(_ command: Command, height: Int) -> Bool {
    let page = max(1, height)
    switch command {
    case .first: move(to: 0)
    case .last: move(to: count - 1)
    case .lineDown: move(to: place + 1)
    case .lineUp: move(to: place - 1)
    case .halfDown: move(to: place + (page + 1) / 2)
    case .halfUp: move(to: place - (page + 1) / 2)
    case .pageDown: move(to: place + page)
    case .pageUp: move(to: place - page)
    default: return false
    }
    return true
  }

  /// Keeps the cursor in the list and on the screen.
  package mutating func settle(height: Int) {
    let height = max(1, height)
    move(to: place)
    top = max(0, min(max(top, place - height + 1), place, count - height))
    if place < top { top = place }
  }

  /// The places on screen.
  package func visible(height: Int) -> Range<Int> { Range(top, upTo: min(top + height, count)) }

  /// A click on a row of the screen: false when there is nothing; the second click on a row opens.
  package mutating func click(row: Int, rows: Range<Int>) -> ClickedRow {
    let place = top + row - rows.lowerBound
    guard rows.contains(row), place < count else { return .nothing }
    if place == self.place { return .again }
    move(to: place)
    return .moved
  }

  package enum ClickedRow { case nothing, moved, again }
}

extension Canvas {
  /// Shows the row as the cursor's, up to column `end`: a sign, for terminals that cannot reverse
  /// colours, and the bar.
  mutating func markCursor(row: Int, end: Int) {
    put(">", row: row, column: 0, style: .key)
    reverse(row: row, columns: Range(1, upTo: end))
  }

  /// Reverses the colours of cells that are drawn already.
  mutating func reverse(row: Int, columns: Range<Int>) {
    for column in columns {
      var style = grid[row, column].style
      // A colour would stand on the bar as a block of its own.
      if style.role == .chosen { style.role = .title }
      style.isReversed = true
      grid.restyle(row: row, columns: column..<column + 1, style: style)
    }
  }
}
