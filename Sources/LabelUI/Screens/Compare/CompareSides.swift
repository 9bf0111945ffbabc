import LabelCore

/// Both sides of the row at hand: label, who, when, how long, note.
struct CompareSides {
  let screen: CompareState
  let geometry: CompareGeometry
  let now: Moment?

  func draw(on canvas: inout Canvas) {
    let rows = geometry.sideRows
    guard !rows.isEmpty, let row = screen.current else { return }
    let middle = geometry.middle
    for line in rows { canvas.put("│", row: line, column: middle, style: .rule) }
    let key = row.row.key(screen.isSwapped)
    let detail = screen.details[key]?.row
    let shown = screen.isSwapped ? detail?.swapped : detail
    let left = Side(letter: "A", task: row.row.a, other: row.row.b, detail: shown?.a)
    let right = Side(letter: "B", task: row.row.b, other: row.row.a, detail: shown?.b)
    draw(left, fate: fate(of: row, isA: true), columns: 1..<middle, on: &canvas)
    draw(
      right, fate: fate(of: row, isA: false),
      columns: middle + 2..<geometry.size.columns - 1, on: &canvas)
  }

  private struct Side {
    let letter: String
    let task: ComparedTask?
    let other: ComparedTask?
    let detail: TaskDetail?
  }

  private func draw(
    _ side: Side, fate: String, columns: Range<Int>, on canvas: inout Canvas
  ) {
    let rows = geometry.sideRows
    let start = canvas.putRight(
      clipped(fate, to: columns.count - 14), row: rows.lowerBound, end: columns.upperBound,
      style: Style(.chosen))
    let column = canvas.put(
      side.letter + "  ", row: rows.lowerBound, column: columns.lowerBound, style: .heading)
    canvas.put(
      labelSpans(side), row: rows.lowerBound, column: column, limit: start - column - 1)
    var lines = lines(side)
    if rows.count == 2, lines.count > 1 { lines = [lines.joined(separator: "   ")] }
    for (offset, line) in lines.prefix(rows.count - 1).enumerated() {
      let room = columns.count - 3
      canvas.put(
        clipped(line, to: room), row: rows.lowerBound + 1 + offset,
        column: columns.lowerBound + 3, limit: room, style: .dim)
    }
  }

  /// The label; of sets, what the other side does not have is marked.
  private func labelSpans(_ side: Side) -> [Span] {
    guard let task = side.task else { return [Span("(gone)", .dim)] }
    guard let label = task.summary.label else { return [Span(task.summary.shown, .dim)] }
    guard let other = side.other?.summary.label, label.answers.count == 1,
      case .choices(let values) = label.answers[0].value, values.count > 1,
      case .choices(let others)? = other.value(of: label.answers[0].control)
    else { return [Span(ReportText.visible(label.text), Style(bold: true))] }
    let sign = side.letter == "A" ? ("[-", "-]") : ("{+", "+}")
    return values.enumerated().flatMap { index, value -> [Span] in
      let word = ReportText.visible(value)
      let isShared = others.contains(value)
      let role: Role = side.letter == "A" ? .warning : .good
      return [
        Span(index > 0 ? ", " : ""),
        isShared
          ? Span(word, Style(bold: true)) : Span(sign.0 + word + sign.1, Style(role, bold: true)),
      ]
    }
  }

  /// Who, when, how long; the note; everybody else's label.
  private func lines(_ side: Side) -> [String] {
    guard let deciding = side.task?.summary.deciding else { return [] }
    var parts = [deciding.annotator.isEmpty ? "author unknown" : deciding.annotator]
    if let made = deciding.createdAt { parts.append(DayWords.long(Double(made), now: now)) }
    if let seconds = deciding.leadTime { parts.append(Self.duration(seconds)) }
    let others = max(0, (side.task?.summary.completions.count ?? 1) - 1)
    if others > 0 { parts.append("\(others) more") }
    let note = ReportText.visible(deciding.note)
    return [
      ReportText.visible(parts.joined(separator: "   ")), "note: \(note.isEmpty ? "-" : note)",
    ]
  }

  private static func duration(_ seconds: Double) -> String {
    guard seconds.magnitude < 1e9 else { return "-" }
    let whole = Int(seconds.rounded())
    return whole < 100 ? "\(whole) s" : "\(whole / 60) min"
  }

  /// What is to become of this side.
  private func fate(of row: CompareRow, isA: Bool) -> String {
    if screen.ledger.pending(row.row.key(screen.isSwapped)) != nil { return "saving …" }
    switch row.decision {
    case .keepA: return isA ? "kept" : ""
    case .keepB: return isA ? "" : "kept"
    case .label(let label):
      return isA ? "" : "now " + ReportText.visible(label.line)
    case nil: break
    }
    switch row.plan {
    case .takeA: return isA ? "taken: only A changed it" : ""
    case .takeB: return isA ? "" : "taken: only B changed it"
    case .alike, .unchanged: return isA ? "" : "nothing to decide"
    case .ask, nil: return ""
    }
  }
}
