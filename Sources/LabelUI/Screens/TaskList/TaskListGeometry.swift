/// Where the parts of the task list stand on a screen of this size.
struct TaskListGeometry: Equatable {
  let size: Size
  let isSmall: Bool
  /// Rows of tasks.
  let rows: Range<Int>
  /// Column of the line before the preview; nil where there is none.
  let previewColumn: Int?
  let legendRow: Int?
  let messageRow: Int
  let footerRows: Range<Int>

  init(size: Size) {
    self.size = size
    isSmall = size.columns < 60 || size.rows < 18
    let isWide = size.columns >= 120 && size.rows >= 24
    previewColumn = isWide ? size.columns * 3 / 5 : nil
    let footer = size.rows < 10 ? 0 : (isSmall ? 1 : 2)
    footerRows = max(0, size.rows - footer)..<size.rows
    messageRow = max(0, size.rows - footer - (isWide ? 2 : 1))
    legendRow = isSmall ? nil : messageRow - 1
    let top = isSmall ? 2 : 5
    rows = Range(top, upTo: legendRow.map { $0 - 1 } ?? messageRow)
  }
}
