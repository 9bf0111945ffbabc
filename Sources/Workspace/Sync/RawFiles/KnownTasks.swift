import GRDB
import LabelCore

/// The tasks that the index has already of one raw file, in the order of their places.
struct KnownTasks: Sendable {
  struct Row: Sendable {
    var ordinal: Int
    var nth: Int
    var start: Int?
    var isUnreadable: Bool
  }

  private(set) var rows: [Row] = []
  private(set) var parts: [KnownPart<ShortHash>] = []
  /// What the file was when it was last read to its end: nothing of an equal piece need be written again.
  private(set) var isCurrent = false
  private(set) var form: RawForm = []

  init(of key: String, _ database: Database) throws {
    let cursor = try GRDB.Row.fetchCursor(
      database.cachedStatement(sql: Self.sql), arguments: [key])
    while let row = try cursor.next() {
      guard let bytes = ShortHash(row.optionalBytes("sha256") ?? Self.noHash) else { continue }
      rows.append(
        Row(
          ordinal: row["ordinal"], nth: row["nth"], start: row["start"],
          isUnreadable: row["is_unreadable"]))
      let identity = PartIdentity(data: ShortHash(row.optionalBytes("data_sha256")), bytes: bytes)
      parts.append(KnownPart(identity, isGone: row["gone"]))
    }
    let file = try GRDB.Row.fetchOne(
      database.cachedStatement(sql: "SELECT hash, form FROM files WHERE key = ?"),
      arguments: [key])
    isCurrent = (file?["hash"] as String? ?? "") != ""
    form = RawForm(rawValue: file?["form"] ?? 0)
  }

  private static let noHash = [UInt8](repeating: 0, count: 32)

  private static let sql = """
    SELECT ordinal, nth, start, gone, sha256, data_sha256, problem IS NOT NULL AS is_unreadable
    FROM tasks WHERE key = ? ORDER BY nth, ordinal
    """
}
