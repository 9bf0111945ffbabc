import DataRepository
import Foundation
import GRDB
import LabelCore

/// The places at which two versions differ and the rows that come of them, in a private file that
/// the system removes: memory does not grow with the differences.
struct RowTable: Sendable {
  /// A path with what each side has there.
  typealias Place = MergedListings.Place

  private let database: DatabaseQueue

  init() throws {
    database = try PrivateDatabase.open(Self.schema)
  }

  /// `sames` holds rows of what is the same on both sides, once somebody asked for them; `marks`
  /// what filters find rows by, up to the serial in `marked`.
  private static let schema = """
    CREATE TABLE places (
      serial INTEGER PRIMARY KEY, path TEXT NOT NULL, size_a INTEGER, hash_a TEXT, size_b INTEGER,
      hash_b TEXT
    );
    CREATE TABLE raw (
      serial INTEGER PRIMARY KEY, rank INTEGER NOT NULL, number INTEGER NOT NULL,
      path TEXT NOT NULL, body BLOB NOT NULL
    );
    CREATE INDEX raw_in_order ON raw (rank, number, path);
    CREATE TABLE sames (serial INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE marks (
      mark TEXT NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (mark, serial)
    ) WITHOUT ROWID;
    CREATE TABLE marked (serial INTEGER NOT NULL);
    INSERT INTO marked VALUES (0);
    """

  // MARK: Places

  func add(_ places: [Place]) async throws {
    try await database.write { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO places (path, size_a, hash_a, size_b, hash_b) VALUES (?, ?, ?, ?, ?)
          """)
      for place in places {
        try statement.execute(arguments: [
          place.path, place.a?.size, place.a?.hash, place.b?.size, place.b?.hash,
        ])
      }
    }
  }

  /// The places after `serial`, some of them, with the serial of the last.
  func places(after serial: Int64, limit: Int) async throws -> (places: [Place], last: Int64) {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM places WHERE serial > ? ORDER BY serial LIMIT ?",
        arguments: [serial, limit])
      return (rows.map(Place.init(row:)), rows.last?["serial"] ?? serial)
    }
  }

  /// Makes `differing` quick; for once all places are there.
  func indexPlaces() async throws {
    try await database.write { database in
      try database.execute(sql: "CREATE INDEX IF NOT EXISTS places_by_path ON places (path)")
    }
  }

  /// Which of the paths are places at which the versions differ.
  func differing(_ paths: [String]) async throws -> Set<String> {
    try await database.read { database in
      let statement = try database.cachedStatement(sql: "SELECT 1 FROM places WHERE path = ?")
      return Set(try paths.filter { try Int.fetchOne(statement, arguments: [$0]) != nil })
    }
  }

  // MARK: Rows

  func add(_ rows: [ComparisonRow]) async throws {
    if rows.isEmpty { return }
    try await database.write { database in
      for row in rows {
        let first = row.a ?? row.b
        try database.run(
          sql: "INSERT INTO raw (rank, number, path, body) VALUES (?, ?, ?, ?)",
          arguments: [
            row.kind.rank, first?.number ?? .max, first?.path ?? "", Blob(row.bytes),
          ])
      }
    }
  }

  /// Marks some of the rows that are not marked yet; false when there are none.
  private func mark() async throws -> Bool {
    try await database.write { database in
      let last = try Int64.fetchOne(database, sql: "SELECT serial FROM marked") ?? 0
      let found = try Row.fetchAll(
        database, sql: "SELECT serial, body FROM raw WHERE serial > ? ORDER BY serial LIMIT 1000",
        arguments: [last])
      for entry in found {
        guard let row = ComparisonRow(bytes: entry.bytes("body")) else { continue }
        for mark in RowMark.all(of: row) {
          try database.run(
            sql: "INSERT OR IGNORE INTO marks VALUES (?, ?)",
            arguments: [mark.text, entry["serial"] as Int64])
        }
      }
      guard let end = found.last?["serial"] as Int64? else { return false }
      try database.execute(sql: "UPDATE marked SET serial = ?", arguments: [end])
      return true
    }
  }

  /// Adds rows of what is the same on both sides, which no selection but the asker's own sees.
  func add(same rows: [ComparisonRow]) async throws -> [Int64] {
    if rows.isEmpty { return [] }
    return try await database.write { database in
      try rows.map { row in
        try database.run(
          sql: "INSERT INTO sames (body) VALUES (?)", arguments: [Blob(row.bytes)])
        return -database.lastInsertedRowID
      }
    }
  }

  /// Serials of the rows that pass, in the order in which they are shown. Rows that are the same
  /// on both sides are left out unless `withSame`.
  func select(_ filter: ComparisonFilter, withSame: Bool) async throws -> [Int64] {
    var conditions = withSame ? [] : ["rank <> \(DifferenceKind.same.rank)"]
    if !filter.kinds.isEmpty {
      let ranks = filter.kinds.map { String($0.rank) }.joined(separator: ", ")
      conditions.append("rank IN (\(ranks))")
    }
    let marks = RowMark.all(asked: filter).map(\.text)
    // A row has a dozen marks, and most comparisons are never asked for one.
    if !marks.isEmpty { while try await mark() {} }
    conditions += marks.map { _ in "serial IN (SELECT serial FROM marks WHERE mark = ?)" }
    let test = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    return try await database.read { database in
      try Int64.fetchAll(
        database, sql: "SELECT serial FROM raw \(test) ORDER BY rank, number, path",
        arguments: StatementArguments(marks))
    }
  }

  /// The rows with these serials, in their order; those below 0 are of what is the same.
  func rows(_ serials: [Int64]) async throws -> [ComparisonRow] {
    try await database.read { database in
      try serials.compactMap { serial in
        try database.value(
          Blob.self,
          sql: "SELECT body FROM \(serial < 0 ? "sames" : "raw") WHERE serial = ?",
          arguments: [abs(serial)]
        )
        .flatMap { ComparisonRow(bytes: $0.bytes) }
      }
    }
  }
}

extension RowTable.Place {
  fileprivate init(row: Row) {
    let path: String = row["path"]
    a = (row["hash_a"] as String?).map {
      FileInfo(path: path, kind: .file, size: row["size_a"] ?? 0, hash: $0)
    }
    b = (row["hash_b"] as String?).map {
      FileInfo(path: path, kind: .file, size: row["size_b"] ?? 0, hash: $0)
    }
  }
}
