import LabelCore

/// What wide screens add at the right of the text: others' labels, what just happened, counts so
/// far.
struct SidePanel {
  let state: AppState
  let geometry: LabelGeometry

  private var left: Int { geometry.panelColumn + 1 }
  private var end: Int { (geometry.messageRow ?? geometry.size.rows) - 1 }

  func draw(on canvas: inout Canvas) {
    var row = geometry.choiceOrigin.row + geometry.choices.lines.count + 1
    if let task = state.label.task, !task.others.isEmpty {
      let heading = state.label.answering == nil ? "other labels" : "both versions"
      row = draw(heading, othersLines(of: task), from: row, on: &canvas)
    }
    if !state.label.recent.isEmpty {
      row = draw("just now", recentLines, from: row, on: &canvas)
    }
    if !state.session.summary.counts.isEmpty {
      row = draw("so far", countLines, from: row, on: &canvas)
    }
  }

  /// A rule, a heading and as many lines as there is room for; the row after them comes back.
  private func draw(
    _ heading: String, _ lines: [String], from start: Int, on canvas: inout Canvas
  ) -> Int {
    guard start + 2 < end else { return start }
    canvas.rule(row: start, columns: Range(left, upTo: geometry.size.columns))
    canvas.put("├", row: start, column: left - 1, style: .rule)
    canvas.put(heading, row: start + 1, column: left + 1, style: .heading)
    let shown = lines.prefix(min(8, end - start - 2))
    for (offset, line) in shown.enumerated() {
      canvas.put(clipped(line, to: 32), row: start + 2 + offset, column: left + 2)
    }
    return start + 3 + shown.count
  }

  private func othersLines(of task: LabelingTask) -> [String] {
    guard state.label.areOthersShown else { return ["\(task.others.count), O shows them"] }
    return task.others.map { "\($0.author)  \($0.decision.line(in: state.label.form))" }
  }

  private var recentLines: [String] {
    state.label.recent.prefix(5).map { recent in
      let label = recent.label.isEmpty ? "(cleared)" : recent.label
      let seconds = "\(Int(recent.leadTime.rounded())) s"
      return padded("#\(recent.taskID)", to: 6) + padded(clipped(label, to: 18), to: 19)
        + String(repeating: " ", count: max(0, 6 - seconds.count)) + seconds
    }
  }

  private var countLines: [String] {
    let counts = state.session.summary.counts
    let widest = counts.map { CellText.width(of: $0.label) }.max() ?? 0
    let width = min(24, widest)
    return counts.map { padded(clipped($0.label, to: width), to: width + 1) + String($0.count) }
  }
}

/// Followed by blanks up to a width.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - CellText.width(of: text)))
}
