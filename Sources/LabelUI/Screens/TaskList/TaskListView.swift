import LabelCore

/// Draws the task list: a row a task, a preview on wide screens (ux drawings 2a and 2b).
struct TaskListView {
  let state: AppState
  let size: Size
  let geometry: TaskListGeometry

  init(state: AppState, size: Size) {
    self.state = state
    self.size = size
    geometry = TaskListGeometry(size: size)
  }

  private var list: TaskListState { state.list }
  private var width: Int { geometry.previewColumn ?? size.columns }

  func draw(on canvas: inout Canvas) {
    let summary = state.session.summary
    TitleBar(summary: summary, progress: progress, middle: "").draw(
      on: &canvas, width: size.columns)
    drawHead(on: &canvas)
    drawRows(on: &canvas)
    table.drawFrame(on: &canvas)
    MessageRow(state: state, row: geometry.messageRow, width: size.columns).draw(on: &canvas)
    footer.draw(on: &canvas, rows: geometry.footerRows, width: size.columns)
  }

  private var progress: String {
    let summary = state.session.summary
    var words = ["\(summary.total) texts", "\(summary.labelled) done"]
    if size.columns >= 60, summary.skipped > 0 { words.append("\(summary.skipped) skipped") }
    if size.columns >= 110 {
      if summary.stale > 0 { words.append("\(summary.stale) ~") }
      if summary.orphans > 0 { words.append("\(summary.orphans) x") }
      if summary.unreadable > 0 { words.append("\(summary.unreadable) unreadable") }
    }
    return words.joined(separator: "   ")
  }

  private func drawHead(on canvas: inout Canvas) {
    let filter = state.label.filter
    let row = 1
    let count = list.total.map {
      filter.isEmpty ? "\($0) texts" : "\($0) of \(state.session.summary.total)"
    }
    let start = canvas.putRight(count ?? "", row: row, end: size.columns - 1, style: .dim)
    canvas.put(
      filter.isEmpty ? "all texts" : clipped("filter: " + filter.typed, to: start - 2), row: row,
      column: 1, style: filter.isEmpty ? .dim : Style(.warning))
    guard !geometry.isSmall else { return }
    table.drawHeading(on: &canvas)
  }

  private func drawRows(on canvas: inout Canvas) {
    guard list.total != 0 else { return drawEmpty(on: &canvas) }
    table.drawRows(on: &canvas)
  }

  private var table: TaskTable {
    TaskTable(
      list: list, geometry: geometry, now: state.session.now, form: state.label.form)
  }

  private func drawEmpty(on canvas: inout Canvas) {
    let row = geometry.rows.lowerBound
    let source = state.session.summary.source
    if state.label.filter.isEmpty {
      canvas.put("There are no texts in \(source) yet.", row: row, column: 2, style: .heading)
      canvas.put(
        clipped("tagline put file \(source):/one.txt -f one.txt   puts one there", to: width - 4),
        row: row + 1, column: 2)
    } else {
      canvas.put("No text passes the filter. F clears it.", row: row, column: 2, style: .heading)
    }
  }

  private var footer: Footer {
    let keymap = state.keymap
    if let prompt = state.prompt { return Footer(hints: [Hint("", prompt.hint(on: .list))]) }
    var hints: [Hint?] = []
    if list.total ?? 0 > 0 {
      hints += [Hint([.open], "open", in: keymap), Hint([.find], "find", in: keymap)]
    }
    if state.label.search != nil {
      hints.append(Hint([.nextHit, .previousHit], "hits", in: keymap))
    }
    hints.append(Hint([.filter], "filter", in: keymap))
    if !state.label.filter.isEmpty { hints.append(Hint([.unfilter], "clear", in: keymap)) }
    hints += [
      Hint([.list], "label view", in: keymap), Hint([.first, .last], "top/bottom", in: keymap),
      Hint([.halfDown, .halfUp], "half page", in: keymap),
      Hint([.nextOpen], "next open", in: keymap), Hint([.reload], "reload", in: keymap),
      Hint([.send], "send now", in: keymap), Hint([.versions], "versions", in: keymap),
      Hint([.history], "its history", in: keymap), Hint([.compare], "compare", in: keymap),
      Hint([.prompt], "command", in: keymap),
    ]
    let last = [Hint([.help], "help", in: keymap), Hint([.close], "back", in: keymap)]
    return Footer(hints: hints.compactMap { $0 }, last: last.compactMap { $0 })
  }
}
