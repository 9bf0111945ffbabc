import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf
import Synchronization

/// `pfs_v2.API`, 2.0 to 2.11.
struct PFS2Calls: PFSCalls {
  let remote: any RemoteCalls
  let version: ClusterVersion
  private let projectName: String
  /// Which branch a commit is on, as far as it is known.
  private let branches = BranchMemory()

  init(_ remote: any RemoteCalls, _ version: ClusterVersion, project: String) {
    self.remote = remote
    self.version = version
    projectName = project
  }

  /// Nil before there were projects.
  var project: String? { version >= ClusterVersion(2, 5) ? projectName : nil }
  /// From then on a commit's id alone names it; before it goes with its branch.
  private var namesCommitsByRepo: Bool { version >= ClusterVersion(2, 6) }

  func clusterID() async throws -> String {
    let info = try await call(PFS2.inspectCluster, .init(), about: PFSSubject(projectName))
    return info.deploymentID.isEmpty ? info.id : info.deploymentID
  }

  // MARK: Names

  func repo(_ name: String) -> PFS2Repo { PFS2Repo(name, project: project) }

  func branch(_ branch: Branch) -> PFS2Branch { PFS2Branch(branch, project: project) }

  func file(_ path: String, at ref: CommitRef) async throws -> PFS2File {
    PFS2File(path, at: try await commit(ref))
  }

  func commit(_ ref: CommitRef) async throws -> PFS2Commit {
    var commit = PFS2Commit(ref, project: project)
    guard !namesCommitsByRepo else { return commit }
    if !commit.hasBranch {
      let name = String(ref.commit.prefix(32))
      commit.branch = branch(Branch(repo: ref.repo, name: try await branchName(of: name, ref)))
    }
    commit.clearRepo()
    return commit
  }

  private func branchName(of id: String, _ ref: CommitRef) async throws -> String {
    if let known = branches[ref.repo, id] { return known }
    let request = PFS2InspectCommitSetRequest.with { $0.commitSet.id = id }
    let all = try await stream(
      PFS2.inspectCommitSet, about: PFSSubject(ref), { request }, { $0 }
    ).collect()
    let ours = all.filter { $0.commit.anyRepo?.name == ref.repo }
    // Branches that were pointed at it hold an alias of the same id.
    guard let found = ours.first(where: { $0.origin.kind != .alias }) ?? ours.first else {
      throw StoreError(
        .commitNotFound, "\(ref)", "commit \(ref.commit) not found in repo \(ref.repo)")
    }
    return remember(found.commit)
  }

  @discardableResult
  func remember(_ commit: PFS2Commit) -> String {
    if !namesCommitsByRepo, !commit.id.isEmpty, let repo = commit.anyRepo {
      branches[repo.name, commit.id] = commit.branch.name
    }
    return commit.branch.name
  }
}

/// The branch of each commit seen, by repo and id.
private final class BranchMemory: Sendable {
  private static let most = 100_000
  private let names = Mutex<[String: String]>([:])

  subscript(repo: String, id: String) -> String? {
    get { names.withLock { $0["\(repo)@\(id)"] } }
    set {
      names.withLock {
        if $0.count >= Self.most { $0.removeAll() }
        $0["\(repo)@\(id)"] = newValue
      }
    }
  }
}
