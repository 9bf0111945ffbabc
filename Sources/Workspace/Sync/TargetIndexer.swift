import DataRepository
import GRDB
import LabelCore

/// An object of the target branch as read.
struct FoundObject: Sendable {
  /// Without a slash in front.
  var path: String
  var hash: String
  var bytes: [UInt8]
}

/// Files what was read from the target branch under its tasks, inside one transaction.
struct TargetIndexer {
  let context: TaskContext
  let database: Database
  /// How writers are met who had not seen what was there.
  let unseen: TaskMerger.Unseen
  /// Set where all raw files are known, so that an object whose file is not among them is an orphan.
  var sourceFilter: SourceFilter?
  /// Paths of objects that are new or say something else than before.
  var news: Set<String> = []
  /// What objects that changed said before.
  var before: [String: [UInt8]] = [:]
  /// Copies whose labels were taken over.
  var misfiled = 0

  init(_ context: TaskContext, _ database: Database, _ unseen: TaskMerger.Unseen) {
    self.context = context
    self.database = database
    self.unseen = unseen
  }

  /// Files new and changed objects.
  mutating func take(_ objects: [FoundObject], _ generation: Int) throws {
    try database.setMeta(.idFilesAreOld, "1")
    var parsed: [(found: FoundObject, object: TaskObject)] = []
    var annotated: [(found: FoundObject, task: AnnotatedTask)] = []
    for found in objects {
      do {
        switch try TargetObject(parsing: found.bytes) {
        case .completions(let object):
          try note(found, generation)
          parsed.append((found, object))
        case .annotations(let task):
          try giveWay(to: found)
          annotated.append((found, task))
        }
      } catch let problem as ObjectProblem {
        try note(found, generation, problem)
      }
    }
    try match(parsed)
    try AnnotationIndexer(context, database).take(annotated, generation)
  }

  /// Files one object, its task aside.
  private mutating func note(
    _ found: FoundObject, _ generation: Int, _ problem: ObjectProblem? = nil
  ) throws {
    try AnnotationIndexer(context, database).forget([found.path])
    let old = try database.filed(found.path)
    if old?.bytes != found.bytes {
      news.insert(found.path)
      before[found.path] = old?.bytes
    }
    if problem != nil { try forget(old) }
    let reason = problem?.sentence ?? (old?.ordinal == nil ? Self.noTask : nil)
    try file(found, generation, reason: reason)
  }

  static let noTask = "no task here has its data"
  static let secondObject = "a copy: its task has another object"

  /// Writes the row of an object; `base`, the bytes, are what merging starts from.
  private func file(_ found: FoundObject, _ generation: Int, reason: String?) throws {
    if let old = try database.filed(found.path) {
      try database.count(regionsOf: old.bytes, by: -1)
    }
    try database.count(regionsOf: found.bytes, by: 1)
    try database.run(
      sql: """
        INSERT INTO objects (path, hash, seen, reason, bytes, earlier) VALUES (?, ?, ?, ?, ?, NULL)
        ON CONFLICT DO UPDATE SET hash = excluded.hash, seen = excluded.seen,
          reason = excluded.reason, earlier = ifnull(earlier, bytes), bytes = excluded.bytes,
          is_copy = is_copy AND bytes = excluded.bytes
        """,
      arguments: [found.path, found.hash, generation, reason, Blob(found.bytes)])
  }

  // MARK: - Matching

  private mutating func match(_ objects: [(found: FoundObject, object: TaskObject)]) throws {
    let matching = try objects.map { try matchObject($0.found.path, $0.object) }
    let (tasks, ordinals) = try candidates(of: matching)
    let matches = ObjectMatcher(tasks: tasks).matches(matching)
    // First those that are in their place, so that a misfiled copy never takes a task from them.
    for match in matches.sorted(by: { $0.rank < $1.rank }) {
      let path = objects[match.object].found.path
      let ordinal = match.task.map { ordinals[$0] }
      try assign(path, to: ordinal ?? orphan(path, objects[match.object].object), match)
    }
  }

  private func matchObject(_ path: String, _ object: TaskObject) throws -> MatchObject {
    let prefix = context.target.prefix
    let key = prefix.isEmpty ? path : String(path.dropFirst(prefix.utf8.count + 1))
    let entries = try database.values(
      Int.self, sql: "SELECT id FROM id_entries WHERE file = 'target' AND key = ? ORDER BY id",
      arguments: [path])
    return MatchObject(
      key: key, id: object.id, data: TaskContext.digest(object.data ?? .null),
      sources: object.sources(repo: context.source.branch.repo), entries: entries)
  }

  /// The tasks that an object of these could belong to; the rest of a million need not be looked at.
  private func candidates(of objects: [MatchObject]) throws -> ([MatchTask], [Int]) {
    var ordinals: Set<Int> = []
    for object in objects {
      let ids = object.entries + [object.id, Int(object.key)].compactMap { $0 }
      for id in ids {
        ordinals.formUnion(try find("id = ?", [id]))
      }
      let data = Bytes(hex: object.data).map(Blob.init)
      for source in object.sources {
        // Of a file of several tasks the key alone tells none of them: two are enough to see that.
        ordinals.formUnion(try find("key = ? LIMIT 2", [source.key]))
        guard let data, let nth = source.nth else { continue }
        ordinals.formUnion(
          try find("data_sha256 = ? AND key = ? AND twin = ?", [data, source.key, nth]))
      }
      if let data {
        ordinals.formUnion(try find("data_sha256 = ? LIMIT 1000", [data]))
        ordinals.formUnion(
          try find(
            "ordinal IN (SELECT ordinal FROM earlier WHERE data_sha256 = ? LIMIT 1000)", [data]))
      }
    }
    let sorted = ordinals.sorted()
    return (try sorted.compactMap(task), sorted)
  }

  private func find(_ condition: String, _ arguments: StatementArguments) throws -> [Int] {
    try Int.fetchAll(
      database.cachedStatement(sql: "SELECT ordinal FROM tasks WHERE \(condition)"),
      arguments: arguments)
  }

  private func task(_ ordinal: Int) throws -> MatchTask? {
    let row = try database.row(
      sql: "SELECT id, key, twin, data_sha256 FROM tasks WHERE ordinal = ?",
      arguments: [ordinal])
    guard let row else { return nil }
    let earlier = try database.values(
      Blob.self, sql: "SELECT data_sha256 FROM earlier WHERE ordinal = ?", arguments: [ordinal])
    let data = row.optionalBytes("data_sha256")
    var match = MatchTask(
      id: row["id"], key: row["key"], data: data?.hex ?? "unreadable \(ordinal)",
      earlier: earlier.map(\.bytes.hex))
    match.nth = row["twin"]
    return match
  }

  /// Gives an object to its task, unless the task has one already that is rather its own.
  private mutating func assign(_ path: String, to ordinal: Int?, _ match: Match) throws {
    guard let old = try database.filed(path) else { return }
    guard let ordinal else { return try release(old, reason: Self.noTask) }
    if let other = try database.object(of: ordinal), other.path != path {
      guard !match.isMisfiled, !match.isSecond, try !isInPlace(other.path, ordinal) else {
        return try takeOver(copy: old, into: ordinal)
      }
      try give(path, to: ordinal, match, insteadOf: other)
    } else {
      try give(path, to: ordinal, match)
    }
  }

  /// Files an object under its task; the one that was the task's before becomes a copy.
  private mutating func give(
    _ path: String, to ordinal: Int, _ match: Match, insteadOf other: StoredObject? = nil
  ) throws {
    if let old = try database.filed(path), old.ordinal != ordinal {
      try release(old, reason: nil)
    }
    let base = try other.map { try database.earlier(of: $0.path) ?? $0.object }
    if let base, let other {
      // What is unsent of the task was made from that.
      try database.run(
        sql: "UPDATE objects SET earlier = ? WHERE path = ?", arguments: [Blob(base.bytes), path])
      try database.run(
        sql: "UPDATE objects SET ordinal = NULL WHERE path = ?", arguments: [other.path])
    }
    try database.run(
      sql: "UPDATE objects SET ordinal = ?, is_sure = ?, reason = NULL, is_copy = 0 WHERE path = ?",
      arguments: [ordinal, match.rule != .order, path])
    try database.run(
      sql: "UPDATE tasks SET is_sent = 1 WHERE ordinal = ? AND ? = CAST(id AS TEXT)",
      arguments: [ordinal, path.split(separator: "/").last.map(String.init) ?? path])
    try rebase(ordinal, path: path)
    if let other, let old = try database.filed(other.path) {
      try takeOver(copy: old, into: ordinal, since: base)
    }
  }

  private func isInPlace(_ path: String, _ ordinal: Int) throws -> Bool {
    let id = try database.value(
      Int.self, sql: "SELECT id FROM tasks WHERE ordinal = ?", arguments: [ordinal])
    return id.map { context.target.objectKey($0) == path } ?? false
  }

  /// Takes an object from its task.
  func release(_ old: FiledObject, reason: String?) throws {
    try database.run(
      sql: "UPDATE objects SET ordinal = NULL, reason = ?, earlier = NULL WHERE path = ?",
      arguments: [reason, old.path])
    if let ordinal = old.ordinal { try database.refresh(ordinal, context) }
  }

  private func forget(_ old: FiledObject?) throws {
    guard let old else { return }
    try release(old, reason: nil)
  }

  /// Forgets objects that were not listed; how many.
  mutating func removeUnseen(before generation: Int) throws -> Int {
    let annotations = try AnnotationIndexer(context, database).removeUnseen(before: generation)
    let paths = try database.values(
      String.self, sql: "SELECT path FROM objects WHERE seen < ?", arguments: [generation])
    for path in paths {
      guard let old = try database.filed(path) else { continue }
      try database.forgetObject(path)
      guard let ordinal = old.ordinal else { continue }
      if let draft = try database.draft(of: ordinal) {
        let earlier = try TaskObject(parsing: old.bytes)
        let landed = try database.landed(
          ordinal, in: nil, since: earlier, context.annotator)
        let merge = TaskMerger(
          base: landed ?? earlier, theirs: nil, ours: draft, digest: TaskContext.digest
        ).merged()
        try apply(merge, to: ordinal)
      }
      try database.refresh(ordinal, context)
    }
    return paths.count + annotations
  }

  /// One batch of objects without a task: the last path looked at (nil at the end), and how many
  /// found their task.
  mutating func matchUnmatched(after: String, limit: Int) throws -> (String?, Int) {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT path, hash, bytes FROM objects WHERE ordinal IS NULL AND path > ?
        ORDER BY path LIMIT ?
        """, arguments: [after, limit])
    var parsed: [(found: FoundObject, object: TaskObject)] = []
    for row in rows {
      guard let object = try? TaskObject(parsing: row.bytes("bytes")) else { continue }
      parsed.append(
        (FoundObject(path: row["path"], hash: row["hash"], bytes: row.bytes("bytes")), object))
    }
    try match(parsed)
    let matched = try parsed.filter { try database.filed($0.found.path)?.ordinal != nil }.count
    return (rows.count < limit ? nil : rows.last?["path"], matched)
  }
}

extension Match {
  /// Objects in their place first, copies last.
  fileprivate var rank: Int { (isSecond ? 2 : 0) + (isMisfiled ? 1 : 0) }
}
