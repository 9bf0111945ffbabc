import LabelCore

/// The rows that differ: kind, number, both labels, text.
struct CompareList {
  let screen: CompareState
  let geometry: CompareGeometry

  private struct Columns {
    let number: Int
    let a: Range<Int>
    /// The sign between the labels.
    let sign: Int
    let b: Range<Int>
    let text: Int
  }

  private var width: Int { geometry.listColumns.count }

  private var columns: Columns {
    if geometry.layout.isSmall {
      let label = max(4, min(12, (width - 19) / 2))
      return Columns(
        number: 13, a: 14..<14 + label, sign: 15 + label, b: 17 + label..<17 + 2 * label,
        text: 18 + 2 * label)
    }
    let extra = max(0, min(12, (width - 76) / 5))
    return Columns(
      number: 13, a: 17..<27 + extra, sign: 28 + extra, b: 31 + extra..<43 + 2 * extra,
      text: 45 + 2 * extra)
  }

  func draw(on canvas: inout Canvas) {
    let columns = columns
    if let row = geometry.headingRow { drawHeadings(columns, row: row, on: &canvas) }
    let rows = geometry.listRows(screen.focus)
    for (offset, row) in rows.enumerated() {
      let place = screen.rows.top + offset
      guard place < screen.rows.total ?? Int.max else { return }
      guard let found = screen.rows[place] else {
        if offset == 0 || screen.rows.total != nil {
          canvas.put("…", row: row, column: 5, style: .dim)
        }
        continue
      }
      draw(
        screen.shown(found), isCurrent: place == screen.rows.cursor, columns, row: row,
        on: &canvas)
    }
  }

  private func drawHeadings(_ columns: Columns, row: Int, on canvas: inout Canvas) {
    let style: Style = screen.focus == .list ? .heading : .dim
    let names = screen.names
    canvas.put("kind", row: row, column: 3, style: style)
    canvas.putRight("#", row: row, end: columns.number, style: style)
    for (letter, name, range) in [("A", names.a, columns.a), ("B", names.b, columns.b)] {
      canvas.put(
        "\(letter) (\(clipped(name, to: range.count - 4)))", row: row, column: range.lowerBound,
        limit: range.count, style: style)
    }
    canvas.put("text", row: row, column: columns.text, limit: width - columns.text, style: style)
  }

  private func draw(
    _ row: CompareRow, isCurrent: Bool, _ columns: Columns, row line: Int,
    on canvas: inout Canvas
  ) {
    let isFlip = row.row.kind == .flip || row.row.kind == .textAndLabel
    canvas.put(isCurrent ? ">" : " ", row: line, column: 0, style: .key)
    canvas.put(sign(of: row), row: line, column: 1, style: Style(.chosen))
    let kind = row.row.kind.shortName
    canvas.put(kind, row: line, column: 3, style: isFlip ? Style(.warning) : .dim)
    let number = row.row.number.map(String.init) ?? "-"
    let start = columns.number - 4
    let digits = max(CellText.width(of: number), columns.number - start)
    canvas.putRight(number, row: line, end: start + digits)
    put(row.row.a, columns.a, row: line, on: &canvas)
    if isFlip { canvas.put(">", row: line, column: columns.sign, style: Style(.warning)) }
    put(row.row.b, columns.b, row: line, on: &canvas)
    let room = width - columns.text - 1
    if room > 3 {
      canvas.put(clipped(excerpt(of: row.row), to: room), row: line, column: columns.text)
    }
    guard isCurrent, screen.focus == .list else { return }
    canvas.reverse(row: line, columns: Range(2, upTo: width))
  }

  private func put(_ task: ComparedTask?, _ columns: Range<Int>, row: Int, on canvas: inout Canvas)
  {
    let text = task.map { ReportText.visible($0.summary.shown) } ?? "(gone)"
    let isMissing = task?.summary.label == nil
    canvas.put(
      clipped(text, to: columns.count), row: row, column: columns.lowerBound,
      limit: columns.count, style: isMissing ? .dim : .plain)
  }

  private func excerpt(of row: ComparisonRow) -> String {
    let texts = (row.a?.summary.excerpt, row.b?.summary.excerpt)
    let text = ReportText.visible(texts.1 ?? texts.0 ?? "")
    guard row.isTextChanged else { return text }
    guard let a = texts.0, let b = texts.1, a != b else { return "[edited] \(text)" }
    return "[edited] \(ReportText.visible(a)) -> \(ReportText.visible(b))"
  }

  /// What becomes of the row: decided and on disk, being saved, or taken over.
  private func sign(of row: CompareRow) -> String {
    if screen.ledger.pending(row.row.key(screen.isSwapped)) != nil { return "…" }
    switch row.decision {
    case .keepA: return "a"
    case .keepB: return "b"
    case .label: return "l"
    case nil: break
    }
    switch row.plan {
    case .takeA: return "A"
    case .takeB: return "B"
    case .alike, .unchanged: return "="
    case .ask, nil: return " "
    }
  }
}

extension DifferenceKind {
  /// For a column of six.
  var shortName: String {
    switch self {
    case .flip: "flip"
    case .textAndLabel: "t+flip"
    case .skip: "skip"
    case .text: "text"
    case .onlyA: "only A"
    case .onlyB: "only B"
    case .annotator: "people"
    case .same: "same"
    }
  }
}
