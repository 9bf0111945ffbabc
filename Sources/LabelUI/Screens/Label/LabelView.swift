import LabelCore

/// Draws the label view: text, choices, what just happened, keys (ux drawings 1a and 1b).
struct LabelView {
  let state: AppState
  let size: Size
  let geometry: LabelGeometry

  init(state: AppState, size: Size) {
    self.state = state
    self.size = size
    geometry = state.label.geometry(size)
  }

  private var label: LabelState { state.label }

  func draw(on canvas: inout Canvas) {
    if !geometry.isTiny, label.answering == nil {
      TitleBar(
        summary: state.session.summary,
        progress: TitleBar.progress(of: state.session.summary, withBar: geometry.isWide),
        middle: label.form.controls.map(\.name).joined(separator: ", ")
      ).draw(on: &canvas, width: size.columns)
    }
    drawRules(on: &canvas)
    if let lines = standIn {
      drawStandIn(lines, on: &canvas)
    } else {
      drawHeading(on: &canvas)
      drawText(on: &canvas)
      ChoiceView(label: label, geometry: geometry).draw(on: &canvas)
    }
    if geometry.isWide { SidePanel(state: state, geometry: geometry).draw(on: &canvas) }
    if let picker = label.picker {
      PickerView(
        picker: picker, label: label, rows: geometry.textRows, width: geometry.panelColumn
      ).draw(on: &canvas)
    }
    if let row = geometry.messageRow {
      MessageRow(state: state, row: row, width: size.columns).draw(on: &canvas)
    } else if state.prompt != nil {
      MessageRow(state: state, row: size.rows - 1, width: size.columns).draw(on: &canvas)
    }
    footer.draw(on: &canvas, rows: geometry.footerRows, width: size.columns)
  }

  private func drawRules(on canvas: inout Canvas) {
    guard !geometry.isSmall, let message = geometry.messageRow else { return }
    let all = 0..<size.columns
    canvas.rule(row: 1, columns: all)
    canvas.rule(row: message - 1, columns: all)
    if geometry.isWide {
      for row in Range(2, upTo: message - 1) {
        canvas.put("│", row: row, column: geometry.panelColumn, style: .rule)
      }
      canvas.put("┬", row: 1, column: geometry.panelColumn, style: .rule)
      canvas.put("┴", row: message - 1, column: geometry.panelColumn, style: .rule)
    } else if standIn == nil {
      canvas.rule(row: geometry.choiceOrigin.row - 1, columns: all)
    }
  }

  private func drawHeading(on canvas: inout Canvas) {
    guard let row = geometry.headingRow, let task = label.task else { return }
    let right = TaskHeading(label: label, task: task, now: state.session.now)
      .words(width: geometry.panelColumn)
    let start = canvas.putRight(
      right.text, row: row, end: geometry.panelColumn - 1, style: right.style)
    let end = canvas.put(
      "#\(task.id)", row: row, column: 1, limit: start - 2, style: Style(bold: true))
    canvas.put(
      clipped(task.row.name, to: start - end - 4), row: row, column: end + 2,
      limit: start - end - 4,
      style: .dim)
  }

  private func drawText(on canvas: inout Canvas) {
    let rows = geometry.textRows
    guard !rows.isEmpty else { return }
    if label.compared != nil { return drawChange(on: &canvas) }
    var layout = label.layout
    if layout.width != geometry.textColumns.count {
      layout = TextLayout(label.parts, width: geometry.textColumns.count)
    }
    layout.find(throughLine: label.scroll + rows.count)
    let first = max(0, min(label.scroll, layout.lines.count - 1))
    let shown = Range(max(0, first), upTo: min(layout.lines.count, first + rows.count))
    for (offset, line) in layout.lines[shown].enumerated() {
      let style = Style(layout.parts[line.part].role)
      let text = layout.text(of: line)
      let row = rows.lowerBound + offset
      canvas.put(
        text, row: row, column: geometry.textColumns.lowerBound,
        limit: geometry.textColumns.count, style: style)
      markHits(in: text, row: row, on: &canvas)
    }
    SpanMarks(label: label, layout: layout, geometry: geometry).draw(shown, on: &canvas)
    let hasMore = layout.lines.count > rows.count || !layout.isComplete
    drawPosition(layout.position(ofLines: shown), hasMore: hasMore, on: &canvas)
  }

  /// Below the text: what is worth knowing about the task, and which lines are shown.
  private func drawPosition(_ lines: String, hasMore: Bool, on canvas: inout Canvas) {
    guard let row = geometry.positionRow else { return }
    let keys = Hint([.halfDown, .halfUp], "scroll", in: label.keymap)
    let scrolling = hasMore ? keys.map { "\($0.keys) \($0.word)   " } ?? "" : ""
    let start = canvas.putRight(
      scrolling + lines, row: row, end: geometry.panelColumn - 1, style: .dim)
    if let remark = TaskHeading.remark(on: label) {
      canvas.put(clipped(remark, to: start - 3), row: row, column: 1, style: Style(.warning))
    }
  }

  /// The text that was labelled and the one that is there now, side by side or in one.
  private func drawChange(on canvas: inout Canvas) {
    guard var text = label.compared?.text else { return }
    let rows = geometry.textRows
    let columns = geometry.textColumns
    if text.look == .sides, !geometry.isSmall {
      let row = rows.lowerBound - 1
      let right = columns.lowerBound + ComparedText.columnWidth(of: columns.count) + 3
      canvas.put("[-as it was labelled-]", row: row, column: columns.lowerBound, style: .dim)
      canvas.put("{+as it is now+}", row: row, column: right, style: .dim)
      canvas.put("│", row: row, column: right - 2, style: .rule)
    }
    text.find(throughLine: label.scroll + rows.count)
    let first = max(0, min(label.scroll, text.lines.count - 1))
    text.draw(from: first, rows: rows, columns: columns, on: &canvas)
    let shown = Range(first, upTo: min(text.lines.count, first + rows.count))
    let hasMore = text.lines.count > rows.count || !text.isComplete
    drawPosition(text.position(of: shown), hasMore: hasMore, on: &canvas)
  }

  /// Shows where the search words stand.
  private func markHits(in text: String, row: Int, on canvas: inout Canvas) {
    guard let search = label.search?.lowercased(), !search.isEmpty else { return }
    let words = Array(text.lowercased())
    let wanted = Array(search)
    // A letter whose lower case is longer would shift the marks.
    guard words.count == text.count, words.count >= wanted.count else { return }
    let widths = text.map { CellText.width(of: $0) }
    for start in 0...(words.count - wanted.count)
    where words[start..<start + wanted.count].elementsEqual(wanted) {
      let column = geometry.textColumns.lowerBound + widths[..<start].reduce(0, +)
      let end = column + widths[start..<start + wanted.count].reduce(0, +)
      canvas.grid.restyle(
        row: row, columns: Range(column, upTo: min(end, geometry.textColumns.upperBound)),
        style: Style(.hit))
    }
  }
}
