import LabelCore

/// All pairs of annotators of one version, control by control, with a cursor.
struct PeopleTable: Sendable {
  let agreement: AnnotatorAgreement
  let controls: [String]
  private(set) var place = 0
  private(set) var pairs: [AnnotatorAgreement.Pair] = []
  private(set) var cursor = TableCursor()

  init(_ agreement: AnnotatorAgreement) {
    self.agreement = agreement
    controls = agreement.controls
    pairs = controls.first.map(agreement.pairs) ?? []
  }

  var control: String? { controls.indices.contains(place) ? controls[place] : nil }

  var current: AnnotatorAgreement.Pair? {
    pairs.indices.contains(cursor.row) ? pairs[cursor.row] : nil
  }

  mutating func nextControl() {
    guard controls.count > 1 else { return }
    place = (place + 1) % controls.count
    pairs = agreement.pairs(controls[place])
    cursor = TableCursor()
  }

  mutating func move(_ rows: Int) { cursor.move(rows: rows, in: (pairs.count, 1)) }

  mutating func settle(height: Int) {
    cursor.settle(height: height, width: 1, in: (pairs.count, 1))
  }

  /// Who labelled how many tasks, most first.
  var labelled: [(name: String, count: Int)] {
    agreement.labelled.map { (name: $0.key, count: $0.value) }.sorted { left, right in
      left.count == right.count
        ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.count > right.count
    }
  }
}

/// Draws the pairs: tasks in both, share alike, kappa.
struct PeopleView {
  let table: PeopleTable
  let geometry: CompareGeometry

  func draw(on canvas: inout Canvas) {
    let rows = geometry.peopleRows
    guard !table.pairs.isEmpty else {
      let first = rows.lowerBound
      canvas.put("No task has labels of two annotators.", row: first, column: 2, style: .heading)
      for (offset, person) in table.labelled.prefix(max(0, rows.count - 2)).enumerated() {
        let name = clipped(person.name, to: geometry.size.columns - 16)
        canvas.put("\(name): \(person.count) labelled", row: first + 2 + offset, column: 2)
      }
      return
    }
    let columns = Columns(width: geometry.size.columns)
    if !geometry.layout.isSmall {
      columns.draw(Columns.headings, row: rows.lowerBound - 1, style: .dim, on: &canvas)
    }
    for (offset, pair) in table.pairs.dropFirst(table.cursor.top).prefix(rows.count).enumerated() {
      let row = rows.lowerBound + offset
      let isCurrent = table.cursor.top + offset == table.cursor.row
      let agreement = pair.agreement
      let fields = [
        pair.a, pair.b, String(agreement.both), String(agreement.same),
        ReportText.percent(agreement.percent), ReportText.kappa(agreement.kappa),
      ]
      canvas.put(isCurrent ? ">" : " ", row: row, column: 0, style: .key)
      columns.draw(fields, row: row, style: isCurrent ? .cursor : .plain, on: &canvas)
    }
  }

  private struct Columns {
    let width: Int
    static let headings = ["A", "B", "both", "same", "%", "kappa [95 %]"]

    func draw(_ fields: [String], row: Int, style: Style, on canvas: inout Canvas) {
      let isSmall = width < 60
      let name = isSmall ? 8 : 14
      canvas.grid.fill(row: row, columns: 1..<max(1, width - 1), style: style)
      canvas.put(clipped(fields[0], to: name), row: row, column: 2, limit: name, style: style)
      canvas.put(
        clipped(fields[1], to: name), row: row, column: 3 + name, limit: name, style: style)
      let ends = isSmall ? [27, 27, 38, 38] : [38, 46, 55, 55]
      for (index, end) in ends.enumerated() where !(isSmall && (index == 1 || index == 3)) {
        let text = fields[index + 2]
        if index == 3 {
          canvas.put(clipped(text, to: width - 59), row: row, column: 58, style: style)
        } else {
          canvas.putRight(text, row: row, end: end, style: style)
        }
      }
    }
  }
}
