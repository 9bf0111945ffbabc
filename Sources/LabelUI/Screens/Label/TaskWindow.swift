package import LabelCore

/// The tasks around the current position that are in memory, and what is being fetched.
package struct TaskWindow: Equatable, Sendable {
  /// How many tasks pass the filter; nil while nobody has said.
  package private(set) var total: Int?
  private var tasks: [Int: LabelingTask] = [:]
  /// What was asked for and has not come, in the order of asking.
  private var asked: [Range<Int>] = []

  /// Tasks kept on each side of the current one.
  static let margin = 32

  package subscript(position: Int) -> LabelingTask? { tasks[position] }

  package func position(ofTask id: Int) -> Int? { tasks.first { $0.value.id == id }?.key }

  /// The effect that fetches what is missing around `position`, if anything is and nothing is on
  /// its way.
  package mutating func fetch(around position: Int, filter: TaskFilter) -> [Effect] {
    if isAsked(for: position) { return [] }
    let end = total ?? position + Self.margin
    let here = max(0, min(position, end - 1))
    let near = max(0, here - Self.margin / 2)..<max(0, min(end, here + Self.margin / 2))
    guard total == nil || near.contains(where: { tasks[$0] == nil }) else { return [] }
    let wanted = max(0, here - Self.margin)..<max(1, min(end, here + Self.margin))
    asked.append(wanted)
    return [.loadTasks(positions: wanted, filter: filter)]
  }

  /// Whether the task at a position was asked for and has not come.
  func isAsked(for position: Int) -> Bool { asked.contains { $0.contains(position) } }

  /// What was asked for does not come; it may be asked for again.
  mutating func giveUp() { asked = [] }

  package mutating func receive(_ batch: TaskBatch, around position: Int) {
    if let place = asked.firstIndex(where: { $0.lowerBound == batch.offset }) {
      asked.remove(at: place)
    }
    total = batch.total
    for (index, task) in batch.tasks.enumerated() { tasks[batch.offset + index] = task }
    let near = position - 4 * Self.margin...position + 4 * Self.margin
    tasks = tasks.filter { near.contains($0.key) && $0.key < batch.total }
  }

  /// More tasks are there than were known.
  package mutating func grow(to count: Int) { total = total.map { max($0, count) } }

  /// Puts a newer state of a task where it stands, if it is in memory.
  package mutating func update(_ task: LabelingTask) {
    guard let position = position(ofTask: task.id) else { return }
    tasks[position] = task
    tasks[position]?.row.position = position
  }

  /// Shows what was just decided before the journal has answered.
  package mutating func anticipate(
    _ decision: Decision?, at position: Int, keepsData: Bool = false
  ) {
    tasks[position]?.decision = decision
    if !keepsData {
      tasks[position]?.change = nil
      tasks[position]?.row.marks.remove(.stale)
    }
    // Without its raw file a task is in no queue, whatever its label.
    guard tasks[position]?.row.status != .orphan else { return }
    switch decision?.outcome {
    case .labelled: tasks[position]?.row.status = .labelled
    case .skipped: tasks[position]?.row.status = .skipped
    case nil: tasks[position]?.row.status = .open
    }
  }

  /// Takes `^` off all tasks: everything is where it goes.
  package mutating func markAllSent() {
    for position in tasks.keys { tasks[position]?.row.marks.remove(.unsent) }
  }

  /// Takes a task out that no longer passes the filter; those behind it move up.
  package mutating func remove(at position: Int) {
    tasks = Dictionary(
      uniqueKeysWithValues: tasks.compactMap { key, task in
        key == position ? nil : (key > position ? key - 1 : key, task)
      })
    total = total.map { max(0, $0 - 1) }
    asked = []
  }

  /// Whether what is shown may be old, and is being read again.
  var isAwaited: Bool { total == nil && !tasks.isEmpty }

  /// Forgets the rest of the tasks, keeping the one on screen until new ones come.
  package mutating func invalidate(keeping position: Int) {
    tasks = tasks.filter { $0.key == position }
    total = nil
    asked = []
  }
}
