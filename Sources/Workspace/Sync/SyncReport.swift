/// How far a running sync is.
package struct SyncProgress: Equatable, Sendable {
  package enum Phase: String, Equatable, Sendable {
    case listing, reading, matching
  }

  package var phase: Phase
  /// Files listed so far, or files or texts read, whichever are more.
  package var done: Int
  /// How many there are, once known.
  package var total: Int?
}

/// What a sync changed.
package struct SyncReport: Equatable, Sendable {
  package var added = 0
  package var changed = 0
  /// Raw files that are gone.
  package var gone = 0
  /// Raw files, or pieces of them, that cannot be read as a task; `Workspace.page` with `.unreadable` lists
  /// them with reasons.
  package var unreadable = 0
  /// Raw files that Label Studio 0.x cannot open, seen for the first time: several tasks in one, CSV, or a byte
  /// order mark.
  package var foreign = 0
  /// Objects of the target branch read because they were new or changed.
  package var objects = 0
  /// Objects that belong to no task here: left alone.
  package var unmatched = 0

  /// Labels whose raw file changed or went since the last sync.
  package var outdated = 0

  /// Labels that Label Studio had saved under another task's number: put right by the next flush.
  package var misfiled = 0

  /// Whether rows or tasks on screen may be out of date.
  package var isEmpty: Bool { added + changed + gone + objects == 0 }

  package init() {}

  /// Adds what reading some raw files changed.
  mutating func add(_ counts: SyncReport) {
    added += counts.added
    changed += counts.changed
    gone += counts.gone
    unreadable += counts.unreadable
    foreign += counts.foreign
  }

  /// Texts read.
  var texts: Int { added + changed + unreadable }
}
