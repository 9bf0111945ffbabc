package import LabelCore

/// Which task to look for, and from where.
package struct TaskSearch: Equatable, Sendable {
  package enum Goal: Equatable, Sendable {
    /// A task whose text or key contains this, without regard to case.
    case text(String)
    /// The next task in this state.
    case status(TaskStatus)
    /// The task with this id; direction and start do not matter.
    case id(Int)
  }

  package var goal: Goal
  /// Position to start from, itself excluded.
  package var from: Int
  package var isForward: Bool
  package var filter: TaskFilter

  package init(goal: Goal, from: Int, isForward: Bool = true, filter: TaskFilter = TaskFilter()) {
    self.goal = goal
    self.from = from
    self.isForward = isForward
    self.filter = filter
  }
}
