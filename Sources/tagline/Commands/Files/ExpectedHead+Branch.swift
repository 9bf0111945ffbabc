import DataRepository
import LabelCore

extension ExpectedHead {
  /// The head of a branch as it is now; nil where the store tells of no commits.
  /// - Throws: a conflict while somebody's commit is open on it.
  static func current(of branch: Branch, in store: any VersionedStore) async throws -> ExpectedHead?
  {
    guard store.traits.pinsCommits else { return nil }
    do {
      guard let head = try await store.inspectBranch(branch).head else { return .empty }
      let commit = try await store.inspectCommit(CommitRef(repo: branch.repo, commit: head))
      guard commit.finished != nil else {
        throw Failure(
          .conflict,
          "\(branch) is being written: its head \(head) is not finished; try again when it is, or finish it: "
            + "tagline finish commit \(branch.repo)@\(head)")
      }
      return .commit(head)
    } catch let error as StoreError where error.code.isAbsence {
      return .empty
    }
  }

  func isHead(_ id: String?) -> Bool {
    switch self {
    case .empty: id == nil
    case .commit(let expected): id == expected
    }
  }

  /// Sees to it that a commit of ours wrote over nothing that came between: some stores know no condition, and
  /// only the commit's parent tells. Otherwise it is taken back.
  /// - Throws: a conflict when it did.
  func requireBefore(
    _ commit: CommitInfo, on branch: Branch, of store: any VersionedStore
  ) async throws {
    let traits = store.traits
    guard traits.pinsCommits, !traits.commitsConditionally, !isHead(commit.parent),
      let parent = commit.parent
    else { return }
    let ours = CommitRef(repo: branch.repo, commit: commit.id)
    var lost: [String] = []
    for try await difference in store.diff(
      from: CommitRef(repo: branch.repo, commit: parent), to: ours)
    where difference.old?.kind == .file { lost.append(difference.path) }
    guard let first = lost.first else { return }
    guard try await store.inspectBranch(branch).head == commit.id else {
      throw Failure(
        .conflict,
        "\(branch): \(lost.count) files of somebody's commit \(parent) were written over, \(first) first, and "
          + "others wrote since; get them back: tagline copy file \(branch.repo)@\(parent):\(first) ..."
      )
    }
    try await store.deleteCommit(ours)
    throw Self.overtaken(branch)
  }

  static func overtaken(_ branch: Branch) -> StoreError {
    StoreError(.conflict, branch.description, "somebody committed to \(branch) in the meantime")
  }
}
