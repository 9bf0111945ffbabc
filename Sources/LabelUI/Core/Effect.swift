package import LabelCore

/// What `update` wants done outside: data, so that tests can compare it. Answers come back as
/// events.
package enum Effect: Equatable, Sendable {
  /// Answered by `Event.tasks`.
  case loadTasks(positions: Range<Int>, filter: TaskFilter)
  /// Answered by `Event.page`.
  case loadPage(offset: Int, limit: Int, filter: TaskFilter)
  /// Answered by `Event.found`.
  case find(FindRequest)
  /// Makes the decision durable; answered by `Event.saved` or `.saveFailed`.
  case save(SaveRequest)
  /// Remembers the position at which the next start resumes. Not answered.
  case remember(taskID: Int)
  /// Sends the outbox now; answered by a notice and a summary.
  case flush
  /// Pulls new raw files and labels; answered by a notice, a summary and maybe `tasksChanged`.
  case sync
  /// Ends a pull that is under way; what it read stays. Answered by a notice.
  case stopSync
  /// Something on the store, done in a queue of its own; answered by `Event.versions`.
  case versions(VersionsRequest)
  /// Puts text on the terminal's clipboard (OSC 52).
  case copy(String)
  case suspend
  case redraw
  case bell
  case quit
}

/// A decision to write to the journal.
package struct SaveRequest: Equatable, Sendable {
  /// Counts up within a session; names the request in the answer.
  package var serial: Int
  package var taskID: Int
  /// Nil takes my decision back.
  package var decision: Decision?
  /// True adds a second completion instead of updating mine.
  package var isNew: Bool
  /// What is to be done about a raw file that changed or is gone; `decision` is then what stands afterwards.
  package var action: ChangeAction?
  /// True for what is no new look at the text: a stale label stays stale.
  package var keepsData = false

  package init(serial: Int, taskID: Int, decision: Decision?, isNew: Bool = false) {
    self.serial = serial
    self.taskID = taskID
    self.decision = decision
    self.isNew = isNew
  }
}
