package import DataRepository
package import LabelCore

/// Writing files: one ModifyFile is one commit.
extension PFSStore {
  package func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await spool.take(body)
  }

  package func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    for change in changes { try Self.checkPath(of: change) }
    return try await commit(
      to: branch, ifHead, isEmpty: changes.isEmpty, probe: Self.probe(changes)
    ) { try await calls.modify($0, changes, spool) }
  }

  package func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    var cursor = files.makeCursor()
    let first = try cursor.next()?.first
    return try await commit(
      to: branch, ifHead, isEmpty: first == nil,
      probe: first.map { Probe(path: $0.path, hash: Digest.of($0.bytes, .sha256).hex) }
    ) { try await calls.modify($0, putting: files, spool) }
  }

  /// A file that a commit puts, and the SHA-256 of what it puts there: by it the commit is known.
  private struct Probe {
    var path: String
    var hash: String
  }

  private func commit(
    to branch: Branch, _ ifHead: ExpectedHead?, isEmpty: Bool, probe: Probe?,
    _ modify: (CommitRef) async throws -> Void
  ) async throws -> CommitInfo {
    let isByID = RefRules.isCommitID(branch.name)
    if !isByID { try StoreError.checkName(branch.name) }
    let found = try await present(branch)
    let before = found?.info
    guard !isEmpty else {
      guard let before else { throw Self.noHead(branch) }
      return before
    }
    try Self.check(ifHead, found, branch)
    let ref = CommitRef(branch)
    try await modify(ref)
    if let before, before.finished == nil || isByID {
      return try await inspectCommit(CommitRef(repo: branch.repo, commit: before.id))
    }
    let head = try await finished(ref)
    guard head.parent != before?.id else { return head }
    return try await own(probe, on: branch, after: before?.id) ?? head
  }

  /// The branch's head; nil when it has none or is not there.
  private func present(_ branch: Branch) async throws -> FoundCommit? {
    do {
      return try await calls.inspectCommit(CommitRef(branch), isFinished: false)
    } catch let error as StoreError where error.code == .branchNotFound || error.code == .noHead {
      return nil
    }
  }

  private static func noHead(_ branch: Branch) -> StoreError {
    StoreError(
      .noHead, "\(branch)",
      "the branch \"\(branch.name)\" has no head (create one with 'start commit')")
  }

  private static func check(_ expected: ExpectedHead?, _ found: FoundCommit?, _ branch: Branch)
    throws
  {
    let head = found?.info
    let wanted: String
    switch expected {
    case nil: return
    case .empty:
      // 2.x gives a new branch a commit at once.
      if found?.isBlank ?? true { return }
      wanted = "no commit"
    case .commit(let id):
      if id == head?.id { return }
      wanted = "commit \(id)"
    }
    throw StoreError(
      .conflict, "\(branch)",
      "the head of \(branch) is \(head.map { "commit \($0.id)" } ?? "no commit"), not \(wanted)")
  }

  private static func checkPath(of change: FileChange) throws {
    let path =
      switch change {
      case .put(let path, _), .append(let path, _), .delete(let path), .copy(_, _, let path): path
      }
    guard path != "/", !path.isEmpty else {
      switch change {
      case .put, .append:
        throw StoreError(.pathCollision, path, "no file can be put at /: it is the root directory")
      case .delete, .copy: return
      }
    }
    do {
      try RefRules.checkPath(path.hasSuffix("/") ? String(path.dropLast()) : path)
    } catch {
      throw StoreError(.invalidPath, path, error.message)
    }
  }

  // MARK: Which commit is ours

  /// ModifyFile does not say which commit it made. When others came as well, ours is the first in
  /// which a file has the content that we gave it.
  private func own(_ probe: Probe?, on branch: Branch, after last: String?) async throws
    -> CommitInfo?
  {
    guard let probe else { return nil }
    var candidates: [CommitInfo] = []
    for try await commit in listCommits(of: branch.repo, from: CommitRef(branch), limit: nil) {
      if commit.id == last { break }
      candidates.append(commit)
    }
    for commit in candidates.reversed() {
      let ref = CommitRef(repo: branch.repo, commit: commit.id)
      if try await holds(probe.path, probe.hash, at: ref) { return try await finished(ref) }
    }
    return nil
  }

  /// A file that the last change puts, and the SHA-256 of what it puts there.
  private static func probe(_ changes: [FileChange]) -> Probe? {
    guard case .put(let path, let content)? = changes.last else { return nil }
    switch content {
    case .bytes(let bytes): return Probe(path: path, hash: Digest.of(bytes, .sha256).hex)
    case .staged(let staged): return Probe(path: path, hash: staged.hash)
    }
  }

  private func holds(_ path: String, _ hash: String, at ref: CommitRef) async throws -> Bool {
    let digest = Digest(.sha256)
    do {
      for try await piece in readFile(path, at: ref, offset: 0, length: nil) {
        digest.update(piece)
      }
    } catch let error as StoreError where error.code == .fileNotFound {
      return false
    }
    return digest.finish().hex == hash
  }
}
