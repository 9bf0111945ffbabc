import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFS2Calls {
  func startCommit(on branch: Branch, parent: CommitRef?, description: String) async throws
    -> String
  {
    let source: PFS2Commit? = if let parent { try await commit(parent) } else { nil }
    let request = PFS2StartCommitRequest.with {
      ($0.branch, $0.description_p) = (self.branch(branch), description)
      if let source { $0.parent = source }
    }
    let made = try await call(PFS2.startCommit, request, .writes, about: PFSSubject(branch))
    remember(made)
    return made.id
  }

  func finishCommit(_ commit: CommitRef, description: String) async throws {
    let commitMessage = try await self.commit(commit)
    let request = PFS2FinishCommitRequest.with {
      ($0.commit, $0.description_p) = (commitMessage, description)
    }
    _ = try await call(PFS2.finishCommit, request, .writes, about: PFSSubject(commit))
  }

  func inspectCommit(_ commit: CommitRef, isFinished: Bool) async throws -> FoundCommit {
    var request = PFS2InspectCommitRequest.with { $0.wait = isFinished ? .finished : .unknown }
    request.commit = try await self.commit(commit)
    var info = try await call(PFS2.inspectCommit, request, about: PFSSubject(commit))
    // Up to 2.5 a branch pointed at another's head has an alias of that commit, whose parent it is.
    while info.origin.kind == .alias, info.parentCommit.id == info.commit.id {
      request.commit = info.parentCommit
      info = try await call(PFS2.inspectCommit, request, about: PFSSubject(commit))
    }
    remember(info.commit)
    remember(info.parentCommit)
    return FoundCommit(
      info: CommitInfo(info), error: info.error,
      isBlank: info.origin.kind == .auto && !info.hasParentCommit)
  }

  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    stream(PFS2.listCommit, about: from.map { PFSSubject($0) } ?? PFSSubject(repo)) {
      let newest: PFS2Commit? = if let from { try await commit(from) } else { nil }
      // Not `all`: that would add the aliases.
      return .with {
        ($0.repo, $0.number) = (self.repo(repo), Int64(limit ?? 0))
        if let newest { $0.to = newest }
      }
    } _: {
      remember($0.commit)
      return CommitInfo($0)
    }
  }

  /// The newest commit is dropped; one with children is squashed, so that they keep its files.
  func deleteCommit(_ commit: CommitRef) async throws {
    do {
      try await dropCommit(commit)
    } catch let error as StoreError where error.message.contains("has children") {
      try await squash(commit)
    }
  }

  private var dropsSingleCommits: Bool { version >= ClusterVersion(2, 8) }

  func dropCommit(_ ref: CommitRef) async throws {
    let subject = PFSSubject(ref)
    if dropsSingleCommits {
      let commit = try await commit(ref)
      _ = try await call(PFS2.dropCommit, .with { $0.commit = commit }, .writes, about: subject)
    } else {
      _ = try await call(
        PFS2.dropCommitSet, .with { $0.commitSet.id = ref.commit }, .writes, about: subject)
    }
  }

  private func squash(_ ref: CommitRef) async throws {
    let subject = PFSSubject(ref)
    if dropsSingleCommits {
      let commit = try await commit(ref)
      _ = try await call(PFS2.squashCommit, .with { $0.commit = commit }, .writes, about: subject)
    } else {
      _ = try await call(
        PFS2.squashCommitSet, .with { $0.commitSet.id = ref.commit }, .writes, about: subject)
    }
  }

  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error> {
    stream(PFS2.subscribeCommit, about: PFSSubject(branch), isLive: true) {
      let last: PFS2Commit? =
        if let after { try await commit(CommitRef(repo: branch.repo, commit: after)) } else { nil }
      return .with {
        ($0.repo, $0.branch, $0.state) = (repo(branch.repo), branch.name, .finished)
        if let last { $0.from = last }
      }
    } _: {
      remember($0.commit)
      return CommitInfo($0)
    }
  }
}

extension CommitInfo {
  /// A commit that is FINISHING takes no more files: it counts as finished.
  fileprivate init(_ info: PFS2CommitInfo) {
    self.init(
      repo: info.commit.anyRepo?.name ?? "", id: info.commit.id, branch: info.commit.branch.name)
    parent = info.parentCommit.id.isEmpty ? nil : info.parentCommit.id
    description = info.description_p
    started = info.started.unix
    finished =
      info.hasFinished ? info.finished.unix : info.hasFinishing ? info.finishing.unix : nil
    size = Int(info.hasDetails ? info.details.sizeBytes : info.sizeBytesUpperBound)
  }
}
