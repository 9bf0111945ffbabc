import DataRepository
import LabelCore

/// A part of a store that others use, too: repos whose names begin with `scope`, which nobody sees
/// through this. The contract can be checked on it side by side with everything else.
struct ScopedStore: VersionedStore {
  let store: any VersionedStore
  let scope: String

  var traits: StoreTraits { store.traits }

  func identity() async throws -> StoreIdentity { try await store.identity() }

  /// Deletes all repos of the scope.
  func clear() async throws {
    for repo in try await store.listRepos() where repo.name.hasPrefix(scope) {
      // A gateway deletes no bucket that holds files.
      for branch in repo.branches where !traits.pinsCommits {
        _ = try await store.commit(
          [.delete(path: "/")], to: Branch(repo: repo.name, name: branch), description: "",
          ifHead: nil)
      }
      try await store.deleteRepo(repo.name, force: true)
    }
  }

  // MARK: Names

  /// What no repo can be called stays that.
  private func inner(_ name: String) -> String { name.isEmpty ? name : scope + name }

  private func inner(_ ref: CommitRef) -> CommitRef {
    CommitRef(repo: inner(ref.repo), commit: ref.commit)
  }

  private func inner(_ branch: Branch) -> Branch {
    Branch(repo: inner(branch.repo), name: branch.name)
  }

  private func inner(_ change: FileChange) -> FileChange {
    guard case .copy(let from, let source, let path) = change else { return change }
    return .copy(from: inner(from), source: source, path: path)
  }

  private func outer(_ text: String) -> String { text.replacing(scope, with: "") }

  private func outer(_ info: RepoInfo) -> RepoInfo {
    var info = info
    info.name = outer(info.name)
    return info
  }

  private func outer(_ info: BranchInfo) -> BranchInfo {
    var info = info
    info.branch.repo = outer(info.branch.repo)
    return info
  }

  private func outer(_ info: CommitInfo) -> CommitInfo {
    var info = info
    info.repo = outer(info.repo)
    return info
  }

  private func outer(_ error: any Error) -> any Error {
    guard let error = error as? StoreError else { return error }
    return StoreError(error.code, outer(error.subject), outer(error.message))
  }

  private func naming<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch {
      throw outer(error)
    }
  }

  private func stream<Element: Sendable>(
    _ inner: AsyncThrowingStream<Element, any Error>,
    _ outer: @escaping @Sendable (Element) -> Element = { $0 }
  ) -> AsyncThrowingStream<Element, any Error> {
    let source = Elements(inner)
    return AsyncThrowingStream { try await naming { try await source.next() }.map(outer) }
  }

  // MARK: Repos and branches

  func createRepo(_ name: String, description: String) async throws {
    try await naming { try await store.createRepo(inner(name), description: description) }
  }

  func listRepos() async throws -> [RepoInfo] {
    try await naming {
      try await store.listRepos().filter { $0.name.hasPrefix(scope) }.map(outer)
    }
  }

  func inspectRepo(_ name: String) async throws -> RepoInfo {
    try await naming { outer(try await store.inspectRepo(inner(name))) }
  }

  func deleteRepo(_ name: String, force: Bool) async throws {
    try await naming { try await store.deleteRepo(inner(name), force: force) }
  }

  func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try await naming { outer(try await store.createBranch(inner(branch), head: head)) }
  }

  func listBranches(of repo: String) async throws -> [BranchInfo] {
    try await naming { try await store.listBranches(of: inner(repo)).map(outer) }
  }

  func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try await naming { outer(try await store.inspectBranch(inner(branch))) }
  }

  func deleteBranch(_ branch: Branch, force: Bool) async throws {
    try await naming { try await store.deleteBranch(inner(branch), force: force) }
  }

  // MARK: Commits

  func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    try await naming {
      outer(
        try await store.startCommit(
          on: inner(branch), parent: parent, description: description))
    }
  }

  func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    try await naming {
      outer(try await store.finishCommit(inner(commit), description: description))
    }
  }

  func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    try await naming { outer(try await store.inspectCommit(inner(commit))) }
  }

  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    stream(store.listCommits(of: inner(repo), from: from.map(inner), limit: limit), outer)
  }

  func deleteCommit(_ commit: CommitRef) async throws {
    try await naming { try await store.deleteCommit(inner(commit)) }
  }

  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error> {
    stream(store.subscribe(to: inner(branch), after: after), outer)
  }

  func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    try await naming {
      outer(
        try await store.commit(
          changes.map(inner), to: inner(branch), description: description, ifHead: ifHead))
    }
  }

  // MARK: Files

  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    try await naming { try await store.inspectFile(path, at: inner(commit)) }
  }

  func inspectFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    stream(store.inspectFiles(paths, at: inner(commit)))
  }

  func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    stream(store.listFiles(request, at: inner(commit)))
  }

  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    stream(store.readFile(path, at: inner(commit), offset: offset, length: length))
  }

  func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    stream(store.readFiles(paths, at: inner(commit)))
  }

  func diff(from: CommitRef?, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error> {
    stream(store.diff(from: from.map(inner), to: inner(to)))
  }

  func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await naming { try await store.stage(body) }
  }
}

/// A stream's elements, one at a time.
private actor Elements<Element: Sendable> {
  private var iterator: AsyncThrowingStream<Element, any Error>.Iterator

  init(_ stream: AsyncThrowingStream<Element, any Error>) {
    iterator = stream.makeAsyncIterator()
  }

  func next() async throws -> Element? {
    var iterator = iterator
    defer { self.iterator = iterator }
    return try await iterator.next(isolation: self)
  }
}
