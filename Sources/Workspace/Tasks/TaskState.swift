import DataRepository
import GRDB
import LabelCore

extension TaskMarks {
  /// Somebody's label is for another text than the raw file has now, or the file is gone; only kept in
  /// project.db.
  static let outdated = TaskMarks(rawValue: 16)
}

/// What a task's object says about it for one annotator: the columns of `tasks` that follow from it.
struct TaskState: Equatable, Sendable {
  var outcome: Decision.Outcome?
  var marks: TaskMarks = []
  var label = ""
  var annotator = ""
  var decidedAt: Int?
  /// Control and stored value, each once.
  var values: [Value] = []

  struct Value: Hashable, Sendable {
    var control: String
    var value: String
  }

  /// A task without an object.
  init() {}

  /// Mine counts. Without one of mine a completion made on the web page of either generation does: Label
  /// Studio 0.x keeps no names, and both count the task as done. What another annotator decided with Tagline
  /// does not.
  init(_ object: TaskObject, data: String, _ context: TaskContext) {
    let completions = object.completions
    guard !completions.isEmpty else { return }
    let mine = object.index(annotator: context.annotator)
    let place =
      mine
      ?? completions.newest {
        $0.authorship == nil
      }
    if completions.indices.contains(where: { $0 != mine }) { marks.insert(.others) }
    if let own = object.data, TaskContext.digest(own) != data { marks.insert(.outdated) }
    guard let place else { return }
    let completion = completions[place]
    let decision = completion.decision(context.schema)
    outcome = decision.outcome
    label = decision.summary(context.schema)
    // What the config does not know is shown as it is stored.
    if label.isEmpty { label = completion.decision().summary() }
    annotator = completion.authorship?.annotator ?? completion.completedBy ?? ""
    decidedAt = completion.createdAt
    if !decision.note.isEmpty { marks.insert(.noted) }
    if marks.contains(.outdated) { marks.insert(.stale) }
    guard decision.outcome == .labelled else { return }
    let all = decision.answers.flatMap { answer in
      answer.value.names.map { Value(control: answer.control, value: $0) }
    }
    var seen: Set<Value> = []
    values = all.filter { seen.insert($0).inserted }
  }

  /// A task without a raw file is in no count, and there is nothing that its text could differ from.
  mutating func leaveQueue() {
    marks.remove(.stale)
    if outcome != nil || marks.contains(.others) { marks.insert(.outdated) }
    values = []
  }

  /// Writes the columns and labels of the task; the mark of unsent decisions is kept by the outbox.
  func write(_ ordinal: Int, _ database: Database) throws {
    try database.run(
      sql: """
        UPDATE tasks SET outcome = ?, marks = (marks & 1) | ?, label = ?, annotator = ?,
          decided_at = ? WHERE ordinal = ?
        """,
      arguments: [
        outcome.map { $0 == .labelled ? 1 : 2 } ?? 0, marks.rawValue, label, annotator, decidedAt,
        ordinal,
      ])
    try database.run(sql: "DELETE FROM labels WHERE ordinal = ?", arguments: [ordinal])
    for value in values {
      try database.run(
        sql: "INSERT INTO labels (value, ordinal, control) VALUES (?, ?, ?)",
        arguments: [value.value, ordinal, value.control])
    }
  }
}
