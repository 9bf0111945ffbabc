import LabelCore

/// Rows of tasks with their preview on wide screens: those at work, or those of a version.
struct TaskTable {
  let list: TaskListState
  let geometry: TaskListGeometry
  let now: Moment?
  /// Whose texts the preview shows; nil shows all data.
  let form: LabelForm?

  private var size: Size { geometry.size }
  private var width: Int { geometry.previewColumn ?? size.columns }

  func drawHeading(on canvas: inout Canvas) {
    canvas.rule(row: 2, columns: 0..<size.columns)
    canvas.put(ListColumns.heading, row: 3, column: 0, limit: width, style: .dim)
    canvas.rule(row: 4, columns: 0..<size.columns)
  }

  func drawRows(on canvas: inout Canvas) {
    let columns = ListColumns(width: width, isSmall: geometry.isSmall, now: now)
    for (offset, row) in geometry.rows.enumerated() {
      let position = list.top + offset
      guard position < list.total ?? Int.max else { return }
      guard let task = list[position] else {
        if offset == 0 || list.total != nil {
          canvas.put("…", row: row, column: 5, style: .dim)
        }
        continue
      }
      columns.draw(task, isCurrent: position == list.cursor, row: row, on: &canvas)
    }
  }

  /// The lines around, what the signs mean, and the preview; drawn over the rows.
  func drawFrame(
    on canvas: inout Canvas,
    legend: String = "* done   . open   s skipped   e unreadable   ^ not sent   ~ changed   x gone"
  ) {
    guard let row = geometry.legendRow else { return }
    canvas.rule(row: row - 1, columns: 0..<size.columns)
    if let column = geometry.previewColumn {
      for line in Range(2, upTo: row - 1) {
        canvas.put("│", row: line, column: column, style: .rule)
      }
      canvas.put("┬", row: 2, column: column, style: .rule)
      canvas.put("┼", row: 4, column: column, style: .rule)
      canvas.put("┴", row: row - 1, column: column, style: .rule)
    }
    canvas.put(clipped(legend, to: size.columns - 2), row: row, column: 1, style: .dim)
    if let column = geometry.previewColumn { drawPreview(at: column, on: &canvas) }
  }

  private func drawPreview(at column: Int, on canvas: inout Canvas) {
    guard let row = list[list.cursor] else { return }
    let width = size.columns - column - 3
    canvas.put("#\(row.id)", row: 3, column: column + 2, style: Style(bold: true))
    canvas.put(
      clipped(row.name, to: width - 8), row: 3, column: column + 4 + "#\(row.id)".count, style: .dim
    )
    let task = list.preview[list.cursor]
    let details = PreviewDetails(row: row, task: task, form: form ?? .plain(for: task))
    let end = geometry.rows.upperBound - details.lines.count - 1
    var layout = TextLayout(details.parts, width: width)
    layout.find(throughLine: end - 5)
    for (offset, line) in layout.lines.prefix(max(0, end - 5)).enumerated() {
      canvas.put(
        layout.text(of: line), row: 5 + offset, column: column + 2, limit: width,
        style: Style(layout.parts[line.part].role))
    }
    canvas.rule(row: end, columns: Range(column + 1, upTo: size.columns))
    canvas.put("├", row: end, column: column, style: .rule)
    for (offset, line) in details.lines.enumerated() {
      canvas.put(clipped(line, to: width), row: end + 1 + offset, column: column + 2)
    }
  }
}

extension LabelForm {
  /// For data without a config: the only field as it is, several with their names.
  static func plain(for task: LabelingTask?) -> LabelForm {
    let names = task?.data.members?.map(\.name) ?? []
    return LabelForm(controls: [], texts: names.count == 1 ? [.data(name: names[0])] : [])
  }
}
