import GRDB
import LabelCore

/// source.json or target.json as it is to be, entry by entry: memory does not grow with the tasks.
struct IDFileText: Sendable {
  /// Gives `id`, `key` and `is_own`, whether it is known here; ids ascending, and of several with an id the one
  /// that counts first.
  private let sql: String
  /// What keys begin with.
  private let address: String

  /// Every key with the lowest id of its tasks, and entries of keys that were never seen.
  static func source(_ address: String) -> IDFileText {
    IDFileText(
      sql: """
        SELECT min(id) AS id, key, 1 AS is_own FROM tasks GROUP BY key
        UNION ALL SELECT id, key, 0 FROM id_entries
          WHERE file = 'source' AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.key = id_entries.key)
        ORDER BY id, is_own DESC, key
        """, address: address)
  }

  /// Every object that has a task, under the task's id, and what Label Studio wrote so lately that it is not
  /// known here. Ours are right where we know the object: Label Studio numbers foreign objects by listing order.
  static func target(_ address: String) -> IDFileText {
    IDFileText(
      sql: """
        SELECT tasks.id AS id, objects.path AS key, 1 AS is_own FROM objects JOIN tasks USING (ordinal)
        UNION ALL SELECT id, key, 0 FROM id_entries
          WHERE file = 'target' AND NOT EXISTS (SELECT 1 FROM objects WHERE path = key)
        ORDER BY id, is_own DESC, key
        """, address: address)
  }

  private static let pieceSize = 1 << 16

  /// The file in pieces, as Label Studio writes it.
  func write(_ database: Database, _ take: ([UInt8]) throws -> Void) throws {
    var piece = Array("{".utf8)
    var last: Int?
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      let id: Int = row["id"]
      if id == last { continue }
      if last != nil { piece.append(UInt8(ascii: ",")) }
      last = id
      let entry = JSON.object([JSON.Member(String(id), .object(entry(row).members))])
      piece += entry.bytes(.ujson).dropFirst().dropLast()
      guard piece.count > Self.pieceSize else { continue }
      try take(piece)
      piece = []
    }
    try take(piece + [UInt8(ascii: "}")])
  }

  /// Entries of other buckets were kept with theirs.
  private func entry(_ row: Row) -> IDFile.Entry {
    let key: String = row["key"]
    let isWhole = row["is_own"] == false && key.hasPrefix("s3://")
    return IDFile.Entry(key: isWhole ? key : address + key)
  }
}
