import GRDB
import LabelCore

/// Tasks put aside in a private file that the system removes, for going through them once more:
/// what is read from a store is read once.
struct TaskSpool: Sendable {
  private let database: DatabaseQueue

  init() throws {
    database = try PrivateDatabase.open(
      "CREATE TABLE tasks (serial INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
  }

  func add(_ tasks: [TaskObject]) async throws {
    try await database.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO tasks (bytes) VALUES (?)")
      for task in tasks { try statement.execute(arguments: [Blob(task.bytes)]) }
    }
  }

  /// Some tasks after a serial, in the order in which they came, and the serial of the last.
  func tasks(after serial: Int, limit: Int) async throws -> (tasks: [TaskObject], last: Int) {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM tasks WHERE serial > ? ORDER BY serial LIMIT ?",
        arguments: [serial, limit])
      return (
        try rows.map { try TaskObject(parsing: $0.bytes("bytes")) }, rows.last?["serial"] ?? serial
      )
    }
  }
}
