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
    let (task, step) = try await database.write { [context] database in
      // Read again: a sync may have changed the task since.
      let read = record.sha256
      let record = try TaskRecord.fetch(ordinal: record.ordinal, database) ?? record
      let content =
        record.sha256 == read ? content : try database.content(of: record.ordinal) ?? content
      var step = try order.keepsData ? nil : ChangeStep(before: record, database)
      try TaskEditor(context: context, record: record, content: content, database: database)
        .save(order)
      try step?.finish(database)
      return (try database.saved(record, content, context), step)
    }
    if let step { steps.push(step, of: record.ordinal) }
    return task
  }

  func record(_ id: Int) async throws -> TaskRecord {
    guard let record = try await database.read({ try TaskRecord.fetch(id: id, $0) }) else {
      throw WorkspaceError(.taskNotFound, "task \(id)", "there is no task \(id)")
    }
    return record
  }
}

extension Database {
  /// A task as it is after something was written about it.
  func saved(
    _ record: TaskRecord, _ content: TaskContent?, _ context: TaskContext
  ) throws -> LabelingTask {
    var saved = try TaskRecord.fetch(ordinal: record.ordinal, self) ?? record
    saved.row.position = try TaskQuery(TaskFilter()).position(of: record.ordinal, self)
    return try LabelingTask(saved, content, context, self)
  }
}

extension LabelingTask {
  /// A task with what it was decided to be, here and elsewhere.
  init(
    _ record: TaskRecord, _ content: TaskContent?, _ context: TaskContext, _ database: Database
  ) throws {
    self.init(row: record.row, data: content?.shown(context) ?? .object([]))
    suggestion = content?.suggestion(context)
    guard let object = try database.whole(of: record.ordinal) else { return }
    others = object.others(
      than: context.annotator, context.schema, digest: TaskContext.digest)
    decision = object.decision(of: context.annotator, context.schema)
    let completions = object.completions
    if decision == nil, let place = completions.newest(where: { $0.authorship == nil }) {
      decision = completions[place].decision(context.schema)
    }
    // Of what others labelled they say whether it still fits.
    if row.status == .orphan || row.marks.contains(.stale) {
      change = try database.change(of: record, object, context)
    }
  }
}
