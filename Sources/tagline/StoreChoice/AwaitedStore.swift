import DataRepository
import LabelCore
import Synchronization

/// A cluster that a workspace was used with and that is away: each call asks for it anew, and once it
/// answers all go to the store that was found.
final class AwaitedStore: VersionedStore {
  private let open: @Sendable () async throws -> any VersionedStore
  private let found = Mutex<(any VersionedStore)?>(nil)

  init(open: @escaping @Sendable () async throws -> any VersionedStore) {
    self.open = open
  }

  /// Those of every store behind the PFS API.
  var traits: StoreTraits {
    found.withLock { $0?.traits }
      ?? StoreTraits(commitsConditionally: false, describesCommits: false)
  }

  private func store() async throws -> any VersionedStore {
    if let known = found.withLock({ $0 }) { return known }
    let store = try await open()
    return found.withLock { found in
      // Somebody else may have been first.
      let kept = found ?? store
      found = kept
      return kept
    }
  }

  private func stream<Element: Sendable>(
    _ ask: @escaping @Sendable (any VersionedStore) -> AsyncThrowingStream<Element, any Error>
  ) -> AsyncThrowingStream<Element, any Error> {
    let relay = StreamRelay { [self] in ask(try await store()) }
    return AsyncThrowingStream { try await relay.next() }
  }

  func identity() async throws -> StoreIdentity { try await store().identity() }
}

// MARK: Repos and branches

extension AwaitedStore {
  func createRepo(_ name: String, description: String) async throws {
    try await store().createRepo(name, description: description)
  }

  func listRepos() async throws -> [RepoInfo] { try await store().listRepos() }

  func inspectRepo(_ name: String) async throws -> RepoInfo {
    try await store().inspectRepo(name)
  }

  func deleteRepo(_ name: String, force: Bool) async throws {
    try await store().deleteRepo(name, force: force)
  }

  func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try await store().createBranch(branch, head: head)
  }

  func listBranches(of repo: String) async throws -> [BranchInfo] {
    try await store().listBranches(of: repo)
  }

  func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try await store().inspectBranch(branch)
  }

  func deleteBranch(_ branch: Branch, force: Bool) async throws {
    try await store().deleteBranch(branch, force: force)
  }
}

// MARK: Commits

extension AwaitedStore {
  func startCommit(
    on branch: Branch, parent: String?, description: String
  ) async throws -> CommitInfo {
    try await store().startCommit(on: branch, parent: parent, description: description)
  }

  func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    try await store().finishCommit(commit, description: description)
  }

  func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    try await store().inspectCommit(commit)
  }

  func listCommits(
    of repo: String, from: CommitRef?, limit: Int?
  ) -> AsyncThrowingStream<CommitInfo, any Error> {
    stream { $0.listCommits(of: repo, from: from, limit: limit) }
  }

  func deleteCommit(_ commit: CommitRef) async throws {
    try await store().deleteCommit(commit)
  }

  func subscribe(
    to branch: Branch, after: String?
  ) -> AsyncThrowingStream<CommitInfo, any Error> {
    stream { $0.subscribe(to: branch, after: after) }
  }
}

// MARK: Files

extension AwaitedStore {
  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    try await store().inspectFile(path, at: commit)
  }

  func inspectFiles(
    _ paths: [String], at commit: CommitRef
  ) -> AsyncThrowingStream<FileInfo, any Error> {
    stream { $0.inspectFiles(paths, at: commit) }
  }

  func listFiles(
    _ request: ListRequest, at commit: CommitRef
  ) -> AsyncThrowingStream<FileInfo, any Error> {
    stream { $0.listFiles(request, at: commit) }
  }

  func readFile(
    _ path: String, at commit: CommitRef, offset: Int, length: Int?
  ) -> AsyncThrowingStream<Bytes, any Error> {
    stream { $0.readFile(path, at: commit, offset: offset, length: length) }
  }

  func readFiles(
    _ paths: [String], at commit: CommitRef
  ) -> AsyncThrowingStream<FileContents, any Error> {
    stream { $0.readFiles(paths, at: commit) }
  }

  func diff(
    from: CommitRef?, to: CommitRef
  ) -> AsyncThrowingStream<FileDifference, any Error> {
    stream { $0.diff(from: from, to: to) }
  }

  func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await store().stage(body)
  }

  func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    try await store().commit(changes, to: branch, description: description, ifHead: ifHead)
  }

  func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    try await store().commit(putting: files, to: branch, description: description, ifHead: ifHead)
  }
}

/// A stream that is asked for when its first element is.
private actor StreamRelay<Element: Sendable> {
  typealias Stream = AsyncThrowingStream<Element, any Error>

  private let open: @Sendable () async throws -> Stream
  private var iterator: Stream.Iterator?

  init(open: @escaping @Sendable () async throws -> Stream) {
    self.open = open
  }

  func next() async throws -> Element? {
    var iterator =
      if let known = self.iterator { known } else { try await open().makeAsyncIterator() }
    let element = try await iterator.next(isolation: self)
    self.iterator = iterator
    return element
  }
}
