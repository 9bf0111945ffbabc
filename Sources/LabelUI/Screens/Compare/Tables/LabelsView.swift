import LabelCore

/// Draws what became of each label: how often A and B give it, precision, recall, F1, shift.
struct LabelsView {
  let tables: CompareTables
  let area: CompareGeometry.Area
  let isFocused: Bool

  /// Figures behind the label, in the order of their columns.
  private enum Figure: CaseIterable {
    case inA, inB, both, shift, precision, recall, f1

    var heading: String {
      switch self {
      case .inA: "A"
      case .inB: "B"
      case .both: "both"
      case .shift: "+/-"
      case .precision: "prec"
      case .recall: "recall"
      case .f1: "F1"
      }
    }

    func text(_ score: LabelScores.Score) -> String {
      switch self {
      case .inA: String(score.inA)
      case .inB: String(score.inB)
      case .both: String(score.inBoth)
      case .shift: ReportText.signed(score.shift)
      case .precision: ReportText.fixed(score.precision)
      case .recall: ReportText.fixed(score.recall)
      case .f1: ReportText.fixed(score.f1)
      }
    }
  }

  func draw(on canvas: inout Canvas) {
    let rows = Range(area.rows.lowerBound + 1, upTo: area.rows.upperBound)
    canvas.put("label", row: area.rows.lowerBound, column: area.columns.lowerBound, style: .dim)
    for figure in figures {
      canvas.putRight(
        figure.heading, row: area.rows.lowerBound, end: end(of: figure), style: .dim)
    }
    for (offset, place) in tables.scores.indices.dropFirst(tables.labels.top)
      .prefix(rows.count).enumerated()
    {
      draw(place, row: rows.lowerBound + offset, on: &canvas)
    }
  }

  private func draw(_ place: Int, row: Int, on canvas: inout Canvas) {
    let score = tables.scores[place]
    let isRow = place == tables.labels.row && isFocused
    canvas.put(
      clipped(score.label, to: heading - 1), row: row, column: area.columns.lowerBound,
      limit: heading, style: isRow ? .heading : .plain)
    for (index, figure) in figures.enumerated() {
      let isCursor = isRow && index == tables.labels.column
      let text = figure.text(score)
      canvas.putRight(
        isCursor ? ">" + text : text, row: row, end: end(of: figure),
        style: isCursor ? .cursor : .plain)
    }
    drawBars(of: score, row: row, on: &canvas)
  }

  /// How A and B share out the tasks: `=` both, `-` only A, `+` only B.
  private func drawBars(of score: LabelScores.Score, row: Int, on canvas: inout Canvas) {
    let start = (figures.last.map(end) ?? 0) + 2
    let room = min(40, area.columns.upperBound - start)
    let most = tables.scores.map { $0.inA + $0.inB - $0.inBoth }.max() ?? 0
    guard room >= 10, most > 0 else { return }
    let length = { (count: Int) in count == 0 ? 0 : max(1, count * room / most) }
    let parts = [
      (score.inBoth, "=", Role.plain), (score.inA - score.inBoth, "-", .warning),
      (score.inB - score.inBoth, "+", .good),
    ]
    var column = start
    for part in parts {
      column = canvas.put(
        String(repeating: part.1, count: length(part.0)), row: row, column: column,
        limit: area.columns.upperBound - column, style: Style(part.2))
    }
  }

  private var figures: [Figure] {
    switch area.columns.count {
    case 60...: Figure.allCases
    case 40...: [.inA, .inB, .both, .shift, .f1]
    default: [.inA, .inB, .both, .f1]
    }
  }

  private var widths: Int { area.columns.count >= 60 ? 8 : 6 }

  private var heading: Int {
    min(
      max(6, (tables.scores.map { CellText.width(of: $0.label) }.max() ?? 5) + 1),
      max(6, area.columns.count - figures.count * widths))
  }

  private func end(of figure: Figure) -> Int {
    let index = figures.firstIndex(of: figure) ?? 0
    return area.columns.lowerBound + heading + (index + 1) * widths
  }
}
