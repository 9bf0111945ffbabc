package import DataRepository
package import LabelCore
import PachydermWire

extension RESTStore {
  package func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    try Self.checkName(branch.name)
    let request = PFS.StartCommitRequest.with {
      $0.branch = self.branch(branch)
      $0.parent = parent.map { commit(CommitRef(repo: branch.repo, commit: $0)) }
      $0.description = description
    }
    let made = try await client.call(PFS.startCommit, request, .writes, about: PFSSubject(branch))
    return try await inspectCommit(CommitRef(repo: branch.repo, commit: made.id))
  }

  /// Returns when the commit can be read.
  package func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    let open = try await inspectCommit(commit)
    let ref = CommitRef(repo: commit.repo, commit: open.id)
    let request = PFS.FinishCommitRequest.with {
      ($0.commit, $0.description) = (self.commit(ref), description ?? "")
    }
    _ = try await client.call(PFS.finishCommit, request, .writes, about: PFSSubject(ref))
    return try await finished(ref)
  }

  package func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    CommitInfo(try await inspect(commit, until: .started))
  }

  /// - Throws: when it did not finish well: such a commit cannot be read.
  func finished(_ ref: CommitRef) async throws -> CommitInfo {
    let message = try await inspect(ref, until: .finished)
    let info = CommitInfo(message)
    guard message.error.isEmpty else {
      let way = info.parent.map {
        "; put the branch back with: tagline create branch \(ref.repo)@\(info.branch) --head \($0)"
      }
      throw StoreError(
        message.error.contains("collision") ? .pathCollision : .failed, "\(ref)",
        "commit \(info.id) finished with an error: \(message.error)\(way ?? "")")
    }
    return info
  }

  private func inspect(_ ref: CommitRef, until state: PFS.CommitState) async throws
    -> PFS.CommitInfo
  {
    let request = PFS.InspectCommitRequest.with { ($0.commit, $0.wait) = (commit(ref), state) }
    return try await client.call(PFS.inspectCommit, request, about: PFSSubject(ref))
  }

  package func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    if limit == 0 { return AsyncThrowingStream { nil } }
    let request = PFS.ListCommitRequest.with {
      $0.repo = self.repo(repo)
      $0.to = from.map { commit($0) }
      ($0.number, $0.all) = (limit ?? 0, true)
    }
    let subject = from.map { PFSSubject($0) } ?? PFSSubject(repo)
    let commits = client.stream(PFS.listCommit, request, about: subject)
    return AsyncThrowingStream { try await commits.next().map { CommitInfo($0) } }
  }

  /// The newest commit is dropped; one with children is squashed, so that they keep its files.
  package func deleteCommit(_ commit: CommitRef) async throws {
    let id = try await inspectCommit(commit).id
    let ref = CommitRef(repo: commit.repo, commit: id)
    let request = PFS.DropCommitRequest.with { $0.commit = self.commit(ref) }
    do {
      _ = try await client.call(PFS.dropCommit, request, .writes, about: PFSSubject(ref))
    } catch let error as StoreError where error.message.contains("has children") {
      _ = try await client.call(PFS.squashCommit, request, .writes, about: PFSSubject(ref))
    }
  }

  package func subscribe(to branch: Branch, after: String?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    let request = PFS.SubscribeCommitRequest.with {
      ($0.repo, $0.branch) = (repo(branch.repo), branch.name)
      $0.from = after.map { commit(CommitRef(repo: branch.repo, commit: $0)) }
      ($0.state, $0.all) = (.finished, true)
    }
    let commits = client.stream(
      PFS.subscribeCommit, request, about: PFSSubject(branch), isLive: true)
    let check = Once { [self] in
      // pachd waits for a branch that is not there.
      _ = try await inspectBranch(branch)
    }
    return AsyncThrowingStream {
      try await check.run()
      return try await commits.next().map { CommitInfo($0) }
    }
  }
}

/// Something that is done before the first element of a stream.
private actor Once {
  private var body: (@Sendable () async throws -> Void)?

  init(_ body: @escaping @Sendable () async throws -> Void) {
    self.body = body
  }

  func run() async throws {
    try await body?()
    body = nil
  }
}

extension CommitInfo {
  /// A commit that is FINISHING takes no more files: it counts as finished.
  init(_ info: PFS.CommitInfo) {
    self.init(
      repo: info.commit?.anyRepo?.name ?? "", id: info.commit?.id ?? "",
      branch: info.commit?.branch?.name ?? "")
    parent = info.parentCommit.flatMap { $0.id.isEmpty ? nil : $0.id }
    description = info.description
    started = info.started?.seconds ?? 0
    finished = (info.finished ?? info.finishing)?.seconds
    size = info.details?.sizeBytes ?? info.sizeBytesUpperBound
  }
}
