import LabelCore

extension CompareState {
  /// What stands where rows would be: why there are none, and what to do about it.
  func drawStandIn(_ geometry: CompareGeometry, on canvas: inout Canvas) {
    let rows = geometry.bodyRows
    let first = rows.lowerBound + (rows.count > 6 ? 1 : 0)
    canvas.putWrapped(
      standIn(geometry.size.columns), rows: Range(first, upTo: rows.upperBound),
      width: geometry.size.columns)
  }

  private func standIn(_ width: Int) -> [Span] {
    switch phase {
    case .counting(let progress): return counting(progress, width)
    case .failed(let why):
      return [
        Span("This comparison could not be made.", .heading), Span(why, Style(.warning)), Span(""),
        Span("R tries again, q goes back.", .dim),
      ]
    case .ready: return nothing
    }
  }

  private func counting(_ progress: ComparisonProgress, _ width: Int) -> [Span] {
    guard progress.hashes != nil, let fraction = progress.fraction else {
      return [
        Span("Listing both versions …", .heading), Span("\(progress.done) files so far"),
      ]
    }
    let count = " \(progress.done) of \(progress.total)"
    let room = max(4, min(30, width - 6 - count.utf8.count))
    let filled = Int(fraction * Double(room))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
    return [
      Span("Reading labels …", .heading),
      Span("[\(bar)]\(count)"), Span(""),
      Span("Each object is read once, ever: the next comparison is quicker.", .dim),
      Span("^C stops.", .dim),
    ]
  }

  private var nothing: [Span] {
    guard let counts = result?.counts else { return [] }
    if rows.query.filter != ComparisonFilter() {
      return [
        Span("No row passes the filter.", .heading), Span("F shows all rows again.", .dim),
      ]
    }
    if counts.both + counts.bothSkipped == 0, counts.differing == 0 {
      return [
        Span("Nothing is labelled in \(names.a), nor in \(names.b).", .heading),
        Span("\(counts.open) open in both", .dim),
      ]
    }
    return [
      Span("\(names.a) and \(names.b) hold the same labels.", .heading),
      Span("\(counts.both) labelled alike, \(counts.bothSkipped) skipped in both"), Span(""),
      Span("Label on, make another version, and compare again.", .dim),
    ]
  }
}
