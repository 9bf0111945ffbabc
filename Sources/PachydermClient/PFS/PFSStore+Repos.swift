package import DataRepository
package import LabelCore

/// Repos and branches.
extension PFSStore {
  package func createRepo(_ name: String, description: String) async throws {
    try StoreError.checkName(name)
    try await calls.createRepo(name, description: description)
  }

  package func listRepos() async throws -> [RepoInfo] { try await calls.listRepos() }

  package func inspectRepo(_ name: String) async throws -> RepoInfo {
    try await calls.inspectRepo(name)
  }

  package func deleteRepo(_ name: String, force: Bool) async throws {
    try await calls.deleteRepo(name, force: force)
  }

  package func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try StoreError.checkName(branch.name)
    do {
      let source = head.map { CommitRef(repo: branch.repo, commit: $0) }
      try await calls.createBranch(branch, head: source)
    } catch var error as StoreError where error.code == .branchNotFound {
      // The branch itself is made: it is the head that is missing.
      let words = "unable to inspect "
      if !error.message.hasPrefix(words) {
        error.message = "\(words)\(branch.repo)@\(head ?? ""): \(error.message)"
      }
      throw error
    }
    return try await inspectBranch(branch)
  }

  package func listBranches(of repo: String) async throws -> [BranchInfo] {
    try await calls.listBranches(of: repo)
  }

  package func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try await calls.inspectBranch(branch)
  }

  package func deleteBranch(_ branch: Branch, force: Bool) async throws {
    try await calls.deleteBranch(branch, force: force)
  }
}
