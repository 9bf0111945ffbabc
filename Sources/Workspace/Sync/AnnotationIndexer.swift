import DataRepository
import GRDB
import LabelCore

/// Files what Label Studio 1.x wrote into the target branch under its tasks, inside one transaction. Such
/// objects are only read: a task may have any number of them beside its own object. What they hold is for 1.x to
/// judge: it does not have to fit the labeling config here.
struct AnnotationIndexer {
  let context: TaskContext
  let database: Database
  /// Set where all raw files are known, so that an object whose file is not among them is an orphan.
  var sourceFilter: SourceFilter?

  init(_ context: TaskContext, _ database: Database) {
    self.context = context
    self.database = database
  }

  /// Files new and changed objects.
  func take(_ objects: [(found: FoundObject, task: AnnotatedTask)], _ generation: Int) throws {
    guard !objects.isEmpty else { return }
    var touched = try forget(objects.map(\.found.path))
    var data: Set<[UInt8]> = []
    var keyed: [String] = []
    for (found, task) in objects {
      let digest = ContentBytes.of(task.data)
      let key = sourceKey(of: task)
      data.insert(digest)
      if key != nil { keyed.append(found.path) }
      try database.run(
        sql: """
          INSERT INTO annotated
            (path, hash, seen, data_sha256, project, task, source_key, bytes)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          found.path, found.hash, generation, Blob(digest), task.name?.project, task.name?.task,
          key, Blob(found.bytes),
        ])
    }
    touched.formUnion(try match(keyed))
    for digest in data { touched.formUnion(try match(data: digest)) }
    for ordinal in touched { try database.refresh(ordinal, context) }
  }

  /// Takes objects out; the tasks that had them are to be refreshed.
  private func drop(_ paths: [String]) throws -> Set<Int> {
    var touched: Set<Int> = []
    for path in paths {
      if let ordinal = try ordinal(of: path) { touched.insert(ordinal) }
      try database.run(sql: "DELETE FROM annotated WHERE path = ?", arguments: [path])
    }
    return touched
  }

  /// Takes objects out that are of another form now.
  @discardableResult
  func forget(_ paths: [String]) throws -> Set<Int> {
    let touched = try drop(paths)
    for ordinal in touched { try database.refresh(ordinal, context) }
    return touched
  }

  /// Forgets objects that were not listed; how many.
  func removeUnseen(before generation: Int) throws -> Int {
    let paths = try database.values(
      String.self, sql: "SELECT path FROM annotated WHERE seen < ? AND pending <> 2",
      arguments: [generation])
    try forget(paths)
    return paths.count
  }

  /// One batch of objects without a task, for which raw files may have come since, and of those that only their
  /// data place and whose task has other data now, which may be another file's: the last path looked at (nil at
  /// the end), and how many found their task.
  func matchUnmatched(after: String, limit: Int) throws -> (String?, Int) {
    let rows = try database.rows(
      sql: """
        SELECT path, ordinal, data_sha256, source_key FROM annotated
          WHERE ordinal IS NULL AND path > ?1
        UNION ALL SELECT path, ordinal, annotated.data_sha256, source_key
          FROM tasks JOIN annotated USING (ordinal)
          WHERE tasks.marks & 16 AND source_key IS NULL AND path > ?1
        ORDER BY path LIMIT ?2
        """, arguments: [after, limit])
    var touched = try match(rows.filter { $0["source_key"] != nil }.map { $0["path"] })
    let data = Set(rows.filter { $0["source_key"] == nil }.map { $0.bytes("data_sha256") })
    for digest in data { touched.formUnion(try match(data: digest)) }
    for ordinal in touched { try database.refresh(ordinal, context) }
    let last: String? = rows.count < limit ? nil : rows.last?["path"]
    return (last, try rows.count { try $0["ordinal"] as Int? != ordinal(of: $0["path"]) })
  }

  private func ordinal(of path: String) throws -> Int? {
    try database.value(
      Int.self, sql: "SELECT ordinal FROM annotated WHERE path = ? AND ordinal IS NOT NULL",
      arguments: [path])
  }

  // MARK: - Matching

  /// The raw key of this source that an object's data keep: what an export of ours put there, or the address
  /// that 1.x puts there with blob urls.
  private func sourceKey(of task: AnnotatedTask) -> String? {
    if let source = task.source {
      return source.repo == context.source.branch.repo ? source.key : nil
    }
    let address = context.source.address
    let texts = (task.data.members ?? []).lazy.compactMap(\.value.stringValue)
    return texts.first { $0.hasPrefix(address) }.map { String($0.dropFirst(address.count)) }
  }

  /// Gives objects that keep a raw key to its task; the tasks that changed. Of several tasks in one file it is
  /// the one with the data.
  private func match(_ paths: [String]) throws -> Set<Int> {
    var touched: Set<Int> = []
    for path in paths {
      let row = try database.row(
        sql: "SELECT data_sha256, source_key FROM annotated WHERE path = ?",
        arguments: [path])
      guard let row else { continue }
      let tasks = try database.values(
        Int.self, sql: "SELECT ordinal FROM tasks WHERE key = ? ORDER BY nth",
        arguments: [row["source_key"] as String])
      let digest = row.bytes("data_sha256")
      let found = try self.tasks(with: digest)
      let ordinal = tasks.count == 1 ? tasks[0] : found.first(where: tasks.contains)
      let only = tasks.isEmpty && found.count == 1 ? found[0] : nil
      guard let ordinal = try ordinal ?? only ?? orphan(path) else { continue }
      try give(path, to: ordinal, isSure: true)
      touched.insert(ordinal)
    }
    return touched
  }

  /// Gives objects without a key to the task with their data; the tasks that changed. Where several tasks have
  /// the same data, 1.x's tasks are paired with them in ascending order, which is a guess.
  private func match(data digest: [UInt8]) throws -> Set<Int> {
    let tasks = try tasks(with: digest)
    let rows = try database.rows(
      sql: """
        SELECT path, ordinal, project, task FROM annotated
        WHERE data_sha256 = ? AND source_key IS NULL
        ORDER BY project, task, length(path), path
        """, arguments: [Blob(digest)])
    var touched: Set<Int> = []
    var pairing = EqualDataPairing(tasks: tasks)
    for row in rows {
      let old: Int? = row["ordinal"]
      let name = (row["task"] as Int?).map { task in
        AnnotatedTask.Name(project: row["project"] ?? 0, task: task)
      }
      guard let ordinal = pairing.task(of: name), ordinal != old else { continue }
      try give(row["path"], to: ordinal, isSure: tasks.count == 1)
      touched.formUnion([old, ordinal].compactMap(\.self))
    }
    return touched
  }

  /// A task for an object that keeps the raw key of a file that is gone.
  private func orphan(_ path: String) throws -> Int? {
    guard let sourceFilter, let bytes = try database.annotated(at: path),
      case .annotations(let task) = try TargetObject(parsing: bytes),
      let key = sourceKey(of: task), sourceFilter.lists(key)
    else { return nil }
    return try OrphanMaker(context, database).make(path, task.data, MatchSource(key: key))
  }

  /// Tasks with these data, else those that had them when their file went, else those that had them earlier, in
  /// the order of work.
  private func tasks(with digest: [UInt8]) throws -> [Int] {
    for gone in [false, true] {
      let found = try database.values(
        Int.self,
        sql: "SELECT ordinal FROM tasks WHERE data_sha256 = ? AND gone = ? ORDER BY ordinal",
        arguments: [Blob(digest), gone])
      if !found.isEmpty { return found }
    }
    return try database.values(
      Int.self, sql: "SELECT ordinal FROM earlier WHERE data_sha256 = ? ORDER BY ordinal",
      arguments: [Blob(digest)])
  }

  private func give(_ path: String, to ordinal: Int, isSure: Bool) throws {
    try database.run(
      sql: "UPDATE annotated SET ordinal = ?, is_sure = ? WHERE path = ?",
      arguments: [ordinal, isSure, path])
  }
}
