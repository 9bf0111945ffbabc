import DataRepository
import GRDB

extension Workspace {
  /// What is done, unsent, stale and orphaned, and what to know about the workspace.
  package func status() async throws -> WorkspaceStatus {
    let summary = try await summary()
    let directory = project.directory
    let warnings = self.warnings
    let isPinned = store.traits.pinsCommits
    let target = self.target
    let unfit = try await unfitLabels()
    return try await database.read { [unfit] database in
      var status = WorkspaceStatus(
        directory: directory,
        store: try StoreIdentity(recordedIn: database)
          ?? StoreIdentity(kind: "", id: "", place: ""), summary: summary)
      status.warnings = try warnings + database.foreignFiles()
      status.unfit = unfit
      if let path = try database.annotationAmongObjects(target) {
        status.warnings.append(
          "Label Studio 1.x stores annotations among the objects of tasks (/\(path)) and may write over "
            + "them; give its target storage a prefix of its own")
      }
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

extension Workspace {
  /// What to know about how the workspace is set up.
  private var warnings: [String] {
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
    return warnings
  }
}

extension Database {
  /// An annotation of 1.x where the object of a task could be; nil when there is none.
  fileprivate func annotationAmongObjects(_ target: StorageSettings) throws -> String? {
    let directory = target.prefix.isEmpty ? "" : target.prefix + "/"
    return try String.fetchOne(
      self,
      sql: """
        SELECT path FROM annotated WHERE path >= ?1 || '0' AND path < ?1 || ':'
          AND substr(path, length(?1) + 1) NOT GLOB '*[^0-9]*' ORDER BY path LIMIT 1
        """, arguments: [directory])
  }

  fileprivate func unmatchedObjects() throws -> [UnmatchedObject] {
    try Row.fetchAll(self, sql: "\(FiledObject.unmatched) ORDER BY path")
      .map { UnmatchedObject(path: $0["path"], reason: $0["reason"] ?? "") }
  }

  /// A warning about raw files that Label Studio 0.x cannot open, if there are some.
  fileprivate func foreignFiles() throws -> [String] {
    let count = try Int.fetchOne(self, sql: "SELECT count(*) FROM files WHERE form <> 0") ?? 0
    let first = try String.fetchOne(
      self, sql: "SELECT key FROM files WHERE form <> 0 ORDER BY key LIMIT 1")
    guard count > 0, let first else { return [] }
    let files = count == 1 ? "\(first) is" : "\(first) and \(count - 1) more are"
    return [
      "Label Studio 0.x cannot open this workspace: \(files) of a kind that it does not read, "
        + WorkspaceStatus.foreignKinds
    ]
  }
}
