import DataRepository
import GRDB
import LabelCore

/// The paths of a version by their place in `PathOrder`, in a private file: memory does not grow
/// with them.
struct PathIndex: Sendable {
  let total: Int
  private let database: DatabaseQueue

  /// Paths that are written at once.
  private static let batch = 5_000

  /// Reads `files` to the end. Cancelled with its task.
  init(_ files: AsyncThrowingStream<FileInfo, any Error>) async throws {
    database = try PrivateDatabase.open(
      "CREATE TABLE found (path TEXT NOT NULL, key BLOB NOT NULL)")
    var count = 0
    var batch: [String] = []
    for try await file in files {
      count += 1
      batch.append(file.path)
      guard batch.count == Self.batch else { continue }
      try await Self.add(batch, to: database)
      batch = []
    }
    // A stream that is cancelled looks like one that ended.
    try Task.checkCancellation()
    try await Self.add(batch, to: database)
    total = count
    try await database.write { database in
      try database.execute(
        sql: """
          CREATE TABLE paths (place INTEGER PRIMARY KEY, path TEXT NOT NULL);
          INSERT INTO paths (path) SELECT path FROM found ORDER BY key, path;
          DROP TABLE found;
          """)
    }
  }

  private static func add(_ paths: [String], to database: DatabaseQueue) async throws {
    try await database.write { database in
      for path in paths {
        try database.run(
          sql: "INSERT INTO found VALUES (?, ?)",
          arguments: [path, Blob(PathOrder.key(of: path))])
      }
    }
  }

  /// The paths at these places, from 0.
  func paths(at places: Range<Int>) async throws -> [String] {
    try await database.read { database in
      try String.fetchAll(
        database, sql: "SELECT path FROM paths WHERE place > ? AND place <= ? ORDER BY place",
        arguments: [places.lowerBound, places.upperBound])
    }
  }

  /// The paths at places that are there, from 0, in the order of the places given.
  func paths(at places: [Int]) async throws -> [String] {
    try await database.read { database in
      let statement = try database.cachedStatement(sql: "SELECT path FROM paths WHERE place = ?")
      return try places.compactMap { try String.fetchOne(statement, arguments: [$0 + 1]) }
    }
  }
}
