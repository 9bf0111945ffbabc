import GRDB
package import LabelCore

extension Workspace {
  /// How far the work is and how safe it is; from counters, without a scan.
  package func summary() async throws -> SessionSummary {
    let control = project.schema.controls.first { !$0.choices.isEmpty && !$0.isPerRegion }
    var summary = SessionSummary(
      source: source.branch.description, target: target.branch.description)
    summary.trouble = trouble
    summary.isBestEffort = isBestEffort
    return try await database.read { [summary, control] database in
      var summary = summary
      try summary.fill(from: database)
      if let control { try summary.count(control, in: database) }
      return summary
    }
  }

  /// A stretch of the task list.
  package func page(filter: TaskFilter, offset: Int, limit: Int) async throws -> TaskPage {
    let offset = max(0, offset)
    let end = offset + max(0, limit)
    return try await database.read { database in
      let query = TaskQuery(filter)
      return TaskPage(
        filter: filter, total: try query.count(database), offset: offset,
        rows: try query.rows(offset..<end, database).map(\.row))
    }
  }

  /// The position of a task that passes the filter; nil when it does not, or is unknown.
  package func position(of taskID: Int, filter: TaskFilter = TaskFilter()) async throws -> Int? {
    try await find(TaskSearch(goal: .id(taskID), from: -1, filter: filter))
  }

  /// The position of the nearest task that fits, the one at `from` left out; nil when there is none.
  package func find(_ search: TaskSearch) async throws -> Int? {
    try await database.read { database in
      let filter = TaskQuery(search.filter)
      var query = TaskQuery(search.filter)
      switch search.goal {
      case .id(let id): query.add("tasks.id = ?", id)
      case .text(let text): query.add(text: text)
      case .status(let status): query.add("tasks.status = ?", status.code)
      }
      if case .id = search.goal {
      } else {
        let place = try filter.ordinal(at: search.from, database)
        switch (place, search.isForward) {
        case (let ordinal?, true): query.add("tasks.ordinal > ?", ordinal)
        case (let ordinal?, false): query.add("tasks.ordinal < ?", ordinal)
        // Before the first: everything lies ahead and nothing behind; the other way round past the last.
        case (nil, let isForward):
          if isForward != (search.from < 0) { return nil }
        }
      }
      let order = search.isForward ? "ASC" : "DESC"
      let ordinal = try Int.fetchOne(
        database,
        sql: "SELECT ordinal FROM tasks WHERE \(query.sql) ORDER BY ordinal \(order) LIMIT 1",
        arguments: query.arguments)
      return try ordinal.map { try filter.position(of: $0, database) }
    }
  }

  /// Remembers the task at which the next start resumes.
  package func remember(taskID: Int) async throws {
    try requireWritable()
    try await database.write { try $0.setMeta(.lastTask, String(taskID)) }
  }

  /// The task to resume at: the remembered one, if it is still there.
  package func lastTask() async throws -> Int? {
    try await database.read { database in
      guard let id = try database.meta(.lastTask).flatMap({ Int($0) }) else { return nil }
      return try Int.fetchOne(
        database, sql: "SELECT id FROM tasks WHERE id = ? AND place IS NOT NULL", arguments: [id])
    }
  }
}

extension SessionSummary {
  fileprivate mutating func fill(from database: Database) throws {
    let rows = try Row.fetchAll(database, sql: "SELECT name, count FROM counters")
    let counts = Dictionary(
      uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["count"] as Int) })
    func count(_ status: TaskStatus) -> Int { counts[String(status.code)] ?? 0 }
    labelled = count(.labelled)
    skipped = count(.skipped)
    unreadable = count(.unreadable)
    orphans = count(.orphan)
    total = count(.open) + labelled + skipped + unreadable
    stale = counts["stale"] ?? 0
    keptOrphans =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM tasks WHERE is_kept AND status = 4") ?? 0
    unsent = try Int.fetchOne(database, sql: "SELECT count(*) FROM drafts") ?? 0
    savedAt = try database.meta(.savedAt).flatMap { Int($0) }
    sentAt = try database.meta(.sentAt).flatMap { Int($0) }
  }

  /// How often each value of the first control with choices was given, in config order.
  fileprivate mutating func count(_ control: ResultSchema.Control, in database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT value, count FROM label_counts WHERE control = ?",
      arguments: [control.name])
    let given = Dictionary(
      uniqueKeysWithValues: rows.map { ($0["value"] as String, $0["count"] as Int) })
    counts = control.choices.map {
      LabelCount(label: $0.shown, count: given[control.name(of: $0)] ?? 0)
    }
  }
}
