import LabelCore

/// The figures under the title: how much moved, and how far A and B agree.
struct CompareHead {
  let screen: CompareState
  let geometry: CompareGeometry

  func draw(on canvas: inout Canvas) {
    let rows = geometry.headRows
    let width = geometry.size.columns
    if geometry.layout.isSmall {
      canvas.put(
        clipped(smallWords, to: width - 2), row: rows.lowerBound, column: 1, style: .dim)
      return
    }
    canvas.rule(row: rows.upperBound, columns: 0..<width)
    if geometry.layout.isWide {
      let needed = CellText.width(of: counts.prefix(6).joined(separator: "   ")) + 4
      let start = putRight(
        agreement, row: rows.lowerBound, room: width - 2 - needed, on: &canvas)
      put(counts, row: rows.lowerBound, room: start - 4, on: &canvas)
    } else {
      put(counts, row: rows.lowerBound, room: width - 2, on: &canvas)
      let start = canvas.putRight(
        place, row: rows.lowerBound + 1, end: width - 1, style: .dim)
      put(agreement, row: rows.lowerBound + 1, room: start - 3, on: &canvas)
    }
  }

  /// All figures of agreement where there is room, else those without which it says nothing.
  private func putRight(
    _ figures: [String], row: Int, room: Int, on canvas: inout Canvas
  ) -> Int {
    var kept = figures
    if CellText.width(of: kept.joined(separator: "   ")) > room {
      kept.removeAll { $0.hasPrefix("alpha ") && figures.count > 2 }
    }
    let text = clipped(kept.joined(separator: "   "), to: geometry.size.columns / 2)
    return canvas.putRight(text, row: row, end: geometry.size.columns - 1)
  }

  /// As many of the figures as there is room for, none of them cut.
  private func put(_ figures: [String], row: Int, room: Int, on canvas: inout Canvas) {
    var kept = figures
    while kept.count > 1, CellText.width(of: kept.joined(separator: "   ")) > room {
      kept.removeLast()
    }
    canvas.put(clipped(kept.joined(separator: "   "), to: room), row: row, column: 1)
  }

  /// The place among the rows: `2 of 12`.
  var place: String {
    guard screen.phase == .ready, screen.mode == .list, let total = screen.rows.total, total > 0
    else { return "" }
    return "\(screen.rows.cursor + 1) of \(total)"
  }

  private var counts: [String] {
    if let people = screen.people {
      return [
        "annotators \(people.labelled.count)", "tasks of two or more \(people.agreement.shared)",
        "labels by nobody known \(people.agreement.unknown)",
      ]
    }
    guard let counts = screen.result?.counts else { return hashes }
    let share = counts.both == 0 ? nil : Double(counts.same) / Double(counts.both)
    let (onlyA, onlyB) = (counts[.onlyA], counts[.onlyB])
    var figures = [
      "both \(counts.both)", "same \(counts.same) (\(ReportText.percent(share)))",
      "flipped \(counts.flipped)", "only A \(screen.isSwapped ? onlyB : onlyA)",
      "only B \(screen.isSwapped ? onlyA : onlyB)", "text changed \(counts.textChanged)",
    ]
    if counts[.skip] > 0 { figures.append("skipped in one \(counts[.skip])") }
    if counts[.annotator] > 0 { figures.append("other annotator \(counts[.annotator])") }
    if let unreadable = screen.result?.unreadable, unreadable > 0 {
      figures.append("unreadable \(unreadable)")
    }
    return figures
  }

  /// What is final before any label is read.
  private var hashes: [String] {
    guard case .counting(let progress) = screen.phase, let found = progress.hashes else {
      return []
    }
    return [
      "same \(found.same)", "changed \(found.changed)",
      "only A \(screen.isSwapped ? found.added : found.gone)",
      "only B \(screen.isSwapped ? found.gone : found.added)", "by content",
    ]
  }

  private var agreement: [String] {
    if let people = screen.people {
      guard let control = people.control else { return [] }
      let alpha = ReportText.fixed(people.agreement.alpha(control))
      let place =
        people.controls.count > 1 ? " (\(people.place + 1) of \(people.controls.count))" : ""
      return ["\(ReportText.visible(control))\(place)", "alpha \(alpha)"]
    }
    guard screen.result != nil else { return [waiting] }
    guard let control = screen.tables.control else { return ["nothing is labelled in both"] }
    let isOne = screen.tables.controls.count == 1
    let name = isOne ? [] : [ReportText.visible(control.control) + ":"]
    guard control.matrix.total > 0 else {
      return name + [
        "same \(control.same) of \(control.both) (\(ReportText.percent(control.percent)))",
        "likeness \(ReportText.fixed(control.meanSimilarity))",
      ]
    }
    return name + [
      "kappa \(ReportText.kappa(control.kappa))", "alpha \(ReportText.fixed(control.alpha))",
      geometry.layout.isWide
        ? "F1 \(ReportText.fixed(control.scores.macroF1))"
        : "macro F1 of B against A \(ReportText.fixed(control.scores.macroF1))",
    ]
  }

  /// Why there is no agreement yet: no part of it is ever shown.
  private var waiting: String {
    guard case .counting(let progress) = screen.phase else { return "" }
    guard let fraction = progress.fraction else { return "listing both, \(progress.done) so far" }
    return "counting \(Int(fraction * 100)) %: kappa and matrix come when all labels are read"
  }

  private var smallWords: String {
    guard let counts = screen.result?.counts else {
      return screen.people == nil ? waiting : agreement.joined(separator: "  ")
    }
    let share = counts.both == 0 ? nil : Double(counts.same) / Double(counts.both)
    let kappa = screen.tables.control?.kappa.map { "  kappa \(ReportText.fixed($0.value))" } ?? ""
    return "both \(counts.both)  same \(ReportText.percent(share))\(kappa)"
  }
}
