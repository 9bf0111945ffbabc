package import LabelCore

/// A cursor over the rows that pass a query, of which only those near the screen are in memory.
package struct CompareRows: Equatable, Sendable {
  package private(set) var query: CompareQuery
  /// How many pass; nil while nobody has said.
  package private(set) var total: Int?
  package private(set) var cursor = 0
  /// Place of the first row on screen.
  package private(set) var top = 0
  private var rows: [Int: CompareRow] = [:]
  private var requested: Range<Int>?

  /// Rows kept on each side of the screen.
  private static let reach = 300

  package init(_ query: CompareQuery) { self.query = query }

  package subscript(place: Int) -> CompareRow? { rows[place] }

  /// The row the keys act on; nil while it is loading or when there is none.
  package var current: CompareRow? { rows[cursor] }

  /// Whether that row is being read.
  var isLoading: Bool { current == nil && requested?.contains(cursor) == true }

  package mutating func move(to place: Int) {
    cursor = max(0, total.map { min(place, $0 - 1) } ?? place)
  }

  /// Keeps the cursor on screen and asks for the rows that are missing there.
  package mutating func settle(height: Int) -> [CompareRequest] {
    let height = max(1, height)
    if let total { cursor = max(0, min(cursor, total - 1)) }
    top = max(0, min(max(top, cursor - height + 1), cursor))
    if let total { top = max(0, min(top, total - height)) }
    let visible = Range(top, upTo: min(top + height, total ?? Int.max))
    guard total == nil || visible.contains(where: { rows[$0] == nil }) else { return [] }
    if let requested, requested.contains(top), requested.contains(max(top, visible.upperBound - 1))
    {
      return []
    }
    let first = max(0, top - height)
    let wanted = first..<first + max(60, 3 * height)
    requested = wanted
    return [.page(query, wanted)]
  }

  package mutating func receive(_ page: ComparePage) {
    guard page.query == query else { return }
    requested = nil
    total = page.total
    for (index, row) in page.rows.enumerated() { rows[page.offset + index] = row }
    let near = top - Self.reach...top + Self.reach
    rows = rows.filter { near.contains($0.key) && $0.key < page.total }
  }

  /// Shows what was decided about a row, without asking again.
  package mutating func update(_ key: RowKey, decision: RowDecision?) {
    for (place, row) in rows where row.row.key == key { rows[place]?.decision = decision }
  }

  package func place(of key: RowKey) -> Int? { rows.first { $0.value.row.key == key }?.key }

  /// The next row in memory that passes, without a gap between; nil when nobody can tell from here.
  package func next(from place: Int, where pass: (CompareRow) -> Bool) -> Int? {
    var place = place + 1
    while let row = rows[place] {
      if pass(row) { return place }
      place += 1
    }
    return nil
  }

  /// Forgets the rows, which are asked for again at the same place.
  package mutating func invalidate() {
    rows = [:]
    requested = nil
  }
}
