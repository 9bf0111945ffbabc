import DataRepository
import GRDB
import LabelCore

/// A row of `tasks` with what the screens do not see.
struct TaskRecord: FetchableRecord, Sendable {
  var ordinal: Int
  var row: TaskRow
  var nth: Int
  /// SHA-256 of the raw file's part that holds the task.
  var sha256: String
  /// Whether the raw file is gone.
  var isGone: Bool
  /// Whether anybody's label is for another text than the raw file has now, or the file is gone.
  var isOutdated: Bool
  /// Whether the label is to stay without it.
  var isKept: Bool

  static let columns = """
    tasks.ordinal, tasks.id, tasks.place, tasks.key, tasks.nth, tasks.sha256, tasks.status, \
    tasks.marks, tasks.label, tasks.annotator, tasks.decided_at, tasks.excerpt, tasks.problem, \
    tasks.gone, tasks.is_kept
    """

  init(row: Row) {
    ordinal = row["ordinal"]
    nth = row["nth"]
    sha256 = row.optionalBytes("sha256")?.hex ?? ""
    isGone = row["gone"]
    isKept = row["is_kept"]
    self.row = TaskRow(
      id: row["id"], position: row["place"] ?? 0, key: row["key"],
      status: TaskStatus(code: row["status"]))
    let marks = TaskMarks(rawValue: row["marks"])
    isOutdated = marks.contains(.outdated)
    self.row.marks = marks.subtracting(.outdated)
    self.row.label = row["label"]
    self.row.annotator = row["annotator"]
    self.row.decidedAt = row["decided_at"]
    self.row.excerpt = row["excerpt"]
    self.row.problem = row["problem"]
  }

  static func fetch(id: Int, _ database: Database) throws -> TaskRecord? {
    try fetchOne(
      database, sql: "SELECT \(columns) FROM tasks WHERE id = ?", arguments: [id])
  }

  static func fetch(ordinal: Int, _ database: Database) throws -> TaskRecord? {
    try fetchOne(
      database, sql: "SELECT \(columns) FROM tasks WHERE ordinal = ?", arguments: [ordinal])
  }
}

extension TaskRecord {
  /// Fails for a task that cannot be labelled because its raw file cannot be read.
  func requireReadable() throws {
    guard row.status == .unreadable else { return }
    throw WorkspaceError(
      .invalidDecision, row.key, "\(row.key) cannot be read as a task: \(row.problem ?? "")")
  }
}
