import LabelCore

/// The columns of a row: number, signs, label, who, when, text.
struct ListColumns {
  let width: Int
  let isSmall: Bool
  let now: Moment?

  static let heading = "     #  st  label           by       when    text"

  func draw(_ row: TaskRow, isCurrent: Bool, row line: Int, on canvas: inout Canvas) {
    let number = String(row.id)
    canvas.put(number, row: line, column: max(1, 6 - number.count), limit: 6)
    canvas.put(Self.signs(of: row), row: line, column: 8, limit: 4, style: Style(role(of: row)))
    let text = row.reason.map { "\(row.name): \($0)" } ?? oneLine(row.excerpt)
    if isSmall {
      let end = canvas.put(clipped(Self.label(of: row), to: 12), row: line, column: 12, limit: 12)
      canvas.put(clipped(text, to: width - max(24, end) - 2), row: line, column: max(25, end + 1))
    } else {
      canvas.put(clipped(Self.label(of: row), to: 14), row: line, column: 12, limit: 14)
      let author = row.annotator.isEmpty ? "-" : row.annotator
      canvas.put(clipped(author, to: 7), row: line, column: 28, limit: 7, style: .dim)
      let when = row.decidedAt.map { DayWords.short($0, now: now) } ?? "-"
      canvas.put(clipped(when, to: 7), row: line, column: 37, limit: 7, style: .dim)
      canvas.put(
        clipped(text, to: width - 46), row: line, column: 45, limit: width - 46,
        style: row.problem == nil ? .plain : Style(.warning))
    }
    if isCurrent { canvas.markCursor(row: line, end: width) }
  }

  /// State, then what needs attention: `*`, `. ~`, `*^`.
  static func signs(of row: TaskRow) -> String {
    var signs = ""
    switch row.status {
    case .open: signs = "."
    case .labelled: signs = "*"
    case .skipped: signs = "s"
    case .unreadable: signs = "e"
    case .orphan: signs = "x"
    }
    if row.marks.contains(.stale) { signs += "~" }
    if row.marks.contains(.unsent) { signs += "^" }
    return signs
  }

  static func label(of row: TaskRow) -> String {
    switch row.status {
    case .skipped: "(skipped)"
    case .unreadable: "(no text)"
    default: row.label.isEmpty ? "-" : row.label
    }
  }

  private func role(of row: TaskRow) -> Role {
    switch row.status {
    case .labelled: .chosen
    case .unreadable, .orphan: .warning
    case .open, .skipped: .dim
    }
  }

  /// Line ends and tabs as blanks.
  private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

/// What the preview beside the list says about a task.
struct PreviewDetails {
  let row: TaskRow
  let task: LabelingTask?
  let form: LabelForm

  var parts: [TextPart] {
    if let problem = row.problem { return TextPart.unreadable(problem, role: .warning) }
    guard let task else { return [TextPart(row.excerpt)] }
    var shown = LabelState(form: form)
    shown.window.receive(
      TaskBatch(filter: TaskFilter(), total: 1, offset: 0, tasks: [task]), around: 0)
    return shown.parts
  }

  var lines: [String] {
    var lines = ["label    " + ListColumns.label(of: row)]
    if !row.annotator.isEmpty { lines.append("  by     " + row.annotator) }
    if let decision = task?.decision {
      lines.append("  took   \(Int(decision.leadTime.rounded())) s")
      if !decision.note.isEmpty { lines.append("note     " + decision.note) }
    }
    for other in task?.others ?? [] {
      lines.append("\(padded(clipped(other.author, to: 8), to: 9))\(other.decision.line(in: form))")
    }
    lines.append("source   " + row.name)
    return lines
  }
}
