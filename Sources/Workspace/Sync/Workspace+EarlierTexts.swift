import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// How far back texts are looked for.
  private static let searchedCommits = 100

  /// Looks through the history of the source for the texts of objects that found no task: a file may have
  /// changed before this workspace saw it, and Label Studio records no more than a number. Whether any was
  /// found.
  func findEarlierTexts() async throws -> Bool {
    guard store.traits.pinsCommits,
      let head = try await database.read({ try $0.meta(.readCommit) })
    else { return false }
    var wanted = try await database.read { [context] in try $0.lostObjects(context) }
    var isFound = false
    let commits = store.listCommits(
      of: source.branch.repo, from: CommitRef(repo: source.branch.repo, commit: head),
      limit: Self.searchedCommits)
    for try await commit in commits where commit.finished != nil && commit.id != head {
      guard !wanted.isEmpty else { break }
      let found = try await texts(of: wanted, at: commit.id)
      guard !found.isEmpty else { continue }
      isFound = true
      wanted.removeAll { lost in found.contains { $0.ordinal == lost.ordinal } }
      try await database.write { database in
        for lost in found {
          try database.run(
            sql: "INSERT OR IGNORE INTO earlier VALUES (?, ?)",
            arguments: [lost.ordinal, Blob(lost.data)])
        }
      }
    }
    return isFound
  }

  /// Those whose file held their text at a commit.
  private func texts(of wanted: [LostObject], at commit: String) async throws -> [LostObject] {
    let paths = Set(wanted.map { source.file($0.key) }).sorted()
    let ref = CommitRef(repo: source.branch.repo, commit: commit)
    var found: [LostObject] = []
    for try await file in store.readFiles(paths, at: ref) {
      let key = source.key(file.path)
      var cursor = TaskCursor(IncomingFile(key: key, hash: "", bytes: file.bytes), context)
      var texts: Set<[UInt8]> = []
      while case let tasks = try cursor.next(), !tasks.isEmpty {
        texts.formUnion(tasks.compactMap { $0.data?.bytes })
      }
      found += wanted.filter { $0.key == key && texts.contains($0.data) }
    }
    return found
  }
}

/// An object without a task, and the task that it would be of if that had once had its text.
private struct LostObject: Sendable {
  var ordinal: Int
  var key: String
  var data: [UInt8]
}

extension Database {
  private static let searchedObjects = 1000

  fileprivate func lostObjects(_ context: TaskContext) throws -> [LostObject] {
    let rows = try Row.fetchAll(
      self,
      sql: """
        SELECT path, bytes FROM objects WHERE ordinal IS NULL AND NOT is_copy
        ORDER BY path LIMIT \(Self.searchedObjects)
        """)
    return try rows.flatMap { row -> [LostObject] in
      guard let object = try? TaskObject(parsing: row.bytes("bytes")), let data = object.data else {
        return []
      }
      let path: String = row["path"]
      let entries = try Int.fetchAll(
        self, sql: "SELECT id FROM id_entries WHERE file = 'target' AND key = ?", arguments: [path])
      let ids = Set(entries + [object.id, context.target.number(of: path)].compactMap { $0 })
      return try ids.sorted().compactMap { id in
        let task = try Row.fetchOne(
          self,
          sql: """
            SELECT ordinal, key FROM tasks WHERE id = ? AND gone = 0
              AND NOT EXISTS (SELECT 1 FROM objects WHERE objects.ordinal = tasks.ordinal)
            """, arguments: [id])
        return task.map {
          LostObject(ordinal: $0["ordinal"], key: $0["key"], data: ContentBytes.of(data))
        }
      }
    }
  }
}
