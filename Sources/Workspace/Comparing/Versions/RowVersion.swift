package import DataRepository
import Foundation
import GRDB
package import LabelCore

/// A JSON_MIN, CSV or TSV export: each row is a task with one completion. Tasks lie in a private
/// file of SQLite's that the system removes.
package struct RowVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package let fingerprint: String?
  private let table: DatabaseQueue

  /// Rows put away at once.
  private static let batch = 200

  /// Whether a file holds rows: by its name, or because its first JSON value has data and answers
  /// side by side.
  package static func isOne(_ place: String) throws -> Bool {
    switch ImportFormat(fileName: place) {
    case .csv, .tsv: return true
    default: break
    }
    var reader = JSONItemReader()
    var first: JSON?
    try ExportFile.forEachPiece(of: place) { piece in
      guard first == nil, let item = reader.append(piece).first else { return first == nil }
      first = (try? JSON(parsing: item.bytes)) ?? .null
      return false
    }
    guard let first, first.members != nil else { return false }
    return ["data", "completions", "annotations"].allSatisfy { first[$0] == nil }
  }

  /// Reads the file through once. Fails when it cannot be read, and when nothing tells which
  /// columns are labels.
  ///
  /// - Parameter other: what it will be compared with. A row whose task is there with data that say
  ///   the same takes
  ///   those data: a table keeps no types.
  package init(
    _ place: String, name: String, hints: RowHints, like other: (any LabelVersion)?
  ) async throws {
    self.name = name
    table = try PrivateDatabase.open(Self.tables)
    let digest = DataRepository.Digest(.sha256)
    var rows = RowFile(place, hints: hints)
    var batch: [TaskObject] = []
    for try await piece in ExportFile.pieces(of: place) {
      digest.update(piece)
      batch += try rows.append(piece)
      if batch.count >= Self.batch {
        try await Self.keep(batch, like: other, in: table)
        batch = []
      }
    }
    try await Self.keep(batch + rows.finish(), like: other, in: table)
    // What it was compared with has a say in what it holds.
    fingerprint = other == nil ? "rows \(digest.finish().hex)" : nil
  }

  private static let tables = """
    CREATE TABLE tasks (path TEXT PRIMARY KEY, hash TEXT NOT NULL, bytes BLOB NOT NULL)
      WITHOUT ROWID
    """

  private static func keep(
    _ tasks: [TaskObject], like other: (any LabelVersion)?, in table: DatabaseQueue
  ) async throws {
    var tasks = tasks
    if let other {
      let paths = tasks.compactMap { $0.id.map { "/\($0)" } }
      var known: [String: TaskObject] = [:]
      for try await file in other.read(Array(Set(paths)).sorted()) {
        known[file.path] = try? ExportedTask.object(parsing: file.bytes)
      }
      for index in tasks.indices {
        guard let id = tasks[index].id, let twin = known["/\(id)"],
          tasks[index].saysTheSameData(as: twin)
        else { continue }
        tasks[index].data = twin.data
      }
    }
    try await table.write { [tasks] database in
      for task in tasks { try database.keep(task) }
    }
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    pages(from: "") { [table] last in
      let found = try await table.read { database in
        let sql = """
          SELECT path, hash, length(bytes) AS size FROM tasks WHERE path > ? ORDER BY path LIMIT 512
          """
        return try Row.fetchAll(database, sql: sql, arguments: [last]).map { row in
          FileInfo(path: row["path"], kind: .file, size: row["size"], hash: row["hash"])
        }
      }
      return Page(elements: found, next: found.last?.path)
    }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    pages(from: paths[...]) { [table] rest in
      let found = try await table.read { database in
        try rest.prefix(Self.batch).compactMap { try database.contents(at: $0) }
      }
      let left = rest.dropFirst(Self.batch)
      return Page(elements: found, next: left.isEmpty ? nil : left)
    }
  }
}

extension Database {
  /// Rows of one task, one for each annotation, become one object.
  fileprivate func keep(_ task: TaskObject) throws {
    let count = try Int.fetchOne(self, sql: "SELECT count(*) FROM tasks") ?? 0
    var path = "/\(task.id.map(String.init) ?? "row \(count + 1)")"
    var object = task
    if let present = try contents(at: path).map({ try TaskObject(parsing: $0.bytes) }) {
      if present.data == task.data {
        object = present
        object.completions += task.completions
      } else {
        path += " (\(count + 1))"
      }
    }
    let bytes = object.bytes
    let statement = try cachedStatement(sql: "INSERT OR REPLACE INTO tasks VALUES (?, ?, ?)")
    try statement.execute(arguments: [path, ContentHash(of: bytes).hex, Blob(bytes)])
  }

  fileprivate func contents(at path: String) throws -> FileContents? {
    let statement = try cachedStatement(sql: "SELECT hash, bytes FROM tasks WHERE path = ?")
    return try Row.fetchOne(statement, arguments: [path]).map { row in
      FileContents(path: path, hash: row["hash"], bytes: row.bytes("bytes"))
    }
  }
}
