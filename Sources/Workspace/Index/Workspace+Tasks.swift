import DataRepository
import GRDB
package import LabelCore

extension Workspace {
  /// The tasks at these positions in full: text, my decision, others', what a prediction suggests.
  ///
  /// Texts come from project.db, else from the store.
  package func tasks(positions: Range<Int>, filter: TaskFilter) async throws -> TaskBatch {
    let positions = positions.clamped(to: 0..<Int.max)
    let (total, records) = try await database.read { database in
      let query = TaskQuery(filter)
      return (try query.count(database), try query.rows(positions, database))
    }
    let contents = try await contents(of: records)
    let tasks = try await database.read { [context] database in
      try records.map { try LabelingTask($0, contents[$0.ordinal], context, database) }
    }
    return TaskBatch(filter: filter, total: total, offset: positions.lowerBound, tasks: tasks)
  }

  /// The task with this id in full.
  package func task(id: Int) async throws -> LabelingTask {
    let record = try await record(id)
    let content = record.row.status == .unreadable ? nil : try await content(of: record)
    return try await database.read { [context] database in
      try LabelingTask(record, content, context, database)
    }
  }

  /// Contents by ordinal; tasks that cannot be read have none.
  private func contents(of records: [TaskRecord]) async throws -> [Int: TaskContent] {
    var contents = try await database.read { database in
      var contents: [Int: TaskContent] = [:]
      for record in records { contents[record.ordinal] = try database.content(of: record.ordinal) }
      return contents
    }
    for record in records where contents[record.ordinal] == nil {
      guard record.row.status != .unreadable else { continue }
      contents[record.ordinal] = try await content(of: record)
    }
    return contents
  }

  /// The raw task, from project.db or else from the store at the commit of the last sync.
  func content(of record: TaskRecord) async throws -> TaskContent {
    if let content = try await database.read({ try $0.content(of: record.ordinal) }) {
      return content
    }
    let content: TaskContent
    do {
      content = try await fetch(record)
    } catch let error as StoreError {
      // A gone file leaves the data that its label holds. Those of a file that changed are others.
      guard !record.row.marks.contains(.stale) else { throw error }
      let object = try await database.read { try $0.whole(of: record.ordinal) }
      guard let data = object?.data else { throw error }
      return TaskContent(root: .object([JSON.Member("data", data)]))
    }
    if lock != nil {
      try await database.write { [options] database in
        try database.setContent(content, of: record.ordinal, limit: options.cacheLimit)
      }
    }
    return content
  }

  private func fetch(_ record: TaskRecord) async throws -> TaskContent {
    let key = record.row.key
    let (commit, head) = try await database.read { database in
      (try database.meta(.readCommit), try database.head(ofFile: key))
    }
    let ref = CommitRef(repo: source.branch.repo, commit: commit ?? source.branch.name)
    var bytes: [UInt8] = []
    let pieces = store.readFile(
      source.file(key), at: ref, offset: record.part.start ?? 0,
      length: record.part.start == nil ? nil : record.part.size)
    for try await piece in pieces { bytes += piece }
    guard let content = context.content(of: record, in: bytes, behind: head) else {
      throw StoreError(
        .fileNotFound, key, "\(record.row.name) does not hold this task any more: sync")
    }
    return content
  }
}

extension Database {
  /// The record that names the columns, of a table.
  fileprivate func head(ofFile key: String) throws -> [UInt8] {
    try value(Blob.self, sql: "SELECT head FROM files WHERE key = ?", arguments: [key])?.bytes ?? []
  }
}

extension TaskContext {
  /// The task in these bytes, of a raw file or of the part of it that the task was read from; nil when it
  /// is not there.
  fileprivate func content(
    of record: TaskRecord, in bytes: [UInt8], behind head: [UInt8]
  ) -> TaskContent? {
    let isPart = record.part.start != nil
    if isPart, ContentHash(of: bytes).hex != record.sha256 { return nil }
    if isPart, head.isEmpty {
      let part = RawPart.value(bytes)
      return (try? rawFile(record.row.key).task(of: part, fields: labeling.fields)).map {
        TaskContent($0)
      }
    }
    let whole = isPart ? head + bytes : bytes
    var cursor = TaskCursor(IncomingFile(key: record.row.key, hash: "", bytes: whole), self)
    return try? cursor.next().first?.content
  }
}
