package import DataRepository
package import LabelCore

/// Makes, deletes and restores versions. With a workspace its unsent labels are sent first, so that
/// none is left out of what is being named or kept.
package struct VersionKeeper: Sendable {
  let store: any VersionedStore
  let workspace: Workspace?

  package init(store: any VersionedStore, workspace: Workspace? = nil) {
    self.store = store
    self.workspace = workspace
  }

  /// Makes a branch on a commit; a nil head is that of the workspace's target after unsent labels were
  /// sent. Refuses a name that is taken: versions do not move.
  package func make(_ branch: Branch, head: String?) async throws -> BranchInfo {
    guard try await !store.hasBranch(branch) else {
      throw StoreError(.conflict, branch.description, "\(branch) is there already")
    }
    if let head { return try await store.createBranch(branch, head: head) }
    guard let workspace else {
      throw StoreError(.invalidName, branch.description, "\(branch) needs a commit to mark")
    }
    try await workspace.flush()
    return try await store.createBranch(branch, head: workspace.project.config.target.branch.name)
  }

  package func delete(_ branch: Branch) async throws {
    _ = try await store.inspectBranch(branch)
    try await store.deleteBranch(branch, force: false)
  }

  /// Moves `master` to a commit of its repo, keeping where it was as `kept`. Labels that are not sent
  /// yet are sent to it before. The workspace takes in what that changes at its next sync.
  package func restore(_ ref: CommitRef, master: Branch, keeping kept: Branch) async throws {
    guard let workspace, workspace.project.config.target.branch == master else {
      return try await move(master, to: ref, keeping: kept)
    }
    try await workspace.flush()
    try await workspace.turnstile.pass { try await move(master, to: ref, keeping: kept) }
  }

  private func move(_ master: Branch, to ref: CommitRef, keeping kept: Branch) async throws {
    guard try await !store.hasBranch(kept) else {
      throw StoreError(.conflict, kept.description, "\(kept) is there already")
    }
    let commit = try await store.inspectCommit(ref)
    _ = try await store.createBranch(kept, head: master.name)
    _ = try await store.createBranch(master, head: commit.id)
  }
}
