import DataRepository
import GRDB
import LabelCore

/// Objects whose raw file was gone before this workspace ever saw it.
extension TargetIndexer {
  /// Makes a task for such an object, which is an orphan from the start; nil where nobody knows which file it
  /// was, where the file is there, or where this workspace would not list it.
  func orphan(_ path: String, _ object: TaskObject) throws -> Int? {
    guard let sourceFilter, !object.completions.isEmpty, let data = object.data,
      let place = try knownPlace(path, object), sourceFilter.lists(place.key)
    else { return nil }
    return try OrphanMaker(context, database).make(path, data, place)
  }

  /// The raw file that our completions record, else the one that source.json has for the object's id in
  /// target.json.
  private func knownPlace(_ path: String, _ object: TaskObject) throws -> MatchSource? {
    let branch = context.source.branch
    let sources = object.completions.compactMap { $0.authorship?.source }
    if let source = sources.first(where: { $0.repo == branch.repo && $0.branch == branch.name }) {
      return MatchSource(key: source.key, nth: source.nth)
    }
    return try database.value(
      String.self,
      sql: """
        SELECT source.key FROM id_entries AS target JOIN id_entries AS source USING (id)
        WHERE target.file = 'target' AND target.key = ? AND source.file = 'source'
        ORDER BY id LIMIT 1
        """, arguments: [path]
    ).map { MatchSource(key: $0) }
  }
}

/// Makes tasks for labels whose raw file, or whose row of one, is gone.
struct OrphanMaker {
  private let context: TaskContext
  private let database: Database

  init(_ context: TaskContext, _ database: Database) {
    self.context = context
    self.database = database
  }

  /// The ordinal of a new task that is an orphan from the start; nil where the file is there. A row of a file of
  /// several is gone when none of the rows there has its data, or as many that have them.
  func make(_ path: String, _ data: JSON, _ place: MatchSource) throws -> Int? {
    let digest = Blob(ContentBytes.of(data))
    guard try !isThere(place, digest) else { return nil }
    let text = context.text(of: TaskContent(root: .object([JSON.Member("data", data)])))
    try database.run(
      sql: """
        INSERT INTO tasks (id, is_sent, key, twin, data_sha256, gone, excerpt)
        VALUES (?, 1, ?, ?, ?, 1, ?)
        """,
      arguments: [
        try freeID(for: path), place.key, place.nth ?? 0, digest, String(text.prefix(200)),
      ])
    let ordinal = Int(database.lastInsertedRowID)
    try database.run(
      sql: "INSERT INTO texts VALUES (?, ?)",
      arguments: [ordinal, "\(text)\n\(place.key)".lowercased()])
    return ordinal
  }

  private func isThere(_ place: MatchSource, _ digest: Blob) throws -> Bool {
    guard let nth = place.nth else {
      return try database.value(
        Int.self, sql: "SELECT 1 FROM tasks WHERE key = ? LIMIT 1", arguments: [place.key]) != nil
    }
    return try database.value(
      Int.self, sql: "SELECT 1 FROM tasks WHERE data_sha256 = ? AND key = ? AND twin = ?",
      arguments: [digest, place.key, nth]) != nil
  }

  /// The number of the object's place, unless another task has it.
  private func freeID(for path: String) throws -> Int {
    if let number = context.target.number(of: path),
      try database.value(
        Int.self, sql: "SELECT 1 FROM tasks WHERE id = ?", arguments: [number]) == nil
    {
      return number
    }
    let entries = try Int.fetchOne(database, sql: "SELECT max(id) FROM id_entries") ?? -1
    let highest = try database.meta(.highestID).flatMap { Int($0) } ?? -1
    let id = max(entries, highest) + 1
    try database.setMeta(.highestID, String(id))
    return id
  }
}
