import DataRepository
import Foundation
import GRDB

/// Writes a body that comes in pieces. Not for use from two tasks at once.
///
/// Up to a piece waits in memory; the rest goes to rows that nothing shows before `finish`.
///
/// `@unchecked`: the lock is the order of its user's calls, who awaits each transaction that is
/// handed this.
final class ContentWriter: @unchecked Sendable {
  private let sha256 = Digest(.sha256)
  private let md5: Digest?
  private var buffer = Bytes()
  private var written = 0
  private var row: Int64?

  /// - Parameter withMD5: whether to make the MD5 too, which S3 asks for.
  init(withMD5: Bool = false) {
    md5 = withMD5 ? Digest(.md5) : nil
  }

  private var size: Int { written * ContentRows.pieceSize + buffer.count }

  /// Takes bytes into memory; true when `flush` has full pieces to write.
  func take(_ bytes: ArraySlice<UInt8>) -> Bool {
    sha256.update(bytes)
    md5?.update(bytes)
    buffer += bytes
    return buffer.count > ContentRows.pieceSize
  }

  /// Takes bytes and writes the full pieces.
  func add(_ bytes: ArraySlice<UInt8>, to database: Database) throws {
    if take(bytes) { try flush(to: database) }
  }

  /// Writes full pieces; at least a byte stays in memory, so that a body of just a piece is not
  /// split.
  func flush(to database: Database) throws {
    var start = 0
    while buffer.count - start > ContentRows.pieceSize {
      try writePiece(buffer[start..<start + ContentRows.pieceSize], to: database)
      start += ContentRows.pieceSize
    }
    buffer.removeFirst(start)
  }

  /// Stores the body under its hash, or drops it when it is there already.
  func finish(in database: Database) throws -> StoredContent {
    let total = size
    let digest = sha256.finish()
    guard let hash = ContentHash(digest) else {
      throw StoreError(.failed, "content", "libcrypto gave a SHA-256 of \(digest.count) bytes")
    }
    let rows = ContentRows(database: database)
    var content = StoredContent(hash: hash, size: total, md5: md5?.finish().hex ?? "")
    if let present = try rows.find(hash) {
      try abandon(in: database)
      content.row = present.row
      content.isNew = false
    } else if let row {
      try writePiece(buffer[...], to: database)
      try database.execute(
        sql: "UPDATE contents SET hash = ?, size = ? WHERE id = ?",
        arguments: [hash.data, total, row])
      content.row = row
    } else {
      try rows.put(buffer, hash: hash)
      content.row = database.lastInsertedRowID
    }
    return content
  }

  /// Removes what was written so far.
  func abandon(in database: Database) throws {
    guard let row else { return }
    try ContentRows(database: database).remove(row)
    self.row = nil
  }

  private func writePiece(_ piece: ArraySlice<UInt8>, to database: Database) throws {
    let row = try row ?? begin(in: database)
    self.row = row
    let statement = try RawStatement(
      database, "INSERT INTO pieces (content, place, data) VALUES (?, ?, ?)")
    statement.bind(1, row)
    statement.bind(2, Int64(written))
    statement.bind(3, piece)
    try statement.run()
    written += 1
  }

  private func begin(in database: Database) throws -> Int64 {
    try database.execute(sql: "INSERT INTO contents (hash, size) VALUES (NULL, 0)")
    return database.lastInsertedRowID
  }

  /// The row that a body of several pieces is written to; nil while it is in memory.
  var unfinishedRow: Int64? { row }
}

/// A body that was written.
struct StoredContent: Sendable {
  var hash: ContentHash
  var size: Int
  /// Lower-case hex; empty unless asked for.
  var md5: String
  var row: Int64 = 0
  /// Whether it was not there before.
  var isNew = true
}

extension ContentRows {
  /// Removes a body.
  func remove(_ row: Int64) throws {
    try database.execute(sql: "DELETE FROM pieces WHERE content = ?", arguments: [row])
    try database.execute(sql: "DELETE FROM staged WHERE content = ?", arguments: [row])
    try database.execute(sql: "DELETE FROM contents WHERE id = ?", arguments: [row])
  }
}

extension ContentHash {
  /// As a value for SQL.
  var data: Data { Data(bytes) }
}
