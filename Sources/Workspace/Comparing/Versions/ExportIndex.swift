import DataRepository
import GRDB

/// Where the tasks of an export lie in its file, by path; in a private file, so that memory does not
/// grow with them.
struct ExportIndex: Sendable {
  struct Entry: Sendable {
    var info: FileInfo
    /// Where the task's JSON lies in the file.
    var offset: Int
    var length: Int
  }

  private let database: DatabaseQueue

  /// - Parameter fill: calls what it is given with every task of the export.
  init(_ fill: ((Entry) throws -> Void) throws -> Void) throws {
    database = try PrivateDatabase.open(
      """
      CREATE TABLE tasks (
        path TEXT PRIMARY KEY, offset INTEGER NOT NULL, length INTEGER NOT NULL,
        size INTEGER NOT NULL, hash TEXT NOT NULL
      ) WITHOUT ROWID
      """)
    try database.write { database in
      var count = 0
      try fill { entry in
        count += 1
        if try Self.insert(entry, database) { return }
        // An id may come twice where exports were put together.
        var entry = entry
        entry.info.path += " (\(count))"
        _ = try Self.insert(entry, database)
      }
    }
  }

  /// Whether there was none with its path.
  private static func insert(_ entry: Entry, _ database: Database) throws -> Bool {
    try database.run(
      sql: "INSERT OR IGNORE INTO tasks VALUES (?, ?, ?, ?, ?)",
      arguments: [
        entry.info.path, entry.offset, entry.length, entry.info.size, entry.info.hash,
      ])
    return database.changesCount > 0
  }

  /// The tasks behind a path, some of them, in byte order.
  func entries(after path: String, limit: Int) async throws -> [Entry] {
    try await database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM tasks WHERE path > ? ORDER BY path LIMIT ?",
        arguments: [path, limit]
      ).map(Entry.init(row:))
    }
  }

  /// The tasks at these paths, in their order; those that are there.
  func entries(at paths: some Sequence<String> & Sendable) async throws -> [Entry] {
    try await database.read { database in
      let statement = try database.cachedStatement(sql: "SELECT * FROM tasks WHERE path = ?")
      return try paths.compactMap { path in
        try Row.fetchOne(statement, arguments: [path]).map(Entry.init(row:))
      }
    }
  }
}

extension ExportIndex.Entry {
  fileprivate init(row: Row) {
    info = FileInfo(path: row["path"], kind: .file, size: row["size"], hash: row["hash"])
    offset = row["offset"]
    length = row["length"]
  }
}
