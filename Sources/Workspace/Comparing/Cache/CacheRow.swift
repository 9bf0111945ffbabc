import DataRepository
import GRDB

/// One object in the cache's file.
struct CacheRow: Sendable {
  var serial: Int64
  var hash: String
  var content: ContentHash
  /// `LabelSummary.bytes`; empty for what is no task.
  var bytes: [UInt8]
  /// Days since 1970.
  var used = 0

  /// The rows with these hashes, in their order.
  static func find(
    _ hashes: [String], of kind: HashKind, _ database: Database
  ) throws -> [CacheRow?] {
    guard let kind = try number(of: kind, database) else { return [] }
    let keys = hashes.map(key)
    var found: [Blob: CacheRow] = [:]
    for start in stride(from: 0, to: keys.count, by: keysAtOnce) {
      let some = keys[start..<min(start + keysAtOnce, keys.count)]
      try find(some, of: kind, database) { found[$0] = $1 }
    }
    return zip(hashes, keys).map { hash, key in
      var row = found[key]
      row?.hash = hash
      return row
    }
  }

  /// One query for so many: asking for each costs more than finding it.
  private static let keysAtOnce = 128

  private static func find(
    _ keys: ArraySlice<Blob>, of kind: Int64, _ database: Database,
    _ body: (Blob, CacheRow) -> Void
  ) throws {
    let places = [String](repeating: "?", count: keys.count).joined(separator: ",")
    let statement = try database.cachedStatement(
      sql: """
        SELECT serial, hash, content, summary, used FROM summaries
        WHERE kind = ? AND hash IN (\(places))
        """)
    let arguments: StatementArguments = [kind]
    let rows = try Row.fetchCursor(statement, arguments: arguments + StatementArguments(keys))
    while let row = try rows.next() {
      guard let content = ContentHash(row.bytes("content")) else { continue }
      body(
        Blob(row.bytes("hash")),
        CacheRow(
          serial: row["serial"], hash: "", content: content, bytes: row.bytes("summary"),
          used: row["used"]))
    }
  }

  /// Rows that are there already stay.
  static func insert(
    _ rows: [CacheRow], of kind: HashKind, _ today: Int, _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO kinds (name) VALUES (?)", arguments: [kind.name])
    guard let kind = try number(of: kind, database) else { return }
    for row in rows {
      try database.run(
        sql: """
          INSERT INTO summaries (kind, hash, content, summary, used) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (kind, hash)
            DO UPDATE SET content = excluded.content, summary = excluded.summary
          """,
        arguments: [kind, key(row.hash), Blob(row.content.bytes), Blob(row.bytes), today])
    }
  }

  static func touch(_ serials: [Int64], _ today: Int, _ database: Database) throws {
    for serial in serials {
      try database.run(
        sql: "UPDATE summaries SET used = ? WHERE serial = ?", arguments: [today, serial])
    }
  }

  /// Brings the file's pages in use back below nine tenths of the limit when they exceed it, what
  /// was longest not used first. The file itself does not shrink; its free pages are used again.
  static func evict(over limit: Int, _ database: Database) throws {
    guard try size(database) > limit else { return }
    while try size(database) > limit / 10 * 9 {
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM summaries") ?? 0
      if count == 0 { return try database.execute(sql: "DELETE FROM tallies") }
      try database.execute(
        sql: """
          DELETE FROM summaries WHERE serial IN
            (SELECT serial FROM summaries ORDER BY used, serial LIMIT ?)
          """, arguments: [count / 8 + 1])
    }
  }

  static func tally(_ fingerprint: String, _ database: Database) throws -> [UInt8]? {
    try database.value(
      Blob.self, sql: "SELECT tally FROM tallies WHERE fingerprint = ?", arguments: [fingerprint])?
      .bytes
  }

  static func keep(
    tally: [UInt8], _ fingerprint: String, _ today: Int, _ database: Database
  ) throws {
    try database.run(
      sql: "INSERT OR REPLACE INTO tallies VALUES (?, ?, ?)",
      arguments: [fingerprint, Blob(tally), today])
    // Sums are small, yet versions come without end.
    try database.execute(
      sql: """
        DELETE FROM tallies WHERE fingerprint NOT IN
          (SELECT fingerprint FROM tallies ORDER BY used DESC LIMIT 10000)
        """)
  }

  private static func size(_ database: Database) throws -> Int {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let free = try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
    return (pages - free) * (try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
  }

  private static func number(of kind: HashKind, _ database: Database) throws -> Int64? {
    try database.value(
      Int64.self, sql: "SELECT id FROM kinds WHERE name = ?", arguments: [kind.name])
  }

  /// Half the bytes where the hash is hex, as most are.
  private static func key(_ hash: String) -> Blob {
    Blob(Bytes(hex: hash) ?? Array(hash.utf8))
  }
}
