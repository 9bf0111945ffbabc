import DataRepository
import LabelCore
import Workspace

extension ExportRun {
  /// Writes the whole export under another name and renames it at the end.
  mutating func write(
    to path: String, _ report: @Sendable (ExportReport) -> Void
  ) async throws {
    var run = self
    try await LocalFiles.write(to: path) { file in
      while let piece = try await run.next() {
        try file.append(piece)
        report(run.report)
      }
    }
    self = run
  }
}

extension ExportReport {
  /// How far it is.
  var words: String { "\(done) of \(total) tasks" }

  /// What was done, in one line.
  func summary(of place: String) -> String {
    let tasks = done - problemCount
    let left = problemCount > 0 ? ", \(problemCount) left out: no tasks" : ""
    return "exported \(tasks) task\(tasks == 1 ? "" : "s") to \(place)\(left)"
  }
}

extension ExportOptions {
  /// Refuses a format that would lose every label.
  func check() throws(Failure) {
    guard format == .conll2003, let schema, !schema.hasSpans else { return }
    throw .usage(
      "conll2003 holds the spans of a Labels control, and this labeling config has none: every token "
        + "would be O; take csv, tsv or json-min")
  }
}
