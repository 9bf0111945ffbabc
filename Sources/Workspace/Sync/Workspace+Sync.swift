import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// Takes in new, changed and gone raw files, then the labels of the target branch.
  ///
  /// Only what changed is read; with nothing changed it costs a look at the two heads. Tasks can be
  /// labelled as soon as they are indexed. Cancel by cancelling the task that runs it: what was read stays.
  @discardableResult
  package func sync(
    progress: (@Sendable (SyncProgress) -> Void)? = nil
  ) async throws -> SyncReport {
    try requireWritable()
    let report = try await attempt {
      try await self.turnstile.pass {
        let report = try await self.pull(progress)
        try await self.writeIDFiles()
        return report
      }
    }
    return report
  }

  /// Runs what needs the store, and keeps the reason when it fails.
  func attempt<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
    do {
      let result = try await body()
      trouble = nil
      return result
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // A transfer that was cut off on purpose is no trouble with the store.
      if Task.isCancelled { throw CancellationError() }
      trouble = Self.sentence(error)
      throw error
    }
  }

  static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as StoreError: error.message
    case let error as WorkspaceError: error.message
    default: String(describing: error)
    }
  }

  private func pull(_ progress: (@Sendable (SyncProgress) -> Void)?) async throws -> SyncReport {
    var report = SyncReport()
    try await readIDFiles()
    let outdated = try await outdatedLabels()
    try await pullSource(into: &report, progress)
    try await pullTarget(into: &report, progress, afterSource: true)
    report.outdated = max(0, try await outdatedLabels() - outdated)
    let now = self.now
    try await database.write { try $0.setMeta(.syncedAt, String(now)) }
    isFitting = false
    return report
  }

  /// How many labels stand on a raw file that changed or is gone.
  private func outdatedLabels() async throws -> Int {
    try await database.read { database in
      try Int.fetchOne(
        database, sql: "SELECT sum(count) FROM counters WHERE name IN ('stale', '4')") ?? 0
    }
  }

  /// Whether a sync was ever done to its end. Until then labels of the target may be unknown here.
  package func hasSynced() async throws -> Bool {
    try await database.read { try $0.meta(.syncedAt) } != nil
  }

  /// Whether there is no object yet in the target branch that a task could have its label from.
  package func isTargetEmpty() async throws -> Bool {
    guard let head = try await head(of: target.branch, isRequired: false) else { return true }
    let commit = CommitRef(repo: target.branch.repo, commit: head)
    for try await file in store.listFiles(target.listing, at: commit) where file.kind == .file {
      return false
    }
    return true
  }

  /// The head of a branch; nil without commits, and for a target branch that is still to be made.
  func head(of branch: Branch, isRequired: Bool) async throws -> String? {
    do {
      return try await store.inspectBranch(branch).head
    } catch let error as StoreError where error.code == .branchNotFound && !isRequired {
      return nil
    } catch let error as StoreError where error.code == .noHead {
      return nil
    }
  }
}

/// One listing, cut into batches so that memory stays bounded.
struct ListingBatches {
  static let size = 1000
  /// The first batch is small, so that there is something to work on soon.
  static let firstSize = 100

  /// Calls `body` with at most `size` files at a time.
  static func each(
    _ files: AsyncThrowingStream<FileInfo, any Error>,
    isolation: isolated (any Actor)? = #isolation,
    _ body: ([FileInfo]) async throws -> Void
  ) async throws {
    var batch: [FileInfo] = []
    var limit = firstSize
    for try await file in files where file.kind == .file {
      batch.append(file)
      guard batch.count == limit else { continue }
      try Task.checkCancellation()
      try await body(batch)
      batch = []
      limit = size
    }
    try Task.checkCancellation()
    if !batch.isEmpty { try await body(batch) }
  }
}

extension StorageSettings {
  /// What Label Studio lists: everything, or with a prefix the direct children of that directory.
  var listing: ListRequest {
    prefix.isEmpty
      ? ListRequest(prefix: "/")
      : ListRequest(prefix: "/\(prefix)/", depth: .directories)
  }

  /// The key of a file in the branch: its path without the slash in front.
  func key(_ path: String) -> String { String(path.drop { $0 == "/" }) }
}
