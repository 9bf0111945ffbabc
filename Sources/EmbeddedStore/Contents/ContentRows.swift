import DataRepository
import GRDB

/// Bodies of files within one transaction, each stored once under its hash.
///
/// A body of up to a piece lies in its row; a larger one in pieces, so that none is ever in memory
/// as a whole. A row without a hash is still being written.
struct ContentRows {
  /// Most bytes in one row, and in one piece given to a reader.
  static let pieceSize = 1 << 20

  let database: Database

  /// Stores a body unless it is there. It is then no longer a staged one.
  func put(_ body: Bytes, hash: ContentHash) throws {
    guard body.count <= Self.pieceSize else { return try putLarge(body) }
    let statement = try RawStatement(
      database,
      "INSERT INTO contents (hash, size, data) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING")
    statement.bind(1, hash)
    statement.bind(2, Int64(body.count))
    statement.bind(3, body)
    try statement.run()
    if database.changesCount == 0 { try keep(hash) }
  }

  private func putLarge(_ body: Bytes) throws {
    let writer = ContentWriter()
    try writer.add(body[...], to: database)
    try keep(writer.finish(in: database).hash)
  }

  /// Makes a staged body a lasting one.
  func keep(_ hash: ContentHash) throws {
    try database.execute(
      sql: "DELETE FROM staged WHERE content = (SELECT id FROM contents WHERE hash = ?)",
      arguments: [hash.data])
  }

  /// The row and size of a body; nil when it is not there.
  func find(_ hash: ContentHash) throws -> (row: Int64, size: Int)? {
    let statement = try RawStatement(database, "SELECT id, size FROM contents WHERE hash = ?")
    statement.bind(1, hash)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return (statement.int64(0), Int(statement.int64(1)))
  }

  /// Bytes of a body from `offset`, at most `limit` and at most a piece; empty at its end.
  func read(_ hash: ContentHash, from offset: Int, limit: Int) throws -> Bytes {
    let statement = try RawStatement(
      database, "SELECT id, size, data FROM contents WHERE hash = ?")
    statement.bind(1, hash)
    defer { statement.reset() }
    guard try statement.step() else { throw missing(hash) }
    let size = Int(statement.int64(1))
    guard offset < size, limit > 0 else { return [] }
    guard statement.isNull(2) else {
      let body = statement.bytes(2)
      return offset == 0 && limit >= size ? body : Bytes(body[offset...].prefix(limit))
    }
    let piece = try piece(offset / Self.pieceSize, of: statement.int64(0), hash)
    return Bytes(piece[min(offset % Self.pieceSize, piece.count)...].prefix(limit))
  }

  /// The whole of a body.
  func whole(_ hash: ContentHash) throws -> Bytes {
    var body = Bytes()
    while true {
      let piece = try read(hash, from: body.count, limit: Self.pieceSize)
      if piece.isEmpty { return body }
      if body.isEmpty { body = piece } else { body += piece }
      if piece.count < Self.pieceSize { return body }
    }
  }

  private func piece(_ place: Int, of row: Int64, _ hash: ContentHash) throws -> Bytes {
    let statement = try RawStatement(
      database, "SELECT data FROM pieces WHERE content = ? AND place = ?")
    statement.bind(1, row)
    statement.bind(2, Int64(place))
    defer { statement.reset() }
    guard try statement.step() else { throw missing(hash) }
    return statement.bytes(0)
  }

  private func missing(_ hash: ContentHash) -> StoreError {
    StoreError(.failed, hash.hex, "content \(hash.hex) is missing from the store")
  }
}
