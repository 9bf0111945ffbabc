import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// PFS's methods over a store. There is one project and no authentication service.
struct PFSService: Sendable {
  let store: any VersionedStore

  func addCluster(to table: inout MethodTable) {
    table.add(PFS2.getVersion) { _ in
      // The first release with REST for all of this.
      .with { ($0.major, $0.minor) = (2, 8) }
    }
    table.add(PFS2.inspectCluster) { _ in
      let id = Self.clusterID(of: try await store.identity())
      return .with { ($0.id, $0.deploymentID, $0.warningsOk) = (id, id, true) }
    }
    table.add(PFS2.whoAmI) { _ in
      throw RPCStatus(.unimplemented, "the auth service is not activated")
    }
    table.add(PFS2.inspectProject) { request in
      try Self.check(request.project)
      return Self.defaultProject
    }
    table.stream(PFS2.listProject) { _ in
      AsyncThrowingStream { continuation in
        continuation.yield(Self.defaultProject)
        continuation.finish()
      }
    }
  }

  /// 32 hex digits, as a cluster's are, the same for as long as the store lives.
  private static func clusterID(of identity: StoreIdentity) -> String {
    let isHex = identity.id.utf8.count == 32 && identity.id.allSatisfy(\.isHexDigit)
    return isHex
      ? identity.id
      : String(Digest.of(Bytes("\(identity.kind) \(identity.id)".utf8), .sha256).hex.prefix(32))
  }

  private static let defaultProject = PFS2ProjectInfo.with {
    $0.project = .with { $0.name = PFS2.defaultProject }
  }

  // MARK: Names

  private static func check(_ project: PFS2Project) throws(RPCStatus) {
    let name = project.name
    guard !["", PFS2.defaultProject].contains(name) else { return }
    throw RPCStatus(.notFound, "project \"\(name)\" not found")
  }

  /// The name of a repo of data; there are no others.
  static func name(of repo: PFS2Repo, typed: Bool = true) throws(RPCStatus) -> String {
    guard repo != PFS2Repo() else { throw RPCStatus(.invalidArgument, "repo cannot be nil") }
    try check(repo.project)
    guard repo.type == "user" || (!typed && repo.type.isEmpty) else {
      throw RPCStatus(
        .notFound, "repo \(PFS2.defaultProject)/\(repo.name).\(repo.type) not found")
    }
    return repo.name
  }

  static func branch(_ branch: PFS2Branch) throws(RPCStatus) -> Branch {
    guard branch != PFS2Branch() else {
      throw RPCStatus(.invalidArgument, "branch cannot be nil")
    }
    return Branch(repo: try name(of: branch.repo), name: branch.name)
  }

  static func commit(_ commit: PFS2Commit) throws(RPCStatus) -> CommitRef {
    guard let repo = commit.anyRepo else {
      throw RPCStatus(.invalidArgument, "commit cannot be nil")
    }
    _ = try name(of: repo)
    return commit.ref
  }

  static func file(_ file: PFS2File) throws(RPCStatus) -> (commit: CommitRef, path: String) {
    guard file != PFS2File() else { throw RPCStatus(.invalidArgument, "file cannot be nil") }
    let path = file.path.hasPrefix("/") ? file.path : "/" + file.path
    return (try commit(file.commit), path)
  }

  /// The commit that `ref` stands for now, by its id, so that a long answer is of one commit.
  func pinned(_ ref: CommitRef) async throws -> CommitRef {
    CommitRef(repo: ref.repo, commit: try await store.inspectCommit(ref).id)
  }
}
