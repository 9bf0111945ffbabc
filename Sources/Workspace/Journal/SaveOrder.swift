package import LabelCore

/// A decision to write to the journal.
package struct SaveOrder: Equatable, Sendable {
  package var taskID: Int
  /// Nil takes my decision back.
  package var decision: Decision?
  /// True adds a second completion instead of updating mine.
  package var isNew: Bool
  /// True for what is no new look at the text, as a note: a stale label stays stale.
  package var keepsData = false

  package init(taskID: Int, decision: Decision?, isNew: Bool = false) {
    self.taskID = taskID
    self.decision = decision
    self.isNew = isNew
  }
}
