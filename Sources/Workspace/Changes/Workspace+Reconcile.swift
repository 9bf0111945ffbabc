import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// The next labels that the rules concern, in the order of tasks: what is to become of each. Changes
  /// nothing; to be called until the cursor is at its end.
  package func outdated(
    _ rules: ReconcileRules, _ cursor: inout ReconcileCursor
  ) async throws -> [ReconcileItem] {
    let (items, moved) = try await database.read { [context, cursor] database in
      var cursor = cursor
      let items = try database.outdated(rules, &cursor, context)
      return (items, cursor)
    }
    cursor = moved
    return items
  }

  /// Does what the rules say as one commit, and names the commit before it. Unsent labels must have been sent.
  ///
  /// When it cannot be sent nothing is changed here either.
  package func reconcile(_ rules: ReconcileRules) async throws -> ReconcileReport {
    try requireWritable()
    guard try await unsent() == 0 else {
      throw WorkspaceError(
        .failed, project.directory,
        "\(try await unsent()) labels are not sent yet; send them first: tagline sync \(project.directory)"
      )
    }
    var report = ReconcileReport()
    var entries: [JournalEntry] = []
    do {
      var cursor = ReconcileCursor()
      while !cursor.isAtEnd {
        let items = try await outdated(rules, &cursor)
        for item in items { report.count(item.action) }
        entries += try await apply(items)
      }
      guard report.total > 0 else { return report }
      let sent = try await flush()
      report.commit = sent.isOneCommit ? sent.commit : nil
    } catch {
      try await forgetDrafts()
      throw error
    }
    report.before = try await parent(of: report.commit)
    try await database.write { [entries] database in
      for entry in entries { try entry.append(to: database, isSent: false) }
    }
    return report
  }

  /// Makes drafts of it, in one transaction; what is to be written into the journal.
  private func apply(_ items: [ReconcileItem]) async throws -> [JournalEntry] {
    var changes: [PreparedChange] = []
    for item in items { changes.append(try await prepare(item)) }
    return try await database.write { [context, changes] database in
      try changes.flatMap { try $0.apply(database, context) }
    }
  }

  private func prepare(_ item: ReconcileItem) async throws -> PreparedChange {
    let record = try await self.record(item.taskID)
    var change = PreparedChange(action: item.action, record: record)
    if item.action != .drop, !record.isGone { change.content = try await content(of: record) }
    if case .move(let task) = item.action {
      let other = try await self.record(task.id)
      change.destination = (other, try await content(of: other))
    }
    return change
  }

  /// There was nothing unsent before: whatever is drafted now came of this.
  private func forgetDrafts() async throws {
    try await database.write { [context] database in
      let ordinals = try Int.fetchAll(database, sql: "SELECT ordinal FROM drafts")
      try database.run(
        sql: "UPDATE annotated SET pending = 0 WHERE pending = ?",
        arguments: [PendingAnnotation.goes.rawValue])
      for ordinal in ordinals {
        try database.dropDraft(of: ordinal)
        try database.refresh(ordinal, context)
      }
    }
  }

  private func parent(of commit: String?) async throws -> String? {
    guard let commit, store.traits.pinsCommits else { return nil }
    return try await store.inspectCommit(CommitRef(repo: target.branch.repo, commit: commit)).parent
  }
}

/// A label and all that is needed to do what is to be done about it.
private struct PreparedChange: Sendable {
  var action: ReconcileItem.Action
  var record: TaskRecord
  var content = TaskContent(root: .object([]))
  var destination: (record: TaskRecord, content: TaskContent)?

  func apply(_ database: Database, _ context: TaskContext) throws -> [JournalEntry] {
    var editor = try ChangeEditor(
      TaskEditor(context: context, record: record, content: content, database: database))
    switch action {
    case .drop: try editor.remove()
    case .keep: try editor.keep()
    case .move:
      guard let destination else { break }
      try editor.move(to: destination.record, destination.content, keepsOld: false)
    }
    return editor.entries
  }
}

extension ReconcileReport {
  fileprivate mutating func count(_ action: ReconcileItem.Action) {
    switch action {
    case .drop: dropped += 1
    case .keep: kept += 1
    case .move: moved += 1
    }
  }
}

extension Database {
  private static let reconciledAtOnce = 500

  fileprivate func outdated(
    _ rules: ReconcileRules, _ cursor: inout ReconcileCursor, _ context: TaskContext
  ) throws -> [ReconcileItem] {
    let records = try TaskRecord.fetchAll(
      self,
      sql: """
        SELECT \(TaskRecord.columns) FROM tasks WHERE marks & 16 AND ordinal > ?
        ORDER BY ordinal LIMIT ?
        """, arguments: [cursor.after, Self.reconciledAtOnce])
    cursor.after = records.last?.ordinal ?? cursor.after
    cursor.isAtEnd = records.count < Self.reconciledAtOnce
    return try records.compactMap { try item($0, rules, &cursor, context) }
  }

  /// Nil where the rules leave it alone.
  private func item(
    _ record: TaskRecord, _ rules: ReconcileRules, _ cursor: inout ReconcileCursor,
    _ context: TaskContext
  ) throws -> ReconcileItem? {
    guard let object = try whole(of: record.ordinal), !object.completions.isEmpty,
      !record.isKept || rules.includesKept
    else { return nil }
    var moved = rules.movesLabels ? try change(of: record, object, context)?.movedTo : nil
    if let task = moved, !cursor.taken.insert(task.id).inserted { moved = nil }
    let rule: ReconcileItem.Action? =
      switch (record.isGone, rules.stale, rules.orphans) {
      case (true, _, .drop), (false, .drop, _): .drop
      case (false, .keep, _): .keep
      case (true, _, .leave), (false, .leave, _): nil
      }
    guard let action = moved.map(ReconcileItem.Action.move) ?? rule else { return nil }
    var item = ReconcileItem(
      taskID: record.row.id, key: record.row.key, label: "",
      annotators: object.annotators, reason: record.isGone ? .gone : .changed, action: action)
    if action != .keep { item.annotations = try annotated(of: record.ordinal).map(\.path) }
    item.label = object.label?.decision(context.schema).summary(context.schema) ?? "(skipped)"
    return item
  }
}

extension TaskObject {
  /// Everybody who has a completion here, each once; "" for the web page of 0.x.
  fileprivate var annotators: [String] {
    var seen: Set<String> = []
    return completions.map { $0.authorship?.annotator ?? $0.completedBy ?? "" }.filter {
      seen.insert($0).inserted
    }
  }
}
