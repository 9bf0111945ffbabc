package import DataRepository
package import LabelCore
import PachydermWire

/// Repos and branches, as far as buckets tell of them.
extension S3Store {
  /// S3 knows no repo without a branch, so the repo gets a `master`.
  package func createRepo(_ name: String, description: String) async throws {
    try StoreError.checkName(name)
    guard try await !branches().contains(where: { $0.branch.repo == name }) else {
      throw StoreError(.repoExists, name, "repo \(name) already exists")
    }
    try await client.createBucket("master.\(name)")
  }

  package func listRepos() async throws -> [RepoInfo] {
    let repos = Dictionary(grouping: try await branches(), by: \.branch.repo)
    var infos: [RepoInfo] = []
    for branches in repos.values {
      do {
        infos.append(try await info(of: branches))
      } catch let error as StoreError where error.code == .repoNotFound {
        // Deleted by somebody since the buckets were listed.
      }
    }
    return infos.sorted { ($1.created, $0.name) < ($0.created, $1.name) }
  }

  package func inspectRepo(_ name: String) async throws -> RepoInfo {
    try await info(of: branches(of: name))
  }

  /// Deletes a repo whose branches have no files: S3 deletes no bucket that holds objects.
  package func deleteRepo(_ name: String, force: Bool) async throws {
    for listed in try await branches() where listed.branch.repo == name {
      try await client.deleteBucket(bucket(of: listed.branch))
    }
  }

  /// Makes the repo, too, when it has no branch yet: S3 does not show such a one. A branch that is
  /// there stays as it is.
  package func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    guard head == nil else {
      throw Self.unsupported("\(branch)", "making a branch at a commit")
    }
    do {
      try await client.createBucket(bucket(of: branch))
    } catch let error as StoreError where error.code == .repoExists {
      // As with pachctl, making a branch that is there is no error.
    }
    return try await inspectBranch(branch)
  }

  package func listBranches(of repo: String) async throws -> [BranchInfo] {
    var infos: [BranchInfo] = []
    for listed in try await branches(of: repo) {
      infos.append(try await inspectBranch(listed.branch))
    }
    return infos
  }

  /// The head is the branch's own name: the gateway does not tell commits (see `StoreTraits`).
  package func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try await naming(CommitRef(branch)) {
      let question = LevelQuestion(prefix: "", limit: 1)
      let page = try await client.listLevel(of: bucket(of: branch), question)
      return BranchInfo(branch: branch, head: page.entries.isEmpty ? nil : branch.name)
    }
  }

  package func deleteBranch(_ branch: Branch, force: Bool) async throws {
    let siblings = try await branches(of: branch.repo)
    guard siblings.contains(where: { $0.branch == branch }) else { return }
    // A gateway deletes the whole repo with its last branch.
    guard siblings.count > 1 || force else {
      throw StoreError(
        .notEmpty, "\(branch)",
        "\(branch) is the last branch of \(branch.repo): the gateway would delete the repo with "
          + "it. Use --force if that is meant.")
    }
    try await client.deleteBucket(bucket(of: branch))
  }

  private func info(of listed: [ListedBranch]) async throws -> RepoInfo {
    var info = RepoInfo(
      name: listed.first?.branch.repo ?? "", description: "",
      created: listed.map(\.created).min() ?? 0, size: 0, branches: listed.map(\.branch.name))
    let master = Branch(repo: info.name, name: "master")
    guard info.branches.contains(master.name) else { return info }
    for try await file in listFiles(ListRequest(), at: CommitRef(master)) { info.size += file.size }
    return info
  }

  /// A branch in the list of buckets.
  struct ListedBranch {
    var branch: Branch
    var created: Double
  }

  private func branches(of repo: String) async throws -> [ListedBranch] {
    let branches = try await branches().filter { $0.branch.repo == repo }
    guard !branches.isEmpty else { throw Self.noRepo(repo) }
    return branches
  }

  /// Buckets that are branches: `branch.repo`, and `branch.repo.default` from 2.5 on.
  func branches() async throws -> [ListedBranch] {
    try await client.listBuckets().compactMap { bucket in
      let parts = bucket.name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2 || (parts.count == 3 && parts[2] == "default") else { return nil }
      let branch = Branch(repo: String(parts[1]), name: String(parts[0]))
      return ListedBranch(branch: branch, created: bucket.created)
    }
  }
}
