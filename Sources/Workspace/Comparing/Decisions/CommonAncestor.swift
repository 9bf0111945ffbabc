import DataRepository
package import LabelCore

/// The commit from which both versions descend.
package struct CommonAncestor: Sendable {
  package let base: CommitRef

  /// Nil for versions that are no commits of one repo of one store, or have none in common. A
  /// version that descends from the other has the other as its base.
  package init?(_ a: any LabelVersion, _ b: any LabelVersion) async throws {
    guard let a = a as? StoreVersion, let b = b as? StoreVersion, a.identity == b.identity,
      a.commit != nil, b.commit != nil, a.ref.repo == b.ref.repo
    else { return nil }
    // Both ways back at once: a base that is near is found without reading all of a long history.
    var histories = [History(a), History(b)]
    while histories.contains(where: { !$0.isAtEnd }) {
      for side in histories.indices {
        guard let commit = try await histories[side].next() else { continue }
        if histories[1 - side].seen.contains(commit) {
          base = CommitRef(repo: a.ref.repo, commit: commit)
          return
        }
      }
    }
    try Task.checkCancellation()
    return nil
  }

  /// A version's commits from itself back.
  private struct History {
    private var commits: AsyncThrowingStream<CommitInfo, any Error>.Iterator
    private(set) var seen: Set<String> = []
    private(set) var isAtEnd = false

    init(_ version: StoreVersion) {
      commits = version.store.listCommits(of: version.ref.repo, from: version.ref, limit: nil)
        .makeAsyncIterator()
    }

    mutating func next() async throws -> String? {
      if isAtEnd { return nil }
      guard let commit = try await commits.next() else {
        isAtEnd = true
        return nil
      }
      seen.insert(commit.id)
      return commit.id
    }
  }
}
