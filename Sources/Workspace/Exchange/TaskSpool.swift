import GRDB
import LabelCore

/// Objects put aside in a private file that the system removes, for going through them once more:
/// what is read from a store is read once.
struct TaskSpool: Sendable {
  private let database: DatabaseQueue

  init() throws {
    database = try PrivateDatabase.open(
      "CREATE TABLE tasks (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
  }

  func add(_ objects: [(place: Int, bytes: [UInt8])]) async throws {
    try await database.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO tasks VALUES (?, ?)")
      for object in objects {
        try statement.execute(arguments: [object.place, Blob(object.bytes)])
      }
    }
  }

  /// The objects at any places, in their order; nil where none was put aside.
  func read(_ places: [Int]) async throws -> [TargetObject?] {
    try await database.read { database in
      let statement = try database.cachedStatement(sql: "SELECT bytes FROM tasks WHERE place = ?")
      return try places.map { place in
        try Blob.fetchOne(statement, arguments: [place]).map { try TargetObject(parsing: $0.bytes) }
      }
    }
  }
}
