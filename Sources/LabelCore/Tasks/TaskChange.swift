/// What became of the raw file under a label: it changed (the task is stale), or it is gone (an orphan).
package struct TaskChange: Equatable, Sendable {
  /// The data that the label was given for, as the screen shows them.
  package var labelled: JSON
  /// The only open task with these data: the file was moved there.
  package var movedTo: MovedTask?
  /// Whether somebody decided that the label of a gone file stays.
  package var isKept = false

  package init(labelled: JSON, movedTo: MovedTask? = nil) {
    self.labelled = labelled
    self.movedTo = movedTo
  }
}

/// Where the content of a label is now.
package struct MovedTask: Equatable, Sendable {
  package var id: Int
  /// The raw key, without a slash in front.
  package var key: String

  package init(id: Int, key: String) {
    self.id = id
    self.key = key
  }
}

/// What can be done about a label whose raw file changed or is gone; to label anew is an ordinary save.
package enum ChangeAction: Equatable, Sendable {
  /// The label is right for the new text as well. Of a gone file: the label stays, and nobody is asked again.
  case keep
  /// The label is taken off.
  case drop
  /// The label goes to the one open task that has its text now. With `keepsOld` it also stays where it was.
  case move(keepsOld: Bool)
  /// Takes the latest of these back, or the label that was given anew.
  case restore
}
