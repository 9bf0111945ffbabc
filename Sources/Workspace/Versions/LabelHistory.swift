package import DataRepository
package import LabelCore

/// Follows the label of one task through the commits of a store.
package struct LabelHistory: Sendable {
  let store: any VersionedStore

  package init(store: any VersionedStore) { self.store = store }

  /// A commit with what the object was at it; nil where it was not there.
  private struct Stand {
    var commit: CommitInfo
    var hash: String?
  }

  /// The commits that changed the label in the object at `file`, newest first, from its commit back.
  /// `report` hears of all that were found so far.
  package func changes(
    of file: FileRef, report: @Sendable ([LabelChange]) -> Void = { _ in }
  ) async throws -> [LabelChange] {
    guard let path = file.path else { return [] }
    var changes: [LabelChange] = []
    var newer: Stand?
    var labels = LabelsByHash(store: store, path: path)
    for try await commit in store.listCommits(of: file.commit.repo, from: file.commit, limit: nil)
    where commit.finished != nil {
      try Task.checkCancellation()
      let stand = Stand(commit: commit, hash: try await hash(of: path, at: commit))
      if let newer, newer.hash != stand.hash {
        if let change = try await change(from: stand, to: newer, &labels) {
          changes.append(change)
          report(changes)
        }
      }
      newer = stand
    }
    if let newer, newer.hash != nil, let change = try await change(from: nil, to: newer, &labels) {
      changes.append(change)
    }
    return changes
  }

  private func hash(of path: String, at commit: CommitInfo) async throws -> String? {
    do {
      let ref = CommitRef(repo: commit.repo, commit: commit.id)
      return try await store.inspectFile(path, at: ref).hash
    } catch let error as StoreError where error.code == .fileNotFound {
      return nil
    }
  }

  /// Nil when the label is the same: another note or time is no change of it.
  private func change(
    from older: Stand?, to newer: Stand, _ labels: inout LabelsByHash
  ) async throws -> LabelChange? {
    let old = try await labels.label(older?.hash, at: older?.commit)
    let new = try await labels.label(newer.hash, at: newer.commit)
    guard old?.text != new?.text else { return nil }
    var change = LabelChange(
      commit: newer.commit.id, made: newer.commit.finished ?? newer.commit.started,
      annotator: new?.annotator ?? "", old: old?.text, new: new?.text,
      description: newer.commit.description)
    change.note = new?.note ?? ""
    return change
  }
}

/// Labels of one object, each read once.
private struct LabelsByHash {
  let store: any VersionedStore
  let path: String
  private var known: [String: CompletionSummary?] = [:]

  init(store: any VersionedStore, path: String) {
    self.store = store
    self.path = path
  }

  mutating func label(_ hash: String?, at commit: CommitInfo?) async throws -> CompletionSummary? {
    guard let hash, let commit else { return nil }
    if let label = known[hash] { return label }
    let bytes = try await store.readWhole(
      path, at: CommitRef(repo: commit.repo, commit: commit.id))
    let stored = try? TargetObject(parsing: bytes)
    let label = stored.flatMap { LabelSummary($0, digest: .sha256).deciding }
    known[hash] = label
    return label
  }
}
