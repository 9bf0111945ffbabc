/// The forms in which a comparison is printed.
package enum ReportForm: String, CaseIterable, Hashable, Sendable {
  case json
  case csv
  case markdown
  case stat
}

/// A report in parts, for comparisons with more rows than are to be in memory: head, rows some at
/// a time, tail.
extension ComparisonReport {
  /// All before the first row; `hasRows` says whether there will be one.
  package func head(_ form: ReportForm, hasRows: Bool) -> String {
    switch form {
    case .json: jsonHead
    case .csv: Self.csvHead
    case .markdown: markdownFigures + (hasRows ? "\n" + Self.markdownHead : "")
    case .stat: stat
    }
  }

  /// Some rows; `isFirst` says whether they are the first of all.
  package func rows(_ form: ReportForm, _ rows: [ComparisonRow], isFirst: Bool) -> String {
    switch form {
    case .json:
      (isFirst || rows.isEmpty ? "" : ",")
        + rows.map { $0.report.text(.compact) }.joined(separator: ",")
    case .csv: rows.map(Self.csvLine).joined()
    case .markdown: rows.map(Self.markdownLine).joined()
    case .stat: ""
    }
  }

  package func tail(_ form: ReportForm) -> String {
    form == .json ? Self.jsonTail : ""
  }

  /// The whole report with the rows of `comparison`.
  func whole(_ form: ReportForm) -> String {
    head(form, hasRows: !comparison.rows.isEmpty)
      + rows(form, comparison.rows, isFirst: true) + tail(form)
  }
}
