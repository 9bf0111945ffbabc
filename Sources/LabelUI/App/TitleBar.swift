import LabelCore

/// The first row: from where to where, how far, whether sending is best effort only, and what is not sent.
struct TitleBar {
  let summary: SessionSummary
  /// Words for the right side, before what is unsent.
  let progress: String
  /// Words for the middle of wide screens.
  let middle: String

  func draw(on canvas: inout Canvas, width: Int) {
    let unsent = unsentWords
    let promise = summary.isBestEffort && width >= 60 ? "best effort" : ""
    let right = [progress, promise, unsent].filter { !$0.isEmpty }.joined(separator: "   ")
    let start = canvas.putRight(right, row: 0, end: width - 1, style: .title)
    if !unsent.isEmpty, summary.trouble != nil {
      let columns = CellText.width(of: unsent)
      canvas.grid.restyle(
        row: 0, columns: Range(width - 1 - columns, upTo: width - 1),
        style: Style(.error, bold: true))
    }
    let room = start - 3
    let both = "\(summary.source) > \(summary.target)"
    let left = CellText.width(of: both) <= room ? both : clipped(summary.source, to: room)
    guard room >= 8 else { return }
    let end = canvas.put(left, row: 0, column: 1, limit: room, style: .title)
    guard width >= 110, !middle.isEmpty, end + 4 + CellText.width(of: middle) < start else {
      return
    }
    canvas.put(middle, row: 0, column: end + 4, style: .dim)
  }

  /// `3 unsent ^`, or with `!` when sending fails; `no sync !` when only looking for news does.
  private var unsentWords: String {
    guard summary.unsent > 0 else { return summary.trouble == nil ? "" : "no sync !" }
    return "\(summary.unsent) unsent \(summary.trouble == nil ? "^" : "!")"
  }

  /// Labelled of all, in per cent with one decimal.
  static func progress(of summary: SessionSummary, withBar: Bool) -> String {
    let tenths = summary.total == 0 ? 0 : summary.labelled * 1000 / summary.total
    let words = "\(summary.labelled)/\(summary.total)   \(tenths / 10).\(tenths % 10)%"
    guard withBar else { return words }
    let filled = summary.labelled == 0 ? 0 : max(1, tenths / 50)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
    return words + "  [\(bar)]"
  }
}
