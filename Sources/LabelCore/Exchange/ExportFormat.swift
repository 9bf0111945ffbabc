/// The forms in which the labels of a version are written for other programs.
package enum ExportFormat: String, CaseIterable, Hashable, Sendable {
  /// The stored tasks with all their completions, as one list.
  case json
  /// The same, one task a line, byte for byte as stored.
  case jsonLines = "jsonl"
  /// The data of a task with the answer of each control, as one list.
  case jsonMin = "json-min"
  /// The same as a table.
  case csv, tsv
  /// The spans of texts, a token a line.
  case conll2003

  /// Whether all columns have to be known before the first row is written.
  package var needsColumns: Bool {
    switch self {
    case .csv, .tsv: true
    case .json, .jsonLines, .jsonMin, .conll2003: false
    }
  }
}

/// The Label Studio whose export files are written.
package enum ExportEdition: String, CaseIterable, Hashable, Sendable {
  /// 0.8.2, with label-studio-converter 0.0.22: a row for each task, with its newest label.
  case completions = "0.8"
  /// 1.23.2, with label-studio-sdk 2.1.2: a row for each annotation, with who made it and when.
  case annotations = "1.23"
}

/// Which tasks an export holds.
package enum ExportScope: String, CaseIterable, Hashable, Sendable {
  /// Those that Label Studio's own export holds: in rows, tasks that were only skipped are left
  /// out.
  case usual
  /// Those that have a label.
  case labelled
  /// Tasks without a label as well, with empty answers.
  case all
}

/// What an export is to be.
package struct ExportOptions: Hashable, Sendable {
  package var format: ExportFormat
  package var edition = ExportEdition.completions
  package var scope = ExportScope.usual
  /// The controls, where a labeling config tells; without it they follow from the results.
  package var schema: ExportSchema?

  package init(_ format: ExportFormat) {
    self.format = format
  }
}
