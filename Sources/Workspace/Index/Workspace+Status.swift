import DataRepository
import GRDB

extension Workspace {
  /// What is done, unsent, stale and orphaned, and what to know about the workspace.
  package func status() async throws -> WorkspaceStatus {
    let summary = try await summary()
    let directory = project.directory
    var warnings = project.config.warnings
    if source.regex == nil {
      warnings.append(
        "the source has no regex: Label Studio 0.x syncs nothing then, Tagline takes every file")
    }
    if isBestEffort {
      warnings.append(
        "only an S3 gateway is reached: each label becomes a commit of its own, and what others write "
          + "at the same moment is merged as far as it can be seen afterwards; --pachd ADDRESS names "
          + "the PFS API, which takes many labels as one commit")
    }
    let isPinned = store.traits.pinsCommits
    let unfit = try await unfitLabels()
    return try await database.read { [warnings, unfit] database in
      var status = WorkspaceStatus(
        directory: directory,
        store: try StoreIdentity(recordedIn: database)
          ?? StoreIdentity(kind: "", id: "", place: ""), summary: summary)
      status.warnings = warnings
      status.unfit = unfit
      status.unmatched = try database.unmatchedObjects()
      status.emptied =
        try Int.fetchOne(
          database,
          sql: """
            SELECT count(*) FROM objects JOIN tasks USING (ordinal)
            WHERE tasks.outcome = 0 AND tasks.marks & 8 = 0
            """) ?? 0
      // Without commits the name of the branch stands in.
      if isPinned {
        status.sourceCommit = try database.meta(.sourceCommit)
        status.targetCommit = try database.meta(.targetCommit)
      }
      status.syncedAt = try database.meta(.syncedAt).flatMap { Double($0) }
      return status
    }
  }
}

extension Database {
  fileprivate func unmatchedObjects() throws -> [UnmatchedObject] {
    try Row.fetchAll(
      self,
      sql: "SELECT path, reason FROM objects WHERE ordinal IS NULL AND NOT is_copy ORDER BY path"
    )
    .map { UnmatchedObject(path: $0["path"], reason: $0["reason"] ?? "") }
  }
}
