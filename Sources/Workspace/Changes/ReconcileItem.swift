package import LabelCore

/// What is to become of labels whose raw file changed or is gone.
package struct ReconcileRules: Equatable, Sendable {
  package enum Stale: String, CaseIterable, Sendable { case drop, keep, leave }
  package enum Orphans: String, CaseIterable, Sendable { case drop, leave }

  package var stale = Stale.drop
  package var orphans = Orphans.drop
  /// Labels go to the one open task that has their text now, instead of being dropped.
  package var movesLabels = false
  /// Also gone files of which somebody decided on the screen that the label stays.
  package var includesKept = false

  package init() {}
}

/// One label and what is to become of it.
package struct ReconcileItem: Equatable, Sendable {
  package enum Reason: String, Sendable {
    /// The raw file has another text than the one that was labelled.
    case changed
    case gone
  }

  package enum Action: Equatable, Sendable {
    case drop, keep
    case move(MovedTask)
  }

  package var taskID: Int
  package var key: String
  /// In one line, `(skipped)` without one.
  package var label: String
  /// Everybody who labelled the task; "" for the web page of 0.x.
  package var annotators: [String]
  package var reason: Reason
  package var action: Action
  /// Objects of Label Studio 1.x that are taken away with the label.
  package var annotations: [String] = []
}

/// What `reconcile` did.
package struct ReconcileReport: Equatable, Sendable {
  package var dropped = 0
  package var kept = 0
  package var moved = 0
  /// The commit that it made; nil where there was nothing to do.
  package var commit: String?
  /// The commit before it, which still has everything.
  package var before: String?

  package init() {}

  package var total: Int { dropped + kept + moved }
}

/// How far somebody has gone through the labels that rules concern.
package struct ReconcileCursor: Sendable {
  var after = -1
  /// Ids of tasks to which a label goes: of two with the same text the first has it.
  var taken: Set<Int> = []
  package internal(set) var isAtEnd = false

  package init() {}
}
