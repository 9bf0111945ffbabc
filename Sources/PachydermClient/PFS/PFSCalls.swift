import DataRepository
import LabelCore

/// What is asked of pachd, whatever its release and the way to it, in our own values. A commit named
/// by its branch is the branch's head. Failures are `StoreError`s in 1.13's words.
protocol PFSCalls: Sendable {
  var remote: any RemoteCalls { get }
  /// Nil where the release knows no projects.
  var project: String? { get }

  /// What tells the cluster from others; empty where it does not say.
  func clusterID() async throws -> String

  func createRepo(_ name: String, description: String) async throws
  func listRepos() async throws -> [RepoInfo]
  func inspectRepo(_ name: String) async throws -> RepoInfo
  func deleteRepo(_ name: String, force: Bool) async throws

  /// Makes it, or moves it.
  func createBranch(_ branch: Branch, head: CommitRef?) async throws
  func listBranches(of repo: String) async throws -> [BranchInfo]
  func inspectBranch(_ branch: Branch) async throws -> BranchInfo
  func deleteBranch(_ branch: Branch, force: Bool) async throws

  /// The id of the new commit.
  func startCommit(on branch: Branch, parent: CommitRef?, description: String) async throws
    -> String
  func finishCommit(_ commit: CommitRef, description: String) async throws
  /// - Parameter isFinished: waits until the commit can be read.
  func inspectCommit(_ commit: CommitRef, isFinished: Bool) async throws -> FoundCommit
  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  func deleteCommit(_ commit: CommitRef) async throws
  /// Removes the newest commit of a branch.
  /// - Throws: when it has children.
  func dropCommit(_ commit: CommitRef) async throws
  /// Waits for a branch that is not there.
  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error>

  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo
  /// Files and directories below a directory, at any depth or the next level only, in byte order;
  /// the directory itself may be among them. `after` is a hint.
  func listFiles(
    in directory: String, _ depth: ListRequest.Depth, at commit: CommitRef, after: String?
  ) -> AsyncThrowingStream<FileInfo, any Error>
  /// Files that match a pattern.
  func globFiles(_ pattern: String, at commit: CommitRef) -> AsyncThrowingStream<
    FileInfo, any Error
  >
  /// The bytes of one file, in pieces of any size; a release may give more than `length`.
  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  /// Whole contents of the files that match a pattern and are known already, in any order.
  func readFiles(_ pattern: String, _ files: [FileInfo], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  func diff(from: CommitRef, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error>

  /// Applies all changes as one stream: on a branch with a closed head that is one commit, made when
  /// the stream has ended; otherwise they go into the open commit.
  func modify(_ commit: CommitRef, _ changes: [FileChange], _ spool: Spool) async throws
  /// The same with files to put, some of which are held at a time.
  func modify(_ commit: CommitRef, putting files: PagedFiles, _ spool: Spool) async throws
}

/// A commit with what only `inspectCommit` tells.
struct FoundCommit: Sendable {
  var info: CommitInfo
  /// Why it cannot be read though it is finished; empty when all is well.
  var error = ""
  /// It came with its branch and holds nothing.
  var isBlank = false
}

extension PFSCalls {
  var project: String? { nil }
}
