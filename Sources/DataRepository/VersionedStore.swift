package import LabelCore

/// Raw bytes of a file.
package typealias Bytes = [UInt8]

/// A versioned data set: repos with branches, commits and files, in Pachyderm's words and with its
/// meaning.
///
/// This is the one seam at which the embedded store, a real cluster and the gateway server meet.
/// Paths are absolute (`/mail/1.json`), listed in the order of their bytes. Every failure is a
/// `StoreError`.
package protocol VersionedStore: Sendable {
  /// What this store can promise; all of it unless it says otherwise.
  var traits: StoreTraits { get }
  /// What tells this store from every other one; recorded by a workspace.
  func identity() async throws -> StoreIdentity

  // MARK: Repos

  func createRepo(_ name: String, description: String) async throws
  /// All repos, newest first (pachctl's order).
  func listRepos() async throws -> [RepoInfo]
  func inspectRepo(_ name: String) async throws -> RepoInfo
  func deleteRepo(_ name: String, force: Bool) async throws

  // MARK: Branches

  /// Makes `branch`, or moves it when it exists. `head` is a commit id, a branch of the same repo,
  /// or either with `^` and `~n`; nil makes a branch without commits. Constant time in the number
  /// of files.
  func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo
  /// Newest first.
  func listBranches(of repo: String) async throws -> [BranchInfo]
  func inspectBranch(_ branch: Branch) async throws -> BranchInfo
  func deleteBranch(_ branch: Branch, force: Bool) async throws
  /// What people wrote about the branches of a repo, by branch; see `StoreTraits.keepsNotes`.
  func notes(of repo: String) async throws -> [String: String]
  /// Writes a note on a branch; an empty one takes it away.
  func setNote(_ note: String, on branch: Branch) async throws

  // MARK: Commits

  func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo
  func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo
  /// Commits of `repo`, newest first; only the ancestors of `from` (itself included) when it is
  /// given.
  func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  func deleteCommit(_ commit: CommitRef) async throws
  /// Finished commits of a branch as they come, oldest first, beginning after `after` (nil: with
  /// the first).
  func subscribe(to branch: Branch, after: String?) -> AsyncThrowingStream<CommitInfo, any Error>

  // MARK: Files

  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo
  /// What is at many paths, in the order asked for; one where nothing is is left out.
  func inspectFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  /// Files, and with `.directories` directories, whose path passes `request`, in byte order. Memory
  /// is bounded.
  func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  /// The bytes of one file from `offset`, at most `length` of them, in pieces of at most 1 MiB.
  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  /// The whole contents of many small files at once, in the order asked for; a missing one is left
  /// out.
  func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  /// Paths that differ between two commits, in byte order; nil `from` stands for the empty tree.
  func diff(from: CommitRef?, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error>

  // MARK: Writing

  /// Puts a body aside, durably, so that a later `commit` can name it. Nothing shows it before
  /// that. A body that is never committed is removed some time after.
  func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent
  /// Applies `changes` in order, atomically and as one commit: all or nothing, durable on return.
  ///
  /// With an open head the changes go into that commit. A missing branch of an existing repo is
  /// made.
  /// - Parameter ifHead: when given, the commit is made only if the branch's head is still this one
  ///   (`.none` inside: still without commits); otherwise `StoreError.Code.conflict`. See
  ///   `StoreTraits.commitsConditionally`.
  func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo
  /// Puts files as one commit, as `commit` with a change for each does; of theirs only some are held at a time.
  func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo
}

/// What a store can promise beyond keeping files.
package struct StoreTraits: Equatable, Sendable {
  /// A branch's `head` is the id of a commit that never changes. Without it (a gateway alone),
  /// `head` is the branch's own name, and only a listing tells whether something changed.
  package var pinsCommits: Bool
  /// `commit` is one commit, all or nothing.
  package var commitsAtomically: Bool
  /// `ifHead` is honoured to the last. Without it, what came between shows only afterwards: the
  /// commit's `parent` is not the expected head.
  package var commitsConditionally: Bool
  /// The `description` of a `commit` is kept.
  package var describesCommits: Bool

  /// Branches carry notes.
  package var keepsNotes: Bool

  package init(
    pinsCommits: Bool = true, commitsAtomically: Bool = true, commitsConditionally: Bool = true,
    describesCommits: Bool = true, keepsNotes: Bool = false
  ) {
    self.pinsCommits = pinsCommits
    self.commitsAtomically = commitsAtomically
    self.commitsConditionally = commitsConditionally
    self.describesCommits = describesCommits
    self.keepsNotes = keepsNotes
  }
}

extension VersionedStore {
  package var traits: StoreTraits { StoreTraits() }

  package func notes(of repo: String) async throws -> [String: String] { [:] }

  package func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    var changes: [FileChange] = []
    var cursor = files.makeCursor()
    while let more = try cursor.next() { changes += more.map(\.change) }
    return try await commit(changes, to: branch, description: description, ifHead: ifHead)
  }

  package func inspectFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    pages(from: paths[...]) { rest in
      guard let path = rest.first else { return Page(elements: [], next: nil) }
      do {
        let info = try await inspectFile(path, at: commit)
        return Page(elements: [info], next: rest.dropFirst())
      } catch let error as StoreError where [.fileNotFound, .invalidPath].contains(error.code) {
        return Page(elements: [], next: rest.dropFirst())
      }
    }
  }

  package func setNote(_ note: String, on branch: Branch) async throws {
    throw StoreError(
      .unsupported, branch.description, "this store has no place for notes on branches")
  }
}

/// The head that a conditional commit expects.
package enum ExpectedHead: Equatable, Sendable {
  /// The branch has no commits, or does not exist.
  case empty
  case commit(String)
}
