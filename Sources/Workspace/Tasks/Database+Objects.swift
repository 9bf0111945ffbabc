import DataRepository
import GRDB
import LabelCore

/// An object of the target branch as last seen.
struct StoredObject: Sendable {
  var path: String
  var object: TaskObject
}

extension Database {
  /// The object that belongs to a task, nil while there is none in the target.
  func object(of ordinal: Int) throws -> StoredObject? {
    let statement = try cachedStatement(
      sql: "SELECT path, bytes FROM objects WHERE ordinal = ?")
    let rows = try Row.fetchCursor(statement, arguments: [ordinal])
    guard let row = try rows.next() else { return nil }
    return StoredObject(path: row["path"], object: try TaskObject(row.json("bytes")))
  }

  /// The task's object with what is unsent, nil when nothing is.
  func draft(of ordinal: Int) throws -> TaskObject? {
    let statement = try cachedStatement(sql: "SELECT bytes FROM drafts WHERE ordinal = ?")
    let rows = try Row.fetchCursor(statement, arguments: [ordinal])
    return try rows.next().map { try TaskObject($0.json("bytes")) }
  }

  func setDraft(_ object: TaskObject, of ordinal: Int) throws {
    try run(
      sql: """
        INSERT INTO drafts VALUES (?, ?)
        ON CONFLICT DO UPDATE SET bytes = excluded.bytes
        """,
      largeArguments: [ordinal, Blob.json(object.tree, .python)])
    try run(
      sql: "UPDATE tasks SET marks = marks | 1 WHERE ordinal = ?", arguments: [ordinal])
  }

  /// Forgets what was unsent of a task, because it was sent or came to nothing.
  func dropDraft(of ordinal: Int) throws {
    try run(sql: "DELETE FROM drafts WHERE ordinal = ?", arguments: [ordinal])
    try run(sql: "DELETE FROM outbox WHERE ordinal = ?", arguments: [ordinal])
    try run(sql: "DELETE FROM under_way WHERE ordinal = ?", arguments: [ordinal])
    try run(
      sql: "UPDATE tasks SET marks = marks & ~1 WHERE ordinal = ?", arguments: [ordinal])
  }

  /// The task's object as it will be: the draft, else what is in the target.
  func current(of ordinal: Int) throws -> TaskObject? {
    try draft(of: ordinal) ?? object(of: ordinal)?.object
  }

  /// Makes an object what is to be sent of a task; nothing is when the target has it so, or has none and it
  /// says nothing, unless annotations of 1.x are to go or a commit is under way that may change it.
  func propose(_ object: TaskObject, of ordinal: Int) throws {
    if try isUnderWay(ordinal) {
      try keepUnderWay(ordinal)
      return try setDraft(object, of: ordinal)
    }
    let base = try self.object(of: ordinal)?.object
    let saysNothing = object == base || (base == nil && object.completions.isEmpty)
    if try saysNothing && !hasPendingAnnotations(ordinal) {
      try dropDraft(of: ordinal)
    } else {
      try setDraft(object, of: ordinal)
    }
  }

  /// The task's object with what Label Studio 1.x annotated beside it: what is shown and counted. Nil while
  /// nobody decided anything.
  func whole(of ordinal: Int) throws -> TaskObject? {
    try own(of: ordinal)?.beside(annotated(of: ordinal).map(\.task))
  }

  /// The task's object as it will be; where only Label Studio 1.x annotated the task, one with its data and
  /// without completions. Nil while nobody decided anything.
  func own(of ordinal: Int) throws -> TaskObject? {
    if let own = try current(of: ordinal) { return own }
    guard var object = try annotated(of: ordinal).last?.task.object else { return nil }
    object.completions = []
    object.tree["id"] = try value(
      Int.self, sql: "SELECT id FROM tasks WHERE ordinal = ?", arguments: [ordinal]
    ).map(JSON.int)
    return object
  }

  /// Brings the columns of a task in line with its object.
  func refresh(_ ordinal: Int, _ context: TaskContext) throws {
    let statement = try cachedStatement(
      sql: "SELECT data_sha256, gone FROM tasks WHERE ordinal = ?")
    let row = try Row.fetchOne(statement, arguments: [ordinal])
    var state = TaskState()
    if let object = try whole(of: ordinal) {
      state = TaskState(object, data: row?.optionalBytes("data_sha256")?.hex ?? "", context)
    }
    if row?["gone"] == true { state.leaveQueue() }
    try state.write(ordinal, self)
  }
}
