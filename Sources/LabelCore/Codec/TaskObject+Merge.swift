/// What merging one target object came to.
package struct TaskMerge: Equatable, Sendable {
  /// The object to write; nil when there is nothing to write and none is there.
  package var object: TaskObject?
  /// Whether `object` differs from what is in the branch now.
  package var isChanged: Bool
  package var notes: [MergeNote]
}

/// Something about a merge that somebody should hear of.
package enum MergeNote: Equatable, Sendable {
  /// Both sides saved the completion equally often and say different things; theirs stays in the object.
  case conflict(ours: Completion, theirs: Completion)
  /// We changed what somebody deleted since we last saw it; it is not brought back.
  case deletedThere(ours: Completion)
  /// We deleted what somebody changed since we last saw it; it stays.
  case changedThere(theirs: Completion)
  /// The id of our new completion was taken in the meantime.
  case renumbered(uid: String, from: Int, to: Int)
}
