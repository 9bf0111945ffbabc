/// A method of a service, and what goes in and comes out.
package struct RemoteMethod<Request: WireMessage, Response: WireValue>: Sendable {
  package let service: String
  package let name: String

  init(_ service: String, _ name: String) {
    self.service = service
    self.name = name
  }

  /// As gRPC calls it, `/pfs_v2.API/CreateRepo`; the REST gateway puts `/api` before it.
  package var path: String { "/\(service)/\(name)" }
}

extension PFS {
  package typealias Method<Request: WireMessage, Response: WireValue> =
    RemoteMethod<Request, Response>

  private static let pfs = "pfs_v2.API"

  package static let getVersion = Method<Empty, Version>("versionpb_v2.API", "GetVersion")
  package static let inspectCluster =
    Method<InspectClusterRequest, ClusterInfo>("admin_v2.API", "InspectCluster")
  package static let whoAmI = Method<Empty, WhoAmIResponse>("auth_v2.API", "WhoAmI")

  package static let listProject = Method<Empty, ProjectInfo>(pfs, "ListProject")
  package static let inspectProject =
    Method<InspectProjectRequest, ProjectInfo>(pfs, "InspectProject")

  package static let createRepo = Method<CreateRepoRequest, Empty>(pfs, "CreateRepo")
  package static let inspectRepo = Method<InspectRepoRequest, RepoInfo>(pfs, "InspectRepo")
  package static let listRepo = Method<ListRepoRequest, RepoInfo>(pfs, "ListRepo")
  package static let deleteRepo = Method<DeleteRepoRequest, DeleteRepoResponse>(pfs, "DeleteRepo")

  package static let createBranch = Method<CreateBranchRequest, Empty>(pfs, "CreateBranch")
  package static let inspectBranch = Method<InspectBranchRequest, BranchInfo>(pfs, "InspectBranch")
  package static let listBranch = Method<ListBranchRequest, BranchInfo>(pfs, "ListBranch")
  package static let deleteBranch = Method<DeleteBranchRequest, Empty>(pfs, "DeleteBranch")

  package static let startCommit = Method<StartCommitRequest, Commit>(pfs, "StartCommit")
  package static let finishCommit = Method<FinishCommitRequest, Empty>(pfs, "FinishCommit")
  package static let inspectCommit = Method<InspectCommitRequest, CommitInfo>(pfs, "InspectCommit")
  package static let listCommit = Method<ListCommitRequest, CommitInfo>(pfs, "ListCommit")
  package static let subscribeCommit =
    Method<SubscribeCommitRequest, CommitInfo>(pfs, "SubscribeCommit")
  package static let dropCommit = Method<DropCommitRequest, Empty>(pfs, "DropCommit")
  package static let squashCommit = Method<DropCommitRequest, Empty>(pfs, "SquashCommit")

  package static let modifyFile = Method<ModifyFileRequest, Empty>(pfs, "ModifyFile")
  package static let getFile = Method<GetFileRequest, WireBytes>(pfs, "GetFile")
  package static let getFileTAR = Method<GetFileRequest, WireBytes>(pfs, "GetFileTAR")
  package static let inspectFile = Method<InspectFileRequest, FileInfo>(pfs, "InspectFile")
  package static let listFile = Method<ListFileRequest, FileInfo>(pfs, "ListFile")
  package static let walkFile = Method<WalkFileRequest, FileInfo>(pfs, "WalkFile")
  package static let globFile = Method<GlobFileRequest, FileInfo>(pfs, "GlobFile")
  package static let diffFile = Method<DiffFileRequest, DiffFileResponse>(pfs, "DiffFile")
}
