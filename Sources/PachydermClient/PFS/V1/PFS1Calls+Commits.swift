import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFS1Calls {
  func startCommit(on branch: Branch, parent: CommitRef?, description: String) async throws
    -> String
  {
    let request = PFS1StartCommitRequest.with {
      $0.parent = parent.map { PFS1Commit($0) } ?? .with { $0.repo = PFS1Repo(branch.repo) }
      ($0.branch, $0.description_p) = (branch.name, description)
    }
    return try await call(PFS1.startCommit, request, .writes, about: PFSSubject(branch)).id
  }

  func finishCommit(_ commit: CommitRef, description: String) async throws {
    let request = PFS1FinishCommitRequest.with {
      ($0.commit, $0.description_p) = (PFS1Commit(commit), description)
    }
    _ = try await call(PFS1.finishCommit, request, .writes, about: PFSSubject(commit))
  }

  func inspectCommit(_ commit: CommitRef, isFinished: Bool) async throws -> FoundCommit {
    let request = PFS1InspectCommitRequest.with {
      $0.commit = PFS1Commit(commit)
      $0.blockState = isFinished ? .finished : .started
    }
    let info = try await call(PFS1.inspectCommit, request, about: PFSSubject(commit))
    return FoundCommit(info: CommitInfo(info))
  }

  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    stream(PFS1.listCommit, about: from.map { PFSSubject($0) } ?? PFSSubject(repo)) {
      .with {
        ($0.repo, $0.number) = (PFS1Repo(repo), UInt64(limit ?? 0))
        if let from { $0.to = PFS1Commit(from) }
      }
    } _: {
      CommitInfo($0)
    }
  }

  /// No commit of 1.x finishes with an error.
  func dropCommit(_ commit: CommitRef) async throws { try await deleteCommit(commit) }

  func deleteCommit(_ commit: CommitRef) async throws {
    let request = PFS1DeleteCommitRequest.with { $0.commit = PFS1Commit(commit) }
    _ = try await call(PFS1.deleteCommit, request, .writes, about: PFSSubject(commit))
  }

  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error> {
    stream(PFS1.subscribeCommit, about: PFSSubject(branch), isLive: true) {
      .with {
        ($0.repo, $0.branch, $0.state) = (PFS1Repo(branch.repo), branch.name, .finished)
        if let after { $0.from = PFS1Commit(CommitRef(repo: branch.repo, commit: after)) }
      }
    } _: {
      CommitInfo($0)
    }
  }
}

extension CommitInfo {
  fileprivate init(_ info: PFS1CommitInfo) {
    self.init(repo: info.commit.repo.name, id: info.commit.id, branch: info.branch.name)
    parent = info.parentCommit.id.isEmpty ? nil : info.parentCommit.id
    description = info.description_p
    started = info.started.unix
    finished = info.hasFinished ? info.finished.unix : nil
    size = Int(info.sizeBytes)
  }
}
