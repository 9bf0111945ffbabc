import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// Takes in what others wrote into the target branch; unsent decisions are merged onto it.
  func pullTarget(into report: inout SyncReport, _ progress: Progress = nil) async throws {
    let head = try await head(of: target.branch, isRequired: false)
    try await pullTarget(at: head, into: &report, progress)
  }

  /// As `pullTarget(into:)`, at a given commit; nil stands for the empty branch.
  func pullTarget(
    at head: String?, into report: inout SyncReport, _ progress: Progress = nil
  ) async throws {
    let known = try await database.read { try $0.meta(.targetCommit) }
    let hasPulled = try await database.read { try $0.meta(.syncedAt) } != nil
    let isPinned = head == nil || store.traits.pinsCommits
    if hasPulled, known == head, isPinned {
      try await database.write { try $0.dropDeadTargetEntries() }
      if report.added + report.changed > 0 { try await matchAgain(&report) }
      return
    }
    let generation = try await database.write { database in
      let generation = (try database.meta(.generation).flatMap { Int($0) } ?? 0) + 1
      try database.setMeta(.generation, String(generation))
      return generation
    }
    if let head {
      let commit = CommitRef(repo: target.branch.repo, commit: head)
      var listed = 0
      try await ListingBatches.each(store.listFiles(target.listing, at: commit)) { files in
        listed += files.count
        progress?(SyncProgress(phase: .matching, done: listed, total: nil))
        try await self.take(files, at: commit, generation, &report)
      }
    }
    try await matchAgain(&report)
    let context = self.context
    let gone = try await database.write { database in
      var indexer = TargetIndexer(context, database)
      let gone = try indexer.removeUnseen(before: generation)
      try database.dropDeadTargetEntries()
      try database.setMeta(.targetCommit, head)
      return gone
    }
    report.objects += gone
  }

  /// Reads the objects of a batch that are new or changed.
  private func take(
    _ files: [FileInfo], at commit: CommitRef, _ generation: Int, _ report: inout SyncReport
  ) async throws {
    let target = self.target
    let changed = try await database.write { database in
      try files.filter { file in
        try database.run(
          sql: "UPDATE objects SET seen = ? WHERE path = ? AND hash = ?",
          arguments: [generation, target.key(file.path), file.hash])
        return database.changesCount == 0 || file.hash.isEmpty
      }
    }
    guard !changed.isEmpty else { return }
    let hashes = Dictionary(changed.map { ($0.path, $0.hash) }) { first, _ in first }
    var objects: [FoundObject] = []
    for try await file in store.readFiles(changed.map(\.path), at: commit) {
      objects.append(
        FoundObject(
          path: target.key(file.path), hash: hashes[file.path] ?? file.hash, bytes: file.bytes))
    }
    let context = self.context
    let (news, misfiled) = try await database.write { [objects] database in
      var indexer = TargetIndexer(context, database)
      try indexer.take(objects, generation)
      return (indexer.news.count, indexer.misfiled)
    }
    report.objects += news
    report.misfiled += misfiled
  }

  /// Looks again for the tasks of objects that had none: raw files may have come since.
  private func matchAgain(_ report: inout SyncReport) async throws {
    let context = self.context
    var after = ""
    while true {
      let (last, matched, misfiled) = try await database.write { [after] database in
        var indexer = TargetIndexer(context, database)
        let (last, matched) = try indexer.matchUnmatched(after: after, limit: ListingBatches.size)
        return (last, matched, indexer.misfiled)
      }
      report.objects += matched
      report.misfiled += misfiled
      guard let last else { break }
      after = last
    }
    report.unmatched = try await database.read { database in
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM objects WHERE ordinal IS NULL AND NOT is_copy") ?? 0
    }
  }
}
