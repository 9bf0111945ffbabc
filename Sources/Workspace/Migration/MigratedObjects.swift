import DataRepository
import GRDB

/// Objects that a migration changed, in a private file until they are written: memory does not grow with them.
struct MigratedObjects: Sendable {
  private let database: DatabaseQueue
  private(set) var count = 0

  init() throws {
    database = try PrivateDatabase.open(
      "CREATE TABLE files (path TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID")
  }

  mutating func add(_ files: [PagedFiles.File]) async throws {
    try await database.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO files VALUES (?, ?)")
      for file in files { try statement.execute(arguments: [file.path, Blob(file.bytes)]) }
    }
    count += files.count
  }

  /// All of them, for one commit.
  var files: PagedFiles {
    PagedFiles { [database] after in
      try database.read { database in
        try Row.fetchAll(
          database.cachedStatement(
            sql: "SELECT path, bytes FROM files WHERE path > ? ORDER BY path LIMIT ?"),
          arguments: [after, ListingBatches.size]
        ).map { PagedFiles.File(path: $0["path"], bytes: $0.bytes("bytes")) }
      }
    }
  }
}
