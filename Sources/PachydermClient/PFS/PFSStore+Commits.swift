package import DataRepository
package import LabelCore

extension PFSStore {
  package func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    try StoreError.checkName(branch.name)
    let source = parent.map { CommitRef(repo: branch.repo, commit: $0) }
    let id = try await calls.startCommit(on: branch, parent: source, description: description)
    return try await inspectCommit(CommitRef(repo: branch.repo, commit: id))
  }

  /// Returns when the commit can be read.
  package func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    let open = try await inspectCommit(commit)
    let ref = CommitRef(repo: commit.repo, commit: open.id)
    try await calls.finishCommit(ref, description: description ?? "")
    return try await finished(ref)
  }

  package func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    try await calls.inspectCommit(commit, isFinished: false).info
  }

  /// - Throws: when it did not finish well: such a commit cannot be read, and is dropped unless
  ///   somebody has built on it.
  func finished(_ ref: CommitRef) async throws -> CommitInfo {
    let found = try await calls.inspectCommit(ref, isFinished: true)
    guard found.error.isEmpty else { throw await refusal(found, of: ref) }
    return found.info
  }

  private func refusal(_ found: FoundCommit, of ref: CommitRef) async -> StoreError {
    let info = found.info
    let end: String
    do {
      try await calls.dropCommit(CommitRef(repo: info.repo, commit: info.id))
      end = "it was dropped"
    } catch {
      let way = info.parent.map {
        "put the branch back with: tagline create branch \(ref.repo)@\(info.branch) --head \($0)"
      }
      end = way ?? "it could not be dropped"
    }
    return StoreError(
      found.error.contains("collision") ? .pathCollision : .failed, "\(ref)",
      "commit \(info.id) finished with an error: \(found.error); \(end)")
  }

  package func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    if limit == 0 { return AsyncThrowingStream { nil } }
    return calls.listCommits(of: repo, from: from, limit: limit)
  }

  package func deleteCommit(_ commit: CommitRef) async throws {
    let id = try await inspectCommit(commit).id
    try await calls.deleteCommit(CommitRef(repo: commit.repo, commit: id))
  }

  package func subscribe(to branch: Branch, after: String?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    Deferred { [self] in
      // pachd waits for a branch that is not there.
      _ = try await inspectBranch(branch)
      return calls.subscribe(to: branch, after: after)
    }.stream
  }
}
