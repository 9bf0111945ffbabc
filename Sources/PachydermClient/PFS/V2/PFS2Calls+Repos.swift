import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Repos and branches.
extension PFS2Calls {
  func createRepo(_ name: String, description: String) async throws {
    let request = PFS2CreateRepoRequest.with {
      ($0.repo, $0.description_p) = (repo(name), description)
    }
    _ = try await call(PFS2.createRepo, request, .writes, about: PFSSubject(name))
  }

  func listRepos() async throws -> [RepoInfo] {
    let request = PFS2ListRepoRequest.with {
      $0.type = "user"
      if let project { $0.projects = [.with { $0.name = project }] }
    }
    return try await stream(
      PFS2.listRepo, about: PFSSubject(project ?? ""), { request }, { RepoInfo($0) }
    ).collect()
  }

  func inspectRepo(_ name: String) async throws -> RepoInfo {
    let request = PFS2InspectRepoRequest.with { $0.repo = repo(name) }
    return RepoInfo(try await call(PFS2.inspectRepo, request, about: PFSSubject(name)))
  }

  func deleteRepo(_ name: String, force: Bool) async throws {
    let request = PFS2DeleteRepoRequest.with { ($0.repo, $0.force) = (repo(name), force) }
    _ = try await call(PFS2.deleteRepo, request, .writes, about: PFSSubject(name))
  }

  func createBranch(_ branch: Branch, head: CommitRef?) async throws {
    let source: PFS2Commit? = if let head { try await commit(head) } else { nil }
    let request = PFS2CreateBranchRequest.with {
      $0.branch = self.branch(branch)
      if let source { $0.head = source }
    }
    let subject = head.map { PFSSubject($0) } ?? PFSSubject(branch)
    _ = try await call(PFS2.createBranch, request, .writes, about: subject)
  }

  func listBranches(of repo: String) async throws -> [BranchInfo] {
    let request = PFS2ListBranchRequest.with { $0.repo = self.repo(repo) }
    return try await stream(
      PFS2.listBranch, about: PFSSubject(repo), { request }, { BranchInfo($0, of: repo) }
    ).collect()
  }

  func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    let request = PFS2InspectBranchRequest.with { $0.branch = self.branch(branch) }
    let info = try await call(PFS2.inspectBranch, request, about: PFSSubject(branch))
    return BranchInfo(info, of: branch.repo)
  }

  func deleteBranch(_ branch: Branch, force: Bool) async throws {
    let request = PFS2DeleteBranchRequest.with {
      ($0.branch, $0.force) = (self.branch(branch), force)
    }
    _ = try await call(PFS2.deleteBranch, request, .writes, about: PFSSubject(branch))
  }
}

extension RepoInfo {
  fileprivate init(_ info: PFS2RepoInfo) {
    self.init(
      name: info.repo.name, description: info.description_p, created: info.created.unix,
      size: Int(info.hasDetails ? info.details.sizeBytes : info.sizeBytesUpperBound),
      branches: info.branches.map(\.name))
  }
}

extension BranchInfo {
  fileprivate init(_ info: PFS2BranchInfo, of repo: String) {
    let id = info.head.id
    self.init(
      branch: Branch(repo: repo, name: info.branch.name), head: id.isEmpty ? nil : id)
  }
}
