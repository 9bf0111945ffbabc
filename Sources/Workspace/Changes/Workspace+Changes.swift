import GRDB
package import LabelCore

extension Workspace {
  /// Does something about a label whose raw file changed or is gone: one durable transaction, sent with the
  /// next flush.
  ///
  /// Returns the task as it is now. Fails with `invalidDecision` when its raw file did not change, when its
  /// text is at no other open task, or when there is nothing to take back.
  package func settle(_ id: Int, _ action: ChangeAction) async throws -> LabelingTask {
    try requireWritable()
    try await checkConfig()
    let record = try await self.record(id)
    let content = try await content(of: record)
    if action == .restore { return try await takeBack(record, content) }
    let destination = try await destination(of: record, action)
    let (task, step) = try await database.write { [context] database in
      let record = try TaskRecord.fetch(ordinal: record.ordinal, database) ?? record
      let content = try database.content(of: record.ordinal) ?? content
      var step = try ChangeStep(before: record, database)
      let task = TaskEditor(
        context: context, record: record, content: content, database: database)
      var editor = try ChangeEditor(task)
      switch action {
      case .keep: try editor.keep()
      case .drop: try editor.drop()
      case .move(let keepsOld):
        guard let (other, there) = destination else { break }
        try step?.include(other.ordinal, database)
        try editor.move(to: other, there, keepsOld: keepsOld)
      case .restore: break
      }
      try step?.finish(database)
      for entry in editor.entries {
        try entry.append(to: database, isSent: database.draft(of: entry.ordinal) != nil)
      }
      try database.setMeta(.savedAt, String(context.seconds))
      return (try database.saved(record, content, context), step)
    }
    if let step { steps.push(step, of: record.ordinal) }
    return task
  }

  private func takeBack(_ record: TaskRecord, _ content: TaskContent) async throws -> LabelingTask {
    guard let step = steps.last(of: record.ordinal) else {
      throw WorkspaceError(
        .invalidDecision, "task \(record.row.id)",
        "task \(record.row.id): there is nothing to take back")
    }
    let task = try await database.write { [context] database in
      try step.takeBack(database, context)
      let decision = try LabelingTask(record, content, context, database).decision
      // The revision is in the object, where it was raised if anybody can have seen the step.
      try TaskEditor(context: context, record: record, content: content, database: database)
        .entry("", 0, decision).append(
          to: database, isSent: database.draft(of: record.ordinal) != nil)
      return try database.saved(record, content, context)
    }
    steps.pop(record.ordinal)
    return task
  }

  /// The task to which a label can move; nil for other actions.
  private func destination(
    of record: TaskRecord, _ action: ChangeAction
  ) async throws -> (TaskRecord, TaskContent)? {
    guard case .move = action else { return nil }
    let task = try await database.read { [context] database in
      try LabelingTask(record, nil, context, database)
    }
    guard let moved = task.change?.movedTo else {
      throw WorkspaceError(
        .invalidDecision, "task \(record.row.id)",
        "task \(record.row.id): the text that was labelled is not at exactly one other open task")
    }
    let other = try await self.record(moved.id)
    return (other, try await content(of: other))
  }
}
