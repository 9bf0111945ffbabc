package import DataRepository
package import LabelCore
import PachydermWire

/// Repos and branches, as far as buckets tell of them.
extension S3Store {
  package func createRepo(_ name: String, description: String) async throws {
    // S3 knows no repo without a branch.
    try await client.createBucket("master.\(name)")
  }

  package func listRepos() async throws -> [RepoInfo] {
    let repos = Dictionary(grouping: try await buckets(), by: \.branch.repo)
    var infos: [RepoInfo] = []
    for (name, buckets) in repos {
      infos.append(
        RepoInfo(
          name: name, description: "", created: buckets.map(\.created).min() ?? 0,
          size: try await masterSize(name, buckets), branches: buckets.map(\.branch.name)))
    }
    return infos.sorted { ($1.created, $0.name) < ($0.created, $1.name) }
  }

  package func inspectRepo(_ name: String) async throws -> RepoInfo {
    guard let repo = try await listRepos().first(where: { $0.name == name }) else {
      throw StoreError(.repoNotFound, name, "repo \(name) not found")
    }
    return repo
  }

  package func deleteRepo(_ name: String, force: Bool) async throws {
    let buckets = try await buckets().filter { $0.branch.repo == name }
    guard !buckets.isEmpty else {
      throw StoreError(.repoNotFound, name, "repo \(name) not found")
    }
    for bucket in buckets { try await client.deleteBucket(self.bucket(of: bucket.branch)) }
  }

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
    let buckets = try await buckets().filter { $0.branch.repo == repo }
    guard !buckets.isEmpty else {
      throw StoreError(.repoNotFound, repo, "repo \(repo) not found")
    }
    var branches: [BranchInfo] = []
    for bucket in buckets { branches.append(try await inspectBranch(bucket.branch)) }
    return branches
  }

  /// The head is the branch's own name: the gateway does not tell commits (see `StoreTraits`).
  package func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    let page = try await client.listLevel(of: bucket(of: branch), prefix: "", marker: nil)
    return BranchInfo(branch: branch, head: page.entries.isEmpty ? nil : branch.name)
  }

  package func deleteBranch(_ branch: Branch, force: Bool) async throws {
    let siblings = try await buckets().filter { $0.branch.repo == branch.repo }
    guard siblings.contains(where: { $0.branch == branch }) else {
      throw StoreError(.branchNotFound, "\(branch)", "branch \(branch) not found")
    }
    // A gateway deletes the whole repo with its last branch.
    guard siblings.count > 1 || force else {
      throw StoreError(
        .notEmpty, "\(branch)",
        "\(branch) is the last branch of \(branch.repo): the gateway would delete the repo with it. Use --force if that is meant."
      )
    }
    try await client.deleteBucket(bucket(of: branch))
  }

  private func masterSize(_ repo: String, _ buckets: [NamedBucket]) async throws -> Int {
    let master = Branch(repo: repo, name: "master")
    guard buckets.contains(where: { $0.branch == master }) else { return 0 }
    var size = 0
    for try await file in listFiles(ListRequest(), at: CommitRef(master)) { size += file.size }
    return size
  }

  private struct NamedBucket {
    var branch: Branch
    var created: Double
  }

  /// Buckets that are branches: `branch.repo`, and `branch.repo.default` from 2.5 on.
  private func buckets() async throws -> [NamedBucket] {
    try await client.listBuckets().compactMap { bucket in
      let parts = bucket.name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2 || (parts.count == 3 && parts[2] == "default") else { return nil }
      let branch = Branch(repo: String(parts[1]), name: String(parts[0]))
      return NamedBucket(branch: branch, created: bucket.created)
    }
  }
}
