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
    _ file: LocalExport, hints: RowHints, like other: (any LabelVersion)?
  ) async throws {
    name = file.name
    table = try PrivateDatabase.open(Self.tables)
    let digest = DataRepository.Digest(.sha256)
    var rows = RowFile(file.place, hints: hints)
    var keeper = RowKeeper(other: other, table: table)
    var batch: [TaskObject] = []
    for try await piece in ExportFile.pieces(of: file.place) {
      digest.update(piece)
      batch += try rows.append(piece)
      if batch.count >= Self.batch {
        try await keeper.keep(batch)
        file.report(keeper.count)
        batch = []
      }
    }
    try await keeper.keep(batch + rows.finish())
    // What it was compared with has a say in what it holds.
    fingerprint = other == nil ? "rows \(digest.finish().hex)" : nil
  }

  private static let tables = """
    CREATE TABLE tasks (path TEXT PRIMARY KEY, hash TEXT NOT NULL, bytes BLOB NOT NULL)
      WITHOUT ROWID
    """

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
  fileprivate func contents(at path: String) throws -> FileContents? {
    let statement = try cachedStatement(sql: "SELECT hash, bytes FROM tasks WHERE path = ?")
    return try Row.fetchOne(statement, arguments: [path]).map { row in
      FileContents(path: path, hash: row["hash"], bytes: row.bytes("bytes"))
    }
  }
}

/// Puts rows away as tasks.
private struct RowKeeper {
  /// What the rows will be compared with.
  let other: (any LabelVersion)?
  let table: DatabaseQueue
  /// Rows so far.
  private(set) var count = 0

  init(other: (any LabelVersion)?, table: DatabaseQueue) {
    self.other = other
    self.table = table
  }

  mutating func keep(_ rows: [TaskObject]) async throws {
    let tasks = try await withKnownData(rows)
    let first = count + 1
    count += tasks.count
    try await table.write { database in
      for (offset, task) in tasks.enumerated() {
        try Self.keep(task, number: first + offset, database)
      }
    }
  }

  /// A table keeps no types: where the same is said elsewhere, the data are those that stand there.
  private func withKnownData(_ rows: [TaskObject]) async throws -> [TaskObject] {
    guard let other else { return rows }
    let paths = rows.compactMap { $0.id.map { "/\($0)" } }
    var known: [String: TaskObject] = [:]
    for try await file in other.read(Array(Set(paths)).sorted()) {
      known[file.path] = try? ExportedTask.object(parsing: file.bytes)
    }
    return rows.map { row in
      guard let id = row.id, let twin = known["/\(id)"], row.saysTheSameData(as: twin) else {
        return row
      }
      var task = row
      task.data = twin.data
      return task
    }
  }

  /// Rows of one task, one for each annotation, become one object.
  /// - Parameter number: the row's, from 1; names a task without an id, or with the id of another.
  private static func keep(_ task: TaskObject, number: Int, _ database: Database) throws {
    var path = "/\(task.id.map(String.init) ?? "row \(number)")"
    var object = task
    if let present = try database.contents(at: path).map({ try TaskObject(parsing: $0.bytes) }) {
      if present.data == task.data {
        object = present
        object.completions += task.completions
      } else {
        path += " (\(number))"
      }
    }
    let bytes = object.bytes
    try database.run(
      sql: "INSERT OR REPLACE INTO tasks VALUES (?, ?, ?)",
      arguments: [path, ContentHash(of: bytes).hex, Blob(bytes)])
  }
}
