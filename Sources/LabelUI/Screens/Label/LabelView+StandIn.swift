import LabelCore

/// What is shown where there is no text: loading, nothing there, all done. Never a blank screen.
extension LabelView {
  /// Nil while there is a task to show.
  var standIn: [TextPart]? {
    let label = state.label
    if label.isDone { return allDone }
    if label.task != nil { return nil }
    let summary = state.session.summary
    guard label.window.total == 0 else {
      return [TextPart("Reading the texts of \(summary.source) …", role: .dim)]
    }
    if !label.filter.isEmpty {
      return [
        TextPart("No text passes the filter \(label.filter.typed)", role: .heading),
        TextPart("\(key(.unfilter)) clears it, \(key(.filter)) changes it."),
      ]
    }
    return [
      TextPart("There are no texts in \(summary.source) yet.", role: .heading),
      TextPart(
        """
        Put some there from another terminal:
          tagline put file \(summary.source):/one.txt -f one.txt
        """),
      TextPart("then \(key(.reload)) reloads."),
    ]
  }

  /// What was done, where it went, and what can be done next.
  private var allDone: [TextPart] {
    let label = state.label
    let summary = state.session.summary
    guard label.filter.isEmpty else {
      return [
        TextPart("No open text passes the filter \(label.filter.typed)", role: .heading),
        TextPart("\(key(.unfilter)) clears it; \(key(.previous)) looks back."),
      ]
    }
    var counts = ["\(summary.labelled) labelled"]
    if summary.skipped > 0 { counts.append("\(summary.skipped) skipped") }
    if summary.unreadable > 0 { counts.append("\(summary.unreadable) cannot be read") }
    let rest =
      summary.unsent > 0
      ? "\(summary.unsent) are not there yet: \(key(.send)) sends them now."
      : "All of them are sent."
    var next = "\(key(.previous)) or \(key(.list)) looks back   \(key(.close)) quits"
    if summary.skipped > 0 { next = "\(key(.filter)) state:skipped shows those skipped   " + next }
    var parts = [
      TextPart("All \(summary.total) texts are done.", role: .heading),
      TextPart(counts.joined(separator: ", ")),
    ]
    if summary.stale > 0 {
      parts.append(
        TextPart(
          "\(summary.stale) changed after they were labelled: \(key(.filter)) is:stale",
          role: .warning))
    }
    if summary.orphans > summary.keptOrphans {
      parts.append(
        TextPart(
          "\(summary.orphans - summary.keptOrphans) labelled, but their raw file is gone: "
            + "\(key(.filter)) state:orphan", role: .warning))
    }
    return parts + [
      TextPart("The labels go to \(summary.target). \(rest)"),
      TextPart(next, role: .dim),
    ]
  }

  private func key(_ command: Command) -> String {
    state.keymap.keys(for: command).first?.name ?? ":\(command.rawValue)"
  }

  func drawStandIn(_ parts: [TextPart], on canvas: inout Canvas) {
    var layout = TextLayout(parts, width: geometry.textColumns.count)
    layout.find(throughLine: geometry.textRows.count)
    for (offset, line) in layout.lines.prefix(geometry.textRows.count).enumerated() {
      canvas.put(
        layout.text(of: line), row: geometry.textRows.lowerBound + offset,
        column: geometry.textColumns.lowerBound, limit: geometry.textColumns.count,
        style: Style(parts[line.part].role))
    }
  }
}
