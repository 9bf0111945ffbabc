import LabelCore

/// What comes back from the journal and the task index.
extension LabelState {
  mutating func receive(_ batch: TaskBatch) -> [Effect] {
    guard batch.filter == filter else { return [] }
    let id = task?.id
    window.receive(batch, around: position)
    for waiting in saves.waiting {
      guard let place = window.position(ofTask: waiting.request.taskID) else { continue }
      window.anticipate(
        waiting.request.decision, at: place, keepsData: waiting.request.keepsData)
    }
    // Tasks that came or went before it may have moved the one on screen.
    if let id, let place = window.position(ofTask: id) { position = place }
    if position >= batch.total { return show(batch.total - 1) }
    return id == task?.id ? [] : task.map { [.remember(taskID: $0.id)] } ?? []
  }

  mutating func confirm(_ serial: Int, task saved: LabelingTask, session: inout Session) -> [Effect]
  {
    guard let request = saves.confirm(serial) else { return [] }
    if request.decision == nil, saved.decision != nil { history.markBeside(taskID: saved.id) }
    let entry = RecentDecision(
      taskID: saved.id, label: request.decision.map { $0.line(in: form) } ?? "",
      action: request.action,
      leadTime: request.decision?.leadTime ?? 0, clock: session.now?.clock ?? "")
    recent = Array(([entry] + recent).prefix(16))
    guard !saves.waiting.contains(where: { $0.request.taskID == saved.id }) else { return [] }
    window.update(saved)
    // What was done about a raw file may concern other tasks, and where they stand.
    if request.action != nil { return reloadTasks() }
    guard let place = window.position(ofTask: saved.id), !filter.lets(saved.row, form: form) else {
      return []
    }
    window.remove(at: place)
    if place < position { position -= 1 }
    return show(position)
  }

  mutating func reportFailure(of serial: Int, message: String) {
    saves.fail(serial, message: message)
  }

  mutating func retrySaves() -> [Effect] { saves.retry().map(Effect.save) }

  /// More texts came behind those known; whoever had no open one left goes on with them.
  mutating func grow(to count: Int) -> [Effect] {
    let hasGrown = window.total.map { $0 < count } ?? false
    window.grow(to: count)
    guard hasGrown else { return [] }
    return isDone ? findOpen(forward: true) : window.fetch(around: position, filter: filter)
  }

  mutating func reloadTasks() -> [Effect] {
    window.invalidate(keeping: position)
    let fetch = window.fetch(around: position, filter: filter)
    // New texts end the screen that says all is done.
    return isDone ? fetch + findOpen(forward: true) : fetch
  }
}

extension TaskFilter {
  /// Whether a task still passes after its decision changed; its text has not.
  func lets(_ row: TaskRow, form: LabelForm) -> Bool {
    if !statuses.isEmpty, !statuses.contains(row.status) { return false }
    guard row.marks.isSuperset(of: marks) else { return false }
    return label.isEmpty || row.label.split(separator: ", ").contains { $0 == label }
  }
}
