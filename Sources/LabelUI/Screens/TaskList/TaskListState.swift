package import LabelCore

/// The task list: a cursor over rows of which only those near the screen are in memory.
package struct TaskListState: Equatable, Sendable {
  /// How many tasks pass the filter; nil while nobody has said.
  package private(set) var total: Int?
  package private(set) var cursor = 0
  /// Position of the first row on screen.
  package private(set) var top = 0
  /// Full tasks near the cursor, for the preview of wide screens.
  package var preview = TaskWindow()
  private var rows: [Int: TaskRow] = [:]
  private var requested: Range<Int>?

  package init() {}

  package subscript(position: Int) -> TaskRow? { rows[position] }

  package mutating func move(to position: Int) {
    cursor = max(0, total.map { min(position, $0 - 1) } ?? position)
  }

  package mutating func move(by rows: Int) { move(to: cursor + rows) }

  /// Keeps the cursor on screen and asks for the rows that are missing there.
  package mutating func settle(size: Size, filter: TaskFilter) -> [Effect] {
    let geometry = TaskListGeometry(size: size)
    let height = max(1, geometry.rows.count)
    if let total { cursor = max(0, min(cursor, total - 1)) }
    top = max(0, min(max(top, cursor - height + 1), cursor))
    if let total { top = max(0, min(top, total - height)) }
    let previewing =
      geometry.previewColumn == nil ? [] : preview.fetch(around: cursor, filter: filter)
    let visible = Range(top, upTo: min(top + height, total ?? Int.max))
    let isMissing = total == nil || visible.contains { rows[$0] == nil }
    let isComing =
      requested.map { $0.contains(top) && $0.contains(visible.upperBound - 1) } ?? false
    guard isMissing, !isComing else { return previewing }
    let first = max(0, top - height)
    requested = first..<first + 3 * height
    return previewing + [.loadPage(offset: first, limit: 3 * height, filter: filter)]
  }

  package mutating func receive(_ page: TaskPage, filter: TaskFilter) {
    guard page.filter == filter else { return }
    requested = nil
    total = page.total
    for (index, row) in page.rows.enumerated() { rows[page.offset + index] = row }
    let near = top - 1000...top + 1000
    rows = rows.filter { near.contains($0.key) && $0.key < page.total }
  }

  /// More rows are there than were known.
  package mutating func grow(to count: Int) { total = total.map { max($0, count) } }

  /// Shows the newer state of a row.
  package mutating func update(_ row: TaskRow) {
    for (position, old) in rows where old.id == row.id { rows[position] = row }
  }

  /// Takes `^` off all rows: everything is where it goes.
  package mutating func markAllSent() {
    for position in rows.keys { rows[position]?.marks.remove(.unsent) }
    preview.markAllSent()
  }

  package mutating func invalidate() {
    rows = [:]
    preview = TaskWindow()
    total = nil
    requested = nil
  }
}
