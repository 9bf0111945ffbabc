import LabelCore

/// How many cells of a matrix an area has room for, and how wide they are.
struct MatrixLayout: Equatable {
  /// Columns of the labels at the left, of each cell, and of what stands behind them.
  let heading: Int
  let cell: Int
  let margin: Int
  /// Cells shown.
  let rows: Int
  let columns: Int

  init(_ tables: CompareTables, _ area: CompareGeometry.Area) {
    let names = tables.categories.map { CellText.width(of: $0.text) }
    let longest = names.max() ?? 4
    let width = area.columns.count
    heading = max(4, min(longest + 1, width / 3, 24))
    let digits = String(tables.control?.matrix.total ?? 0).count
    let isNarrow = width < 60
    // Sums and the share that was kept.
    margin = isNarrow ? 0 : max(6, digits + 2) + 7
    let room = max(1, width - heading - margin)
    let least = max(digits + 1, 6)
    cell = max(least, min(longest + 2, room / max(1, tables.categories.count), 16))
    columns = max(1, room / cell)
    // Below the headings; what does not fit is said in a row of its own.
    let count = tables.categories.count
    let free = area.rows.count - (isNarrow ? 1 : 2)
    rows = max(1, count <= free && count <= columns ? free : free - 1)
  }
}

/// Draws a control's matrix: A's labels as rows, B's as columns.
struct MatrixView {
  let tables: CompareTables
  let area: CompareGeometry.Area
  /// Whether the keys move its cursor.
  let isFocused: Bool
  let layout: MatrixLayout

  init(_ tables: CompareTables, area: CompareGeometry.Area, isFocused: Bool) {
    self.tables = tables
    self.area = area
    self.isFocused = isFocused
    layout = MatrixLayout(tables, area)
  }

  private var rows: Range<Int> { tables.matrix.top..<min(tables.categories.count, lastRow) }
  private var columns: Range<Int> {
    tables.matrix.left..<min(tables.categories.count, tables.matrix.left + layout.columns)
  }
  private var lastRow: Int { tables.matrix.top + layout.rows }

  func draw(on canvas: inout Canvas) {
    let first = area.rows.lowerBound
    drawHeadings(row: first, on: &canvas)
    for (offset, place) in rows.enumerated() {
      draw(place, row: first + 1 + offset, on: &canvas)
    }
    let sums = first + 1 + rows.count
    if layout.margin > 0, sums < area.rows.upperBound { drawSums(row: sums, on: &canvas) }
    drawRest(row: area.rows.upperBound - 1, on: &canvas)
  }

  private func end(of column: Int) -> Int {
    area.columns.lowerBound + layout.heading + (column - columns.lowerBound + 1) * layout.cell
  }

  private func drawHeadings(row: Int, on canvas: inout Canvas) {
    canvas.put(
      "A \\ B", row: row, column: area.columns.lowerBound, limit: layout.heading, style: .dim)
    for column in columns {
      let name = clipped(tables.categories[column].text, to: layout.cell - 1)
      canvas.putRight(
        name, row: row, end: end(of: column),
        style: column == tables.matrix.column && isFocused ? .heading : .dim)
    }
    guard layout.margin > 0 else { return }
    canvas.putRight("in A", row: row, end: area.columns.upperBound - 7, style: .dim)
    canvas.putRight("kept", row: row, end: area.columns.upperBound, style: .dim)
  }

  private func draw(_ place: Int, row: Int, on canvas: inout Canvas) {
    let category = tables.categories[place]
    let isRow = place == tables.matrix.row && isFocused
    canvas.put(
      clipped(category.text, to: layout.heading - 1), row: row, column: area.columns.lowerBound,
      limit: layout.heading, style: isRow ? .heading : .plain)
    for column in columns {
      let count = tables.count(place, column)
      let isCursor = isRow && column == tables.matrix.column
      let role: Role = count == 0 ? .dim : (place == column ? .plain : .warning)
      let text = count == 0 ? "." : String(count)
      let style = isCursor ? .cursor : Style(role, bold: count > 0 && place != column)
      // The sign shows the cursor where reversed colours do not.
      canvas.putRight(isCursor ? ">" + text : text, row: row, end: end(of: column), style: style)
    }
    guard layout.margin > 0, let matrix = tables.control?.matrix else { return }
    let inA = matrix.countInA(category)
    let kept = inA == 0 ? nil : Double(matrix.count(category, category)) / Double(inA)
    canvas.putRight(String(inA), row: row, end: area.columns.upperBound - 7)
    canvas.putRight(
      kept.map { ReportText.fixed($0 * 100, 0) + "%" } ?? "-", row: row,
      end: area.columns.upperBound)
  }

  private func drawSums(row: Int, on canvas: inout Canvas) {
    guard let control = tables.control else { return }
    canvas.put("in B", row: row, column: area.columns.lowerBound, style: .dim)
    for column in columns {
      canvas.putRight(
        String(control.matrix.countInB(tables.categories[column])), row: row,
        end: end(of: column), style: .dim)
    }
    canvas.putRight(
      String(control.matrix.total), row: row, end: area.columns.upperBound - 7, style: .dim)
    let share = control.matrix.observed.map { ReportText.fixed($0 * 100, 0) + "%" }
    canvas.putRight(share ?? "-", row: row, end: area.columns.upperBound, style: .dim)
  }

  /// What does not fit, where there is a row left for it.
  private func drawRest(row: Int, on canvas: inout Canvas) {
    let count = tables.categories.count
    guard count > columns.count || count > rows.count else { return }
    let words =
      "rows \(rows.lowerBound + 1)-\(rows.upperBound), columns "
      + "\(columns.lowerBound + 1)-\(columns.upperBound) of \(count)"
    canvas.putRight(
      clipped(words, to: area.columns.count), row: row, end: area.columns.upperBound, style: .dim)
  }
}
