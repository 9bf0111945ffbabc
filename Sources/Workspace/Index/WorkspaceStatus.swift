package import DataRepository
package import LabelCore

/// What `tagline status` tells.
package struct WorkspaceStatus: Equatable, Sendable {
  package var directory: String
  package var store: StoreIdentity
  package var summary: SessionSummary
  /// Objects of the target branch that belong to no task here.
  package var unmatched: [UnmatchedObject] = []
  /// Tasks whose object has an empty list of completions: open here, done for Label Studio.
  package var emptied = 0
  /// Head of the source and target branch at the last sync, and when that was.
  package var sourceCommit: String?
  package var targetCommit: String?
  package var syncedAt: Double?
  /// Labels that the labeling config cannot hold; nil when all fit.
  package var unfit: UnfitLabels?
  /// Things to know: secrets in config.json, settings that are ignored.
  package var warnings: [String] = []
}

extension WorkspaceStatus {
  /// What raw files may be that Label Studio 0.x fails on, as a whole project.
  package static let foreignKinds =
    "several tasks in one, CSV, or a byte order mark (1.x reads lists and JSON lines)"
}

/// An object in the target branch that no task here claims.
package struct UnmatchedObject: Equatable, Sendable {
  package var path: String
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
