import DataRepository
import GRDB
import LabelCore

/// Writes the tasks of raw files into the index, inside one transaction.
struct SourceIndexer {
  private let context: TaskContext
  private let database: Database
  private let generation: Int
  private var highestID: Int
  private var nextPlace: Int
  private(set) var report = SyncReport()

  init(_ context: TaskContext, _ database: Database, _ generation: Int) throws {
    self.context = context
    self.database = database
    self.generation = generation
    highestID = try database.meta(.highestID).flatMap { Int($0) } ?? -1
    nextPlace = (try Int.fetchOne(database, sql: "SELECT max(place) FROM tasks") ?? -1) + 1
  }

  /// Keeps what the next batch needs.
  func finish() throws {
    try database.setMeta(.highestID, String(highestID))
    try database.setMeta(.idFilesAreOld, "1")
  }

  /// Writes a task of the file, unless the index has just that.
  mutating func write(_ step: FileIndexing.Step, of file: FileIndexing) throws {
    switch step {
    case .task(let task, let known): try write(task, known, of: file)
    case .moved(let known, let nth, let start): try move(known, to: nth, start)
    }
  }

  private func move(_ known: KnownTasks.Row, to nth: Int, _ start: Int?) throws {
    try database.run(
      sql: "UPDATE tasks SET nth = ?, start = ? WHERE ordinal = ?",
      arguments: [nth, start, known.ordinal])
  }

  private mutating func write(
    _ task: FoundTask, _ old: KnownTasks.Row?, of file: FileIndexing
  ) throws {
    let ordinal = try old?.ordinal ?? insert(file.file.key, nth: task.nth)
    if let old, task.problem == nil, try isKept(task, old, of: file) {
      guard old.nth != task.nth || old.start != task.start else { return }
      return try move(old, to: task.nth, task.start)
    }
    guard let content = task.content, let data = task.data else {
      return try writeProblem(task, ordinal, isNew: old == nil, key: file.file.key)
    }
    try count(data, ordinal, isNew: old == nil)
    let text = context.text(of: content)
    try database.run(
      sql: """
        UPDATE tasks SET nth = ?, start = ?, sha256 = ?, data_sha256 = ?, size = ?, problem = NULL,
          gone = 0, is_kept = 0, excerpt = ? WHERE ordinal = ?
        """,
      arguments: [
        task.nth, task.start, Blob(task.sha256.bytes), Blob(data.bytes), task.size,
        String(text.prefix(200)), ordinal,
      ])
    try write(text, key: file.file.key, ordinal)
    try database.setContent(content, of: ordinal, limit: context.options.cacheLimit)
    if old != nil { try database.refresh(ordinal, context) }
  }

  /// Writes what is known of a file once all its tasks are.
  mutating func close(_ file: FileIndexing) throws {
    if let problem = file.problem { try mark(file, unreadable: problem) }
    for ordinal in file.gone { try markGone(ordinal) }
    if file.form.contains(.several) { try numberEqualTasks(of: file.file.key) }
    if file.known.form.isEmpty, !file.form.isEmpty { report.foreign += 1 }
    try database.run(
      sql: """
        INSERT INTO files (key, hash, seen, form, head) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET hash = excluded.hash, seen = excluded.seen,
          form = excluded.form, head = excluded.head
        """,
      arguments: [
        file.file.key, file.file.hash, generation, file.form.rawValue,
        file.head.isEmpty ? nil : Blob(file.head),
      ])
  }

  /// Whether the task is as it was, but perhaps for its place.
  private func isKept(
    _ task: FoundTask, _ old: KnownTasks.Row, of file: FileIndexing
  ) throws -> Bool {
    guard file.known.isCurrent, !old.isUnreadable else { return false }
    return try database.value(
      Int.self, sql: "SELECT 1 FROM tasks WHERE ordinal = ? AND sha256 = ? AND gone = 0",
      arguments: [old.ordinal, Blob(task.sha256.bytes)]) != nil
  }

  /// Counts a task as new or changed, and keeps what its data were.
  private mutating func count(_ data: ContentHash, _ ordinal: Int, isNew: Bool) throws {
    guard !isNew else {
      report.added += 1
      return
    }
    let before = try database.value(
      Blob.self, sql: "SELECT data_sha256 FROM tasks WHERE ordinal = ?", arguments: [ordinal])
    guard before?.bytes != data.bytes else { return }
    report.changed += 1
    guard let before else { return }
    try database.run(
      sql: "INSERT OR IGNORE INTO earlier VALUES (?, ?)", arguments: [ordinal, before])
  }

  /// What was read of the task before stays: it may be labelled, and the piece may be mended.
  private mutating func writeProblem(
    _ task: FoundTask, _ ordinal: Int, isNew: Bool, key: String
  ) throws {
    report.unreadable += 1
    try database.run(
      sql: """
        UPDATE tasks SET nth = ?, start = ?, sha256 = ?, size = ?, problem = ?, gone = 0
        WHERE ordinal = ?
        """,
      arguments: [
        task.nth, task.start, Blob(task.sha256.bytes), task.size, task.problem, ordinal,
      ])
    if isNew { try write("", key: key, ordinal) }
  }

  private mutating func mark(_ file: FileIndexing, unreadable problem: String) throws {
    report.unreadable += 1
    let isThere = file.known.parts.contains { !$0.isGone }
    try database.run(
      sql: """
        UPDATE tasks SET problem = ?, gone = 0 WHERE key = ? AND (gone = 0 OR NOT ?)
        """, arguments: [problem, file.file.key, isThere])
  }

  private mutating func markGone(_ ordinal: Int) throws {
    try database.run(
      sql: "UPDATE tasks SET gone = 1, place = NULL WHERE ordinal = ?", arguments: [ordinal])
    try database.refresh(ordinal, context)
    report.gone += 1
  }

  /// Counts the tasks of a file that have equal data, from 0.
  private func numberEqualTasks(of key: String) throws {
    try database.run(
      sql: """
        UPDATE tasks SET twin = counted.twin FROM (
          SELECT ordinal, row_number() OVER (PARTITION BY data_sha256 ORDER BY nth) - 1 AS twin
          FROM tasks WHERE key = ? AND gone = 0 AND data_sha256 IS NOT NULL
        ) AS counted
        WHERE counted.ordinal = tasks.ordinal AND counted.twin <> tasks.twin
        """, arguments: [key])
  }

  private func write(_ text: String, key: String, _ ordinal: Int) throws {
    try database.run(
      sql: "INSERT OR REPLACE INTO texts VALUES (?, ?)",
      largeArguments: [ordinal, Self.searchable(text, key)])
  }

  /// Text and key in lower case, made piece by piece: all copies of a huge text at once would not fit.
  private static func searchable(_ text: String, _ key: String) -> String {
    guard text.utf8.count > 1 << 20 else { return "\(text)\n\(key)".lowercased() }
    var result = ""
    result.reserveCapacity(text.utf8.count + key.utf8.count + 1)
    var rest = text[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 << 14)
      result += piece.lowercased()
      rest = rest[piece.endIndex...]
    }
    result += "\n"
    result += key.lowercased()
    return result
  }

  /// A new task: the id that source.json has for its key, else the next one.
  private mutating func insert(_ key: String, nth: Int) throws -> Int {
    let given = try nth == 0 ? database.givenID(key) : nil
    let id = given ?? highestID + 1
    highestID = max(highestID, id)
    try database.run(
      sql: "INSERT INTO tasks (id, is_sent, place, key, nth) VALUES (?, ?, ?, ?, ?)",
      arguments: [id, given != nil, nextPlace, key, nth])
    nextPlace += 1
    return Int(database.lastInsertedRowID)
  }
}

extension Database {
  /// The id that source.json gives to a key, unless another task took it meanwhile.
  fileprivate func givenID(_ key: String) throws -> Int? {
    try value(
      Int.self,
      sql: """
        SELECT id FROM id_entries WHERE file = 'source' AND key = ?
          AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.id = id_entries.id)
        ORDER BY id LIMIT 1
        """, arguments: [key])
  }
}
