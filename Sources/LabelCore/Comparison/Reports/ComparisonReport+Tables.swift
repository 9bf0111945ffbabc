extension ComparisonReport {
  /// What `--csv` prints: a line for each difference under the headings `kind, task, path_a,
  /// path_b, text_changed, label_a, label_b, annotator_a, annotator_b, created_at_a, created_at_b,
  /// lead_time_a, lead_time_b, note_a, note_b, matched_by`. Times are Unix seconds; what is not
  /// known is empty.
  package var csv: String { whole(.csv) }

  private static let csvPairs = ["label", "annotator", "created_at", "lead_time", "note"]

  static var csvHead: String {
    let headings =
      ["kind", "task", "path_a", "path_b", "text_changed"]
      + csvPairs.flatMap { ["\($0)_a", "\($0)_b"] } + ["matched_by"]
    return ReportTable.csvLine(headings)
  }

  static func csvLine(_ row: ComparisonRow) -> String {
    let (inA, inB) = (row.a?.summary.fields ?? [], row.b?.summary.fields ?? [])
    let fields = csvPairs.indices.flatMap { index in
      [inA.isEmpty ? "" : inA[index], inB.isEmpty ? "" : inB[index]]
    }
    let place = [
      row.kind.rawValue, row.number.map(String.init) ?? "", row.a?.path ?? "", row.b?.path ?? "",
      row.isTextChanged ? "true" : "false",
    ]
    return ReportTable.csvLine(place + fields + [row.rule?.rawValue ?? ""])
  }

  /// What `--markdown` prints, for a pull request: the counts, for each control its agreement,
  /// labels and matrix, and the differences.
  package var markdown: String { whole(.markdown) }

  /// All before the differences.
  var markdownFigures: String {
    var text = "### \(ReportTable.escaped(a.name)) → \(ReportTable.escaped(b.name))\n\n"
    text += comparison.counts.line.replacingTriples(with: " · ") + "\n"
    for control in comparison.controls {
      text += "\n**\(ReportTable.escaped(control.control))**: "
      text += control.line.replacingTriples(with: " · ") + "\n"
      if control.matrix.total > 0 {
        text += "\n" + control.labelsFirst.markdown(words: 1)
        text += "\nA rows, B columns:\n\n" + control.matrixTable.markdown(words: 1)
      }
    }
    return text
  }

  static var markdownHead: String {
    ReportTable(headings: ["kind", "task", "A", "B", "annotator of A", "annotator of B"])
      .markdown(words: 6)
  }

  static func markdownLine(_ row: ComparisonRow) -> String {
    ReportTable.markdownLine([
      row.kind.rawValue, row.number.map(String.init) ?? row.a?.path ?? row.b?.path ?? "",
      row.a?.summary.shown ?? "(gone)", row.b?.summary.shown ?? "(gone)",
      row.a?.summary.deciding?.annotator ?? "", row.b?.summary.deciding?.annotator ?? "",
    ])
  }
}

extension String {
  /// Blanks of three stand between figures in a terminal.
  fileprivate func replacingTriples(with separator: String) -> String {
    var parts: [Substring] = []
    var rest = self[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix("   ") }) {
      parts.append(rest[..<start])
      rest = rest[start...].dropFirst(3)
    }
    return (parts + [rest]).joined(separator: separator)
  }
}

extension LabelSummary {
  /// Label, annotator, created_at, lead_time and note of what decides, as text.
  fileprivate var fields: [String] {
    guard let deciding else { return ["(open)", "", "", "", ""] }
    return [
      deciding.text, deciding.annotator, deciding.createdAt.map(String.init) ?? "",
      deciding.leadTime.map { JSON.figure($0).text() } ?? "", deciding.note,
    ]
  }

  /// What the version says about the task, in a few words.
  package var shown: String { deciding?.text ?? "(open)" }
}

extension ControlAgreement {
  /// The labels with their names in front, as documents have them.
  fileprivate var labelsFirst: ReportTable {
    let table = labels
    let move = { (fields: [String]) in Array(fields.suffix(1) + fields.dropLast()) }
    return ReportTable(headings: move(table.headings), rows: table.rows.map(move))
  }

  /// The matrix with a dot for nothing.
  fileprivate var matrixTable: ReportTable {
    let categories = matrix.categories(order: categoryOrder)
    let rows = categories.map { row in
      [row.text]
        + categories.map { column in
          let count = matrix.count(row, column)
          return count == 0 ? "." : String(count)
        }
    }
    return ReportTable(headings: [""] + categories.map(\.text), rows: rows)
  }
}
