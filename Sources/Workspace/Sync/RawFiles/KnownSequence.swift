import GRDB
import LabelCore

/// Where a known task stands among those of its file.
struct KnownPlace: Sendable {
  var nth: Int
  var ordinal: Int

  static let start = KnownPlace(nth: -1, ordinal: -1)
  static let end = KnownPlace(nth: .max, ordinal: .max)
}

/// The tasks that were in a raw file when it was last read, in the order of their places and as they were before
/// anything of it is written anew; some are held at a time.
struct KnownSequence: Sendable {
  struct Entry: Sendable {
    var row: KnownTasks.Row
    var identity: PartIdentity<ShortHash>
    /// Why it could not be read.
    var problem: String?

    var place: KnownPlace { KnownPlace(nth: row.nth, ordinal: row.ordinal) }
  }

  private let snapshot: DatabaseSnapshot
  private let key: String
  /// The last one that was given.
  private(set) var place: KnownPlace
  private var last: KnownPlace
  private var held: ArraySlice<Entry> = []

  private static let batch = 2000

  init(of key: String, behind place: KnownPlace = .start, _ snapshot: DatabaseSnapshot) {
    self.snapshot = snapshot
    self.key = key
    self.place = place
    last = place
  }

  /// The next task; nil at the end.
  mutating func next() async throws -> Entry? {
    if held.isEmpty { try await fetch() }
    guard let entry = held.popFirst() else { return nil }
    place = entry.place
    return entry
  }

  private mutating func fetch() async throws {
    let arguments: StatementArguments = [key, last.nth, last.ordinal, Self.batch]
    held = try await snapshot.read { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Self.sql), arguments: arguments)
      return rows.compactMap { row in
        PartIdentity(row).map {
          Entry(row: KnownTasks.Row(row), identity: $0, problem: row["problem"])
        }
      }[...]
    }
    last = held.last?.place ?? last
  }

  /// `nth >= ?` alone is looked up in the index.
  private static let sql = """
    SELECT ordinal, nth, start, sha256, data_sha256, problem, problem IS NOT NULL AS is_unreadable
    FROM tasks WHERE key = ?1 AND gone = 0 AND nth >= ?2 AND (nth, ordinal) > (?2, ?3)
    ORDER BY nth, ordinal LIMIT ?4
    """
}
