import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// `pfs.API`, 1.9 to 1.13.
struct PFS1Calls: PFSCalls {
  let remote: any RemoteCalls

  func clusterID() async throws -> String {
    let info = try await call(PFS1.inspectCluster, .init(), about: PFSSubject(""))
    return info.deploymentID.isEmpty ? info.id : info.deploymentID
  }

  // MARK: Repos

  func createRepo(_ name: String, description: String) async throws {
    let request = PFS1CreateRepoRequest.with {
      ($0.repo, $0.description_p) = (PFS1Repo(name), description)
    }
    _ = try await call(PFS1.createRepo, request, .writes, about: PFSSubject(name))
  }

  func listRepos() async throws -> [RepoInfo] {
    try await call(PFS1.listRepo, .init(), about: PFSSubject("")).repoInfo.map { RepoInfo($0) }
  }

  func inspectRepo(_ name: String) async throws -> RepoInfo {
    RepoInfo(
      try await call(
        PFS1.inspectRepo, .with { $0.repo = PFS1Repo(name) }, about: PFSSubject(name)))
  }

  func deleteRepo(_ name: String, force: Bool) async throws {
    let request = PFS1DeleteRepoRequest.with { ($0.repo, $0.force) = (PFS1Repo(name), force) }
    _ = try await call(PFS1.deleteRepo, request, .writes, about: PFSSubject(name))
  }

  // MARK: Branches

  func createBranch(_ branch: Branch, head: CommitRef?) async throws {
    let request = PFS1CreateBranchRequest.with {
      ($0.sBranch, $0.branch) = (branch.name, PFS1Branch(branch))
      if let head { $0.head = PFS1Commit(head) }
    }
    let subject = head.map { PFSSubject($0) } ?? PFSSubject(branch)
    _ = try await call(PFS1.createBranch, request, .writes, about: subject)
  }

  func listBranches(of repo: String) async throws -> [BranchInfo] {
    let request = PFS1ListBranchRequest.with { $0.repo = PFS1Repo(repo) }
    let found = try await call(PFS1.listBranch, request, about: PFSSubject(repo))
    return found.branchInfo.map { BranchInfo($0, of: repo) }
  }

  func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    let request = PFS1InspectBranchRequest.with { $0.branch = PFS1Branch(branch) }
    let info = try await call(PFS1.inspectBranch, request, about: PFSSubject(branch))
    return BranchInfo(info, of: branch.repo)
  }

  func deleteBranch(_ branch: Branch, force: Bool) async throws {
    let request = PFS1DeleteBranchRequest.with {
      ($0.branch, $0.force) = (PFS1Branch(branch), force)
    }
    _ = try await call(PFS1.deleteBranch, request, .writes, about: PFSSubject(branch))
  }
}

extension RepoInfo {
  fileprivate init(_ info: PFS1RepoInfo) {
    self.init(
      name: info.repo.name, description: info.description_p, created: info.created.unix,
      size: Int(info.sizeBytes), branches: info.branches.map(\.name))
  }
}

extension BranchInfo {
  fileprivate init(_ info: PFS1BranchInfo, of repo: String) {
    let name = info.branch.name.isEmpty ? info.name : info.branch.name
    self.init(
      branch: Branch(repo: repo, name: name), head: info.head.id.isEmpty ? nil : info.head.id)
  }
}
