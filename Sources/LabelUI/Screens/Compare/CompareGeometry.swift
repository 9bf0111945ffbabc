/// Where the parts of the compare screen stand on a screen of this size. Wide screens add, never
/// move.
struct CompareGeometry: Equatable {
  /// A rectangle of the screen.
  struct Area: Equatable {
    var rows: Range<Int>
    var columns: Range<Int>
  }

  let size: Size
  let layout: VersionsLayout
  /// Rows of figures under the title.
  let headRows: Range<Int>
  /// Row of the columns' headings; nil on small screens.
  let headingRow: Int?
  /// Column of the line before the tables at the right; nil where there are none.
  let panelColumn: Int?
  let sideRows: Range<Int>
  /// Rows of list and text; small screens show one of them.
  private let list: Range<Int>
  private let text: Range<Int>

  /// Rows of keys on screens of normal size.
  static let keyRows = 3

  init(size: Size) {
    self.size = size
    layout = VersionsLayout(size: size, keyRows: Self.keyRows)
    let end = layout.messageRow
    if layout.isSmall {
      headRows = Range(max(1, end - 1), upTo: end)
      headingRow = nil
      panelColumn = nil
      sideRows = 1..<1
      list = Range(1, upTo: headRows.lowerBound)
      text = Range(2, upTo: headRows.lowerBound)
      return
    }
    let head = layout.isWide ? 1 : 2
    headRows = 1..<1 + head
    headingRow = 2 + head
    panelColumn = layout.isWide ? size.columns - 44 : nil
    // Wide screens have a rule below the headings, and say more in each line of the sides.
    let first = layout.isWide ? 4 + head : 3 + head
    let sides = layout.isWide ? 2 : 3
    let rest = max(0, end - 1 - first - sides - 2)
    let height = layout.isWide ? (rest + 1) / 2 : (rest + 2) / 2
    list = Range(first, upTo: first + height)
    sideRows = Range(list.upperBound + 1, upTo: list.upperBound + 1 + sides)
    text = Range(sideRows.upperBound + 1, upTo: end - 1)
  }

  /// Whether two texts side by side are readable.
  var hasSides: Bool { size.columns >= 100 }

  func listRows(_ focus: CompareState.Focus) -> Range<Int> {
    layout.isSmall && focus == .text ? list.lowerBound..<list.lowerBound : list
  }

  func textRows(_ focus: CompareState.Focus) -> Range<Int> {
    layout.isSmall && focus != .text ? text.lowerBound..<text.lowerBound : text
  }

  /// Columns of the list.
  var listColumns: Range<Int> { 0..<(panelColumn ?? size.columns) }

  var textColumns: Range<Int> {
    let margin = layout.isSmall ? 1 : 2
    return Range(margin, upTo: size.columns - margin)
  }

  /// Column of the line between A and B.
  var middle: Int { size.columns / 2 - 1 }

  /// The rows between the figures and the message row, when one thing has them all.
  var bodyRows: Range<Int> {
    layout.isSmall
      ? list : Range(headRows.upperBound + 1, upTo: layout.messageRow - 1)
  }

  /// Where a table is drawn: beside the list, or on all of the screen.
  func tableArea(_ mode: CompareState.Mode) -> Area {
    if mode == .list, let panelColumn {
      return Area(
        rows: headRows.upperBound + 1..<list.upperBound,
        columns: panelColumn + 2..<size.columns - 1)
    }
    let rows = bodyRows
    // A line says what the table is about.
    let first = layout.isSmall ? rows.lowerBound : rows.lowerBound + 2
    return Area(
      rows: Range(first, upTo: rows.upperBound), columns: 1..<max(1, size.columns - 1))
  }

  /// Rows of pairs of annotators, below their headings.
  var peopleRows: Range<Int> {
    layout.isSmall ? bodyRows : Range(bodyRows.lowerBound + 1, upTo: bodyRows.upperBound)
  }
}
