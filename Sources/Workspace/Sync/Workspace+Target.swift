import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// Takes in what others wrote into the target branch; unsent decisions are merged onto it.
  ///
  /// `afterSource`: all raw files were just looked at, so that what belongs to none of them is known.
  func pullTarget(
    into report: inout SyncReport, _ progress: Progress = nil, afterSource: Bool = false
  ) async throws {
    try await bringBackOverwritten()
    let head = try await head(of: target.branch, isRequired: false)
    let known = try await database.read { try $0.meta(.targetCommit) }
    let hasPulled = try await database.read { try $0.meta(.syncedAt) } != nil
    let isPinned = head == nil || store.traits.pinsCommits
    if hasPulled, known == head, isPinned {
      try await database.write { try $0.dropDeadTargetEntries() }
      if report.added + report.changed > 0 {
        try await matchAgain(&report, try await unseen(since: known, at: head))
      }
      return
    }
    let unseen = try await unseen(since: known, at: head)
    let generation = try await database.write { try $0.beginGeneration() }
    if let head {
      let commit = CommitRef(repo: target.branch.repo, commit: head)
      var listed = 0
      try await ListingBatches.each(store.listFiles(target.listing, at: commit)) { files in
        listed += files.count
        progress?(SyncProgress(phase: .matching, done: listed, total: nil))
        let batch = TargetBatch(
          files: files, commit: commit, generation: generation, unseen: unseen)
        try await self.take(batch, &report)
      }
    }
    try await matchAgain(&report, unseen)
    if afterSource, report.unmatched > 0 { try await matchLost(&report, unseen) }
    let context = self.context
    let gone = try await database.write { database in
      var indexer = TargetIndexer(context, database, unseen)
      let gone = try indexer.removeUnseen(before: generation)
      try database.dropDeadTargetEntries()
      try database.setMeta(.targetCommit, head)
      return gone
    }
    report.objects += gone
  }

  /// Reads the objects of a batch that are new or changed.
  private func take(_ batch: TargetBatch, _ report: inout SyncReport) async throws {
    let target = self.target
    let changed = try await database.write { database in
      try batch.files.filter { file in
        let isKnown = try database.markSeen(
          target.key(file.path), hash: file.hash, batch.generation)
        return !isKnown || file.hash.isEmpty
      }
    }
    guard !changed.isEmpty else { return }
    let hashes = Dictionary(changed.map { ($0.path, $0.hash) }) { first, _ in first }
    var objects: [FoundObject] = []
    for try await file in store.readFiles(changed.map(\.path), at: batch.commit) {
      objects.append(
        FoundObject(
          path: target.key(file.path), hash: hashes[file.path] ?? file.hash, bytes: file.bytes))
    }
    let context = self.context
    let (news, misfiled) = try await database.write { [objects] database in
      var indexer = TargetIndexer(context, database, batch.unseen)
      try indexer.take(objects, batch.generation)
      return (indexer.news.count, indexer.misfiled)
    }
    report.objects += news
    report.misfiled += misfiled
  }

  /// Objects whose raw file changed or went before this workspace saw it.
  private func matchLost(_ report: inout SyncReport, _ unseen: TaskMerger.Unseen) async throws {
    if try await findEarlierTexts() { try await matchAgain(&report, unseen) }
    guard report.unmatched > 0 else { return }
    try await matchAgain(&report, unseen, SourceFilter(source))
  }

  /// Looks again for the tasks of objects that had none: raw files may have come since.
  private func matchAgain(
    _ report: inout SyncReport, _ unseen: TaskMerger.Unseen, _ filter: SourceFilter? = nil
  ) async throws {
    let context = self.context
    var after = ""
    while true {
      let (last, matched, misfiled) = try await database.write { [after] database in
        var indexer = TargetIndexer(context, database, unseen)
        indexer.sourceFilter = filter
        let (last, matched) = try indexer.matchUnmatched(after: after, limit: ListingBatches.size)
        return (last, matched, indexer.misfiled)
      }
      report.objects += matched
      report.misfiled += misfiled
      guard let last else { break }
      after = last
    }
    report.objects += try await matchAnnotationsAgain(filter)
    report.unmatched = try await database.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM (\(FiledObject.unmatched))") ?? 0
    }
  }
}

extension Workspace {
  private func matchAnnotationsAgain(_ filter: SourceFilter?) async throws -> Int {
    let context = self.context
    var found = 0
    var after: String? = ""
    while let last = after {
      let (next, matched) = try await database.write { database in
        var indexer = AnnotationIndexer(context, database)
        indexer.sourceFilter = filter
        return try indexer.matchUnmatched(after: last, limit: ListingBatches.size)
      }
      found += matched
      after = next
    }
    return found
  }
}

/// Files of one listing of the target branch.
private struct TargetBatch: Sendable {
  var files: [FileInfo]
  var commit: CommitRef
  var generation: Int
  var unseen: TaskMerger.Unseen
}

extension Workspace {
  /// How what others wrote since `known` is to be taken. A branch that was moved back to a version has lost
  /// nothing by accident; otherwise it may have, as not every writer asks what came before.
  private func unseen(since known: String?, at head: String?) async throws -> TaskMerger.Unseen {
    if let known, let head, store.traits.pinsCommits, try await !isAncestor(known, of: head) {
      return .isTheirs
    }
    return store.traits.commitsConditionally ? .keepsOwn(annotator: options.annotator) : .keepsAll
  }

  private func isAncestor(_ known: String, of head: String) async throws -> Bool {
    let commit = CommitRef(repo: target.branch.repo, commit: head)
    for try await found in store.listCommits(of: commit.repo, from: commit, limit: nil) {
      if found.id == known { return true }
    }
    return false
  }
}
