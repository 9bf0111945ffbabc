package import DataRepository
package import LabelCore

/// Commits, of which an S3 gateway does not speak.
extension S3Store {
  package func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    throw Self.unsupported("\(branch)", "starting a commit")
  }

  package func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    throw Self.unsupported("\(commit)", "finishing a commit")
  }

  package func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    throw Self.unsupported("\(commit)", "inspecting a commit")
  }

  package func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    AsyncThrowingStream { $0.finish(throwing: Self.unsupported(repo, "listing commits")) }
  }

  package func deleteCommit(_ commit: CommitRef) async throws {
    throw Self.unsupported("\(commit)", "deleting a commit")
  }

  package func subscribe(to branch: Branch, after: String?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    AsyncThrowingStream { $0.finish(throwing: Self.unsupported("\(branch)", "subscribing")) }
  }
}
