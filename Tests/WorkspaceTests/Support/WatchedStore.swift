import DataRepository
import LabelCore
import Synchronization

/// A store that counts what is asked of it, can be away, and can let somebody else commit first.
final class WatchedStore: VersionedStore {
  private struct State {
    var listings = 0
    var filesRead = 0
    var commits = 0
    var isAway = false
    var beforeCommit: (@Sendable () async throws -> Void)?
    var afterCommit: (@Sendable () async throws -> Void)?
    var changesUntilBroken: Int?
  }

  let traits: StoreTraits
  private let store: any VersionedStore
  private let state = Mutex(State())

  /// With traits of a store that commits without a condition, `ifHead` is passed over.
  init(_ store: any VersionedStore, traits: StoreTraits = StoreTraits()) {
    self.store = store
    self.traits = traits
  }

  var listings: Int { state.withLock { $0.listings } }
  var filesRead: Int { state.withLock { $0.filesRead } }
  /// Commits tried.
  var commits: Int { state.withLock { $0.commits } }

  func forget() {
    state.withLock {
      $0.listings = 0
      $0.filesRead = 0
    }
  }

  func setAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

  /// Runs once, just before the next commit.
  func beforeNextCommit(_ body: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.beforeCommit = body }
  }

  /// Runs once, just after the next commit.
  func afterNextCommit(_ body: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.afterCommit = body }
  }

  /// The next commit breaks off after so many changes, which stay; as S3 puts one by one.
  func breakNextCommit(after changes: Int) {
    state.withLock { $0.changesUntilBroken = changes }
  }

  private func reach() throws {
    if state.withLock({ $0.isAway }) {
      throw StoreError(.unreachable, "store", "the store cannot be reached")
    }
  }

  func identity() async throws -> StoreIdentity {
    try reach()
    return try await store.identity()
  }

  func createRepo(_ name: String, description: String) async throws {
    try reach()
    try await store.createRepo(name, description: description)
  }

  func listRepos() async throws -> [RepoInfo] { try await store.listRepos() }
  func inspectRepo(_ name: String) async throws -> RepoInfo { try await store.inspectRepo(name) }

  func deleteRepo(_ name: String, force: Bool) async throws {
    try await store.deleteRepo(name, force: force)
  }

  func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try await store.createBranch(branch, head: head)
  }

  func listBranches(of repo: String) async throws -> [BranchInfo] {
    try await store.listBranches(of: repo)
  }

  func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try reach()
    var info = try await store.inspectBranch(branch)
    if !traits.pinsCommits, info.head != nil { info.head = branch.name }
    return info
  }

  func deleteBranch(_ branch: Branch, force: Bool) async throws {
    try await store.deleteBranch(branch, force: force)
  }

  func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    try await store.startCommit(on: branch, parent: parent, description: description)
  }

  func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    try await store.finishCommit(commit, description: description)
  }

  func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    try await store.inspectCommit(commit)
  }

  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    store.listCommits(of: repo, from: from, limit: limit)
  }

  func deleteCommit(_ commit: CommitRef) async throws { try await store.deleteCommit(commit) }

  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error> {
    store.subscribe(to: branch, after: after)
  }

  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    try reach()
    return try await store.inspectFile(path, at: commit)
  }

  func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    state.withLock { $0.listings += 1 }
    return store.listFiles(request, at: commit)
  }

  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    state.withLock { $0.filesRead += 1 }
    return store.readFile(path, at: commit, offset: offset, length: length)
  }

  func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    state.withLock { $0.filesRead += paths.count }
    return store.readFiles(paths, at: commit)
  }

  func diff(from: CommitRef?, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error> {
    store.diff(from: from, to: to)
  }

  func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await store.stage(body)
  }

  func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    try reach()
    let (before, broken) = state.withLock { state in
      state.commits += 1
      defer { (state.beforeCommit, state.changesUntilBroken) = (nil, nil) }
      return (state.beforeCommit, state.changesUntilBroken)
    }
    try await before?()
    var commit = try await store.commit(
      Array(changes.prefix(broken ?? changes.count)), to: branch, description: description,
      ifHead: traits.commitsConditionally ? ifHead : nil)
    if broken != nil {
      throw StoreError(.unreachable, "store", "the store cannot be reached")
    }
    if !traits.pinsCommits { commit.parent = nil }
    let after = state.withLock { state in
      defer { state.afterCommit = nil }
      return state.afterCommit
    }
    try await after?()
    return commit
  }
}
