package import DataRepository
package import LabelCore
import PachydermWire

/// Repos and branches.
extension RESTStore {
  package func createRepo(_ name: String, description: String) async throws {
    try Self.checkName(name)
    let request = PFS.CreateRepoRequest.with {
      ($0.repo, $0.description) = (repo(name), description)
    }
    _ = try await client.call(PFS.createRepo, request, .writes, about: PFSSubject(name))
  }

  package func listRepos() async throws -> [RepoInfo] {
    let request = PFS.ListRepoRequest.with {
      $0.type = "user"
      $0.projects = [.with { $0.name = client.configuration.project }]
    }
    let subject = PFSSubject(client.configuration.project)
    return try await client.stream(PFS.listRepo, request, about: subject).stream.collect()
      .map { RepoInfo($0) }
  }

  package func inspectRepo(_ name: String) async throws -> RepoInfo {
    let request = PFS.InspectRepoRequest.with { $0.repo = repo(name) }
    return RepoInfo(try await client.call(PFS.inspectRepo, request, about: PFSSubject(name)))
  }

  package func deleteRepo(_ name: String, force: Bool) async throws {
    let request = PFS.DeleteRepoRequest.with { ($0.repo, $0.force) = (repo(name), force) }
    _ = try await client.call(PFS.deleteRepo, request, .writes, about: PFSSubject(name))
  }

  package func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try Self.checkName(branch.name)
    let source = head.map { CommitRef(repo: branch.repo, commit: $0) }
    let request = PFS.CreateBranchRequest.with {
      ($0.branch, $0.head) = (self.branch(branch), source.map { commit($0) })
    }
    do {
      let subject = source.map { PFSSubject($0) } ?? PFSSubject(branch)
      _ = try await client.call(PFS.createBranch, request, .writes, about: subject)
    } catch var error as StoreError where error.code == .branchNotFound {
      // The branch itself is made: it is the head that is missing.
      error.message = "unable to inspect \(branch.repo)@\(head ?? ""): \(error.message)"
      throw error
    }
    return try await inspectBranch(branch)
  }

  package func listBranches(of repo: String) async throws -> [BranchInfo] {
    let request = PFS.ListBranchRequest.with { $0.repo = self.repo(repo) }
    return try await client.stream(PFS.listBranch, request, about: PFSSubject(repo)).stream
      .collect().map { BranchInfo($0, of: repo) }
  }

  package func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    let request = PFS.InspectBranchRequest.with { $0.branch = self.branch(branch) }
    let info = try await client.call(PFS.inspectBranch, request, about: PFSSubject(branch))
    return BranchInfo(info, of: branch.repo)
  }

  package func deleteBranch(_ branch: Branch, force: Bool) async throws {
    let request = PFS.DeleteBranchRequest.with {
      ($0.branch, $0.force) = (self.branch(branch), force)
    }
    _ = try await client.call(PFS.deleteBranch, request, .writes, about: PFSSubject(branch))
  }
}

extension RepoInfo {
  init(_ info: PFS.RepoInfo) {
    self.init(
      name: info.repo?.name ?? "", description: info.description,
      created: info.created?.seconds ?? 0,
      size: info.details?.sizeBytes ?? info.sizeBytesUpperBound, branches: info.branches.map(\.name)
    )
  }
}

extension BranchInfo {
  init(_ info: PFS.BranchInfo, of repo: String) {
    let id = info.head?.id ?? ""
    self.init(
      branch: Branch(repo: repo, name: info.branch?.name ?? ""), head: id.isEmpty ? nil : id)
  }
}
