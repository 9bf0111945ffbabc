package import LabelCore

/// Everything that can happen to the program: keys and the answers to effects.
package enum Event: Equatable, Sendable {
  case key(Key)
  /// Text pasted into the terminal (bracketed paste).
  case paste(String)
  case mouse(Mouse)
  case resize(Size)
  /// Time passes: sent about once a second, and before every key, paste and mouse event, so that
  /// lead times are right to the millisecond.
  case tick(Moment)

  /// Answers `Effect.loadTasks`. Answers of effects that read or write tasks come in the order of
  /// the effects.
  case tasks(TaskBatch)
  /// Answers `Effect.loadPage`.
  case page(TaskPage)
  /// Answers `Effect.find`: the position, or nil when there is none.
  case found(FindRequest, Int?)
  case summary(SessionSummary)
  /// A pull is under way and has read so many files; nil when it is over.
  case reading(Int?)
  /// The decision with this serial is on disk, synced.
  case saved(serial: Int, task: LabelingTask)
  case saveFailed(serial: Int, message: String)
  /// Tasks that were asked for, or the place of one, could not be read.
  case readFailed(Notice)
  /// A line for the message row: what a background job did or why it failed.
  case notice(Notice)
  /// Tasks came, went or changed under us: rows and tasks on screen must be asked for again.
  case tasksChanged
  /// Answers `Effect.versions`.
  case versions(VersionsAnswer)
  /// The terminal came back from a suspend.
  case resumed
  /// The program is asked to end from outside (SIGTERM, SIGHUP).
  case terminate
}

/// A moment as the screens need it: Unix seconds with fractions, and the local time of day in
/// words.
package struct Moment: Equatable, Sendable {
  package var seconds: Double
  /// Local time, `09:31:07`.
  package var clock: String
  /// Seconds that local time is ahead of UTC.
  package var utcOffset: Int

  package init(seconds: Double, clock: String, utcOffset: Int = 0) {
    self.seconds = seconds
    self.clock = clock
    self.utcOffset = utcOffset
  }
}

/// A line for people and how bad it is.
package struct Notice: Equatable, Sendable {
  package enum Level: Equatable, Sendable { case good, warning, error }
  package var level: Level
  package var text: String
  /// Nobody asked: it stands beside the latest decision instead of hiding it.
  package var isUnasked: Bool

  package init(_ level: Level, _ text: String, isUnasked: Bool = false) {
    self.level = level
    self.text = text
    self.isUnasked = isUnasked
  }
}

/// Which task to look for.
package struct FindRequest: Equatable, Sendable {
  package enum Goal: Equatable, Sendable {
    /// A task whose text or key contains this.
    case text(String)
    /// The next task in this state.
    case status(TaskStatus)
    /// The task with this id.
    case id(Int)
  }

  package var goal: Goal
  /// Position to start from, itself excluded.
  package var from: Int
  package var isForward: Bool
  package var filter: TaskFilter

  package init(goal: Goal, from: Int, isForward: Bool = true, filter: TaskFilter) {
    self.goal = goal
    self.from = from
    self.isForward = isForward
    self.filter = filter
  }
}

/// A key as the terminal sends it.
package enum Key: Hashable, Sendable {
  /// A printable grapheme cluster, Space included.
  case character(Character)
  /// Ctrl with a lower-case letter.
  case control(Character)
  /// Alt (Escape before) with a character.
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

package struct Mouse: Equatable, Sendable {
  package enum Action: Equatable, Sendable { case press, wheelUp, wheelDown }
  package var action: Action
  package var row: Int
  package var column: Int

  package init(action: Action, row: Int, column: Int) {
    self.action = action
    self.row = row
    self.column = column
  }
}

/// Columns and rows of the terminal.
package struct Size: Equatable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}
