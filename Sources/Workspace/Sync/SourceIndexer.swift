import GRDB
import LabelCore

/// A raw file and the tasks in it.
struct ParsedFile: Sendable {
  var key: String
  var hash: String
  var sha256: [UInt8]
  var size: Int
  var found: FoundTasks
}

/// What was found in a raw file.
enum FoundTasks: Sendable {
  case tasks([FoundTask])
  /// Why no task can be read from it.
  case problem(String)
}

/// One task of a raw file and its place in it.
struct FoundTask: Sendable {
  var nth: Int
  var content: TaskContent
}

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

  mutating func index(_ file: ParsedFile) throws {
    let known = try KnownTask.fetchAll(
      database.cachedStatement(sql: KnownTask.sql), arguments: [file.key])
    switch file.found {
    case .problem(let reason): try indexProblem(reason, file, known)
    case .tasks(let found): try indexTasks(found, file, known)
    }
    try database.run(
      sql: """
        INSERT INTO files VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET hash = excluded.hash, seen = excluded.seen
        """,
      arguments: [file.key, file.hash, generation])
  }

  private mutating func indexProblem(
    _ reason: String, _ file: ParsedFile, _ known: [KnownTask]
  ) throws {
    report.unreadable += 1
    if known.isEmpty {
      let ordinal = try insert(file.key, nth: 0)
      try database.run(
        sql: "UPDATE tasks SET problem = ?, size = ? WHERE ordinal = ?",
        arguments: [reason, file.size, ordinal])
      try write("", key: file.key, ordinal)
    }
    for task in known {
      try database.run(
        sql: "UPDATE tasks SET problem = ?, gone = 0 WHERE ordinal = ?",
        arguments: [reason, task.ordinal])
    }
  }

  private mutating func indexTasks(
    _ found: [FoundTask], _ file: ParsedFile, _ known: [KnownTask]
  ) throws {
    var left = known
    for task in found {
      let data = ContentBytes.of(task.content.data)
      // One task before and one now are the same task; of several, equal content tells, in order.
      let isSame = found.count == 1 && known.count == 1
      let place = isSame ? left.indices.first : left.firstIndex { $0.data == data }
      let old = place.map { left.remove(at: $0) }
      try write(task, data: data, file, old)
    }
    for task in left {
      try database.run(
        sql: "UPDATE tasks SET gone = 1, place = NULL WHERE ordinal = ?",
        arguments: [task.ordinal])
      try database.refresh(task.ordinal, context)
      report.gone += 1
    }
  }

  private mutating func write(
    _ task: FoundTask, data: [UInt8], _ file: ParsedFile, _ old: KnownTask?
  ) throws {
    let ordinal = try old?.ordinal ?? insert(file.key, nth: task.nth)
    if let old {
      if old.data != data { report.changed += 1 }
      if let before = old.data, before != data {
        try database.run(
          sql: "INSERT OR IGNORE INTO earlier VALUES (?, ?)", arguments: [ordinal, Blob(before)])
      }
    } else {
      report.added += 1
    }
    let text = context.text(of: task.content)
    try database.run(
      sql: """
        UPDATE tasks SET nth = ?, sha256 = ?, data_sha256 = ?, size = ?, problem = NULL,
          gone = 0, is_kept = 0, excerpt = ? WHERE ordinal = ?
        """,
      arguments: [
        task.nth, Blob(file.sha256), Blob(data), file.size, String(text.prefix(200)), ordinal,
      ])
    try write(text, key: file.key, ordinal)
    try database.setContent(task.content, of: ordinal, limit: context.options.cacheLimit)
    if old != nil { try database.refresh(ordinal, context) }
  }

  private func write(_ text: String, key: String, _ ordinal: Int) throws {
    try database.run(
      sql: "INSERT OR REPLACE INTO texts VALUES (?, ?)",
      arguments: [ordinal, "\(text)\n\(key)".lowercased()])
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

/// A task that the index has already of a raw file.
private struct KnownTask: FetchableRecord {
  var ordinal: Int
  var data: [UInt8]?

  static let sql = "SELECT ordinal, data_sha256 FROM tasks WHERE key = ? ORDER BY nth"

  init(row: Row) {
    ordinal = row["ordinal"]
    data = row.optionalBytes("data_sha256")
  }
}
