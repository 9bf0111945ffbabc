import GRDB
import LabelCore

/// Tasks that the index has already of one raw file, in the order of their places.
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

  /// All tasks of the file.
  init(of key: String, _ database: Database) throws {
    try self.init(of: key, "TRUE", [], database)
  }

  /// Those that were in the file between two others, and all that were not in it any more.
  init(
    of key: String, behind first: KnownPlace, through last: KnownPlace, _ database: Database
  ) throws {
    try self.init(
      of: key, "(gone OR ((nth, ordinal) > (?, ?) AND (nth, ordinal) <= (?, ?)))",
      [first.nth, first.ordinal, last.nth, last.ordinal], database)
  }

  private init(
    of key: String, _ condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws {
    let sql = """
      SELECT ordinal, nth, start, gone, sha256, data_sha256, problem IS NOT NULL AS is_unreadable
      FROM tasks WHERE key = ? AND \(condition) ORDER BY nth, ordinal
      """
    let cursor = try GRDB.Row.fetchCursor(
      database.cachedStatement(sql: sql), arguments: [key] + arguments)
    while let row = try cursor.next() {
      guard let identity = PartIdentity(row) else { continue }
      rows.append(Row(row))
      parts.append(KnownPart(identity, isGone: row["gone"]))
    }
    let file = try GRDB.Row.fetchOne(
      database.cachedStatement(sql: "SELECT hash, form FROM files WHERE key = ?"),
      arguments: [key])
    isCurrent = (file?["hash"] as String? ?? "") != ""
    form = RawForm(rawValue: file?["form"] ?? 0)
  }
}

extension KnownTasks.Row {
  init(_ row: Row) {
    self.init(
      ordinal: row["ordinal"], nth: row["nth"], start: row["start"],
      isUnreadable: row["is_unreadable"])
  }
}

extension PartIdentity<ShortHash> {
  private static var noHash: [UInt8] { [UInt8](repeating: 0, count: 32) }

  init?(_ row: Row) {
    guard let bytes = ShortHash(row.optionalBytes("sha256") ?? Self.noHash) else { return nil }
    self.init(data: ShortHash(row.optionalBytes("data_sha256")), bytes: bytes)
  }
}
