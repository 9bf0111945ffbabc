import GRDB
package import LabelCore

extension Workspace {
  /// Writes a decision to the journal as one durable transaction: on disk, synced, when this returns.
  ///
  /// Returns the task as it is now. Fails with `taskNotFound` or `invalidDecision`, and nothing is changed.
  package func save(_ order: SaveOrder) async throws -> LabelingTask {
    try requireWritable()
    try await checkConfig()
    let record = try await self.record(order.taskID)
    try record.requireReadable()
    let content = try await content(of: record)
    return try await database.write { [context] database in
      // Read again: a sync may have changed the task since.
      let record = try TaskRecord.fetch(ordinal: record.ordinal, database) ?? record
      let content = try database.content(of: record.ordinal) ?? content
      try TaskEditor(context: context, record: record, content: content, database: database)
        .save(order)
      let query = TaskQuery(TaskFilter())
      var saved = try TaskRecord.fetch(ordinal: record.ordinal, database) ?? record
      saved.row.position = try query.position(of: record.ordinal, database)
      return try LabelingTask(saved, content, context, database)
    }
  }

  func record(_ id: Int) async throws -> TaskRecord {
    guard let record = try await database.read({ try TaskRecord.fetch(id: id, $0) }) else {
      throw WorkspaceError(.taskNotFound, "task \(id)", "there is no task \(id)")
    }
    return record
  }
}

extension LabelingTask {
  /// A task with what it was decided to be, here and elsewhere.
  init(
    _ record: TaskRecord, _ content: TaskContent?, _ context: TaskContext, _ database: Database
  ) throws {
    self.init(row: record.row, data: content?.shown(context) ?? .object([]))
    suggestion = content?.suggestion(context)
    guard let object = try database.current(of: record.ordinal) else { return }
    others = object.others(
      than: context.annotator, context.schema, digest: TaskContext.digest)
    decision = object.decision(of: context.annotator, context.schema)
    let completions = object.completions
    if decision == nil, let place = completions.newest(where: { $0.authorship == nil }) {
      decision = completions[place].decision(context.schema)
    }
  }
}
