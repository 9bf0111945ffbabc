/// When the outbox is sent without being asked (DESIGN §5.6).
package struct FlushPolicy: Equatable, Sendable {
  /// Send at this many unsent labels.
  package var labels = 100
  /// Send this many seconds after the oldest unsent label.
  package var seconds = 60.0
  /// How long quitting waits for the last send, in seconds.
  package var quitSeconds = 3.0

  package init() {}
}

/// What a flush sent.
package struct FlushReport: Equatable, Sendable {
  /// The commit made, or nil when there was nothing to send.
  package var commit: String?
  /// Whether it is one commit for all; else each object became one, and `commit` names none of them.
  package var isOneCommit = true
  /// Tasks whose object was written or removed.
  package var tasks = 0
  /// How many of them were removed.
  package var deleted = 0
  /// Decisions sent.
  package var decisions = 0
  /// Where mine and somebody else's edit of one completion clash: task id and a sentence each.
  package var conflicts: [FlushConflict] = []

  package init() {}
}

/// Two edits of one completion with the same revision and different results: theirs was kept.
package struct FlushConflict: Equatable, Sendable {
  package var taskID: Int
  package var message: String

  package init(taskID: Int, message: String) {
    self.taskID = taskID
    self.message = message
  }
}
