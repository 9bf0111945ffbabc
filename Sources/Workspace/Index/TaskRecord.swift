import DataRepository
import GRDB
import LabelCore

/// A row of `tasks` with what the screens do not see.
struct TaskRecord: FetchableRecord, Sendable {
  var ordinal: Int
  var row: TaskRow
  var part: Part
  /// SHA-256 of the raw file, or of the part of it that holds the task.
  var sha256: String
  /// Whether the raw file is gone.
  var isGone: Bool
  /// Whether anybody's label is for another text than the raw file has now, or the file is gone.
  var isOutdated: Bool
  /// Whether the label is to stay without it.
  var isKept: Bool

  /// Where the task is in a raw file of several.
  struct Part: Sendable {
    /// The byte it begins at; nil where the task has the file to itself.
    var start: Int?
    /// Bytes.
    var size: Int
    /// Which of the tasks with equal data in the file, from 0.
    var twin: Int
  }

  static let columns = """
    tasks.ordinal, tasks.id, tasks.place, tasks.key, tasks.nth, tasks.start, \
    tasks.size, tasks.twin, tasks.sha256, tasks.status, \
    tasks.marks, tasks.label, tasks.annotator, tasks.decided_at, tasks.excerpt, tasks.problem, \
    tasks.gone, tasks.is_kept
    """

  init(row: Row) {
    ordinal = row["ordinal"]
    part = Part(start: row["start"], size: row["size"], twin: row["twin"])
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
    if part.start != nil { self.row.item = (row["nth"] as Int) + 1 }
  }

  static func fetch(id: Int, _ database: Database) throws -> TaskRecord? {
    try fetchOne(
      database.cachedStatement(sql: "SELECT \(columns) FROM tasks WHERE id = ?"), arguments: [id])
  }

  static func fetch(ordinal: Int, _ database: Database) throws -> TaskRecord? {
    try fetchOne(
      database.cachedStatement(sql: "SELECT \(columns) FROM tasks WHERE ordinal = ?"),
      arguments: [ordinal])
  }
}

extension TaskRecord {
  /// Fails for a task that cannot be labelled because its raw file cannot be read.
  func requireReadable() throws {
    guard row.status == .unreadable else { return }
    throw WorkspaceError(
      .invalidDecision, row.key, "\(row.name) cannot be read as a task: \(row.reason ?? "")")
  }
}
