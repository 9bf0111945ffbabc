/// A cursor over a table of which a part is on screen.
struct TableCursor: Equatable, Sendable {
  var row = 0
  var column = 0
  /// First row and column on screen.
  private(set) var top = 0
  private(set) var left = 0

  /// Moves within the table; stays where it is at an edge.
  mutating func move(rows: Int = 0, columns: Int = 0, in size: (rows: Int, columns: Int)) {
    row = max(0, min(row + rows, size.rows - 1))
    column = max(0, min(column + columns, size.columns - 1))
  }

  /// Brings the cursor on a screen with room for so many rows and columns.
  mutating func settle(height: Int, width: Int, in size: (rows: Int, columns: Int)) {
    move(in: size)
    (top, left) = (
      Self.first(row, top, height, size.rows), Self.first(column, left, width, size.columns)
    )
  }

  private static func first(_ place: Int, _ first: Int, _ room: Int, _ count: Int) -> Int {
    let room = max(1, room)
    return max(0, min(min(max(first, place - room + 1), place), max(0, count - room)))
  }
}
