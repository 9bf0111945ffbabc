import GRDB
import LabelCore

extension Database {
  /// What became of the raw file of a labelled task; nil while label and file belong together.
  func change(
    of record: TaskRecord, _ object: TaskObject, _ context: TaskContext
  ) throws -> TaskChange? {
    guard record.isOutdated, let data = object.data else { return nil }
    var change = TaskChange(labelled: data)
    change.isKept = record.isKept
    // An address says nothing about the text that was behind it.
    if context.blobKey == nil { change.movedTo = try openTask(with: data, besides: record) }
    return change
  }

  /// The one task with these data that nobody has labelled; nil when there is none, or several.
  func openTask(with data: JSON, besides record: TaskRecord) throws -> MovedTask? {
    let statement = try cachedStatement(
      sql: """
        SELECT id, key FROM tasks WHERE data_sha256 = ? AND gone = 0 AND problem IS NULL
          AND outcome = 0 AND marks & 8 = 0 AND ordinal <> ? LIMIT 2
        """)
    let rows = try Row.fetchAll(
      statement, arguments: [Blob(ContentBytes.of(data)), record.ordinal])
    guard rows.count == 1, let row = rows.first else { return nil }
    return MovedTask(id: row["id"], key: row["key"])
  }
}
