package import SwiftProtobuf

/// The methods of Pachyderm 2.x, 2.0 to 2.11.
package enum PFS2 {
  package typealias Method<Request: Message, Response: Message> = RemoteMethod<Request, Response>

  private static let pfs = "pfs_v2.API"

  package static let getVersion = Method<Empty, PFS2Version>("versionpb_v2.API", "GetVersion")
  package static let inspectCluster =
    Method<PFS2InspectClusterRequest, PFS2ClusterInfo>("admin_v2.API", "InspectCluster")
  package static let whoAmI = Method<Empty, PFS2WhoAmIResponse>("auth_v2.API", "WhoAmI")

  package static let listProject = Method<PFS2ListProjectRequest, PFS2ProjectInfo>(
    pfs, "ListProject")
  package static let inspectProject =
    Method<PFS2InspectProjectRequest, PFS2ProjectInfo>(pfs, "InspectProject")

  package static let createRepo = Method<PFS2CreateRepoRequest, Empty>(pfs, "CreateRepo")
  package static let inspectRepo = Method<PFS2InspectRepoRequest, PFS2RepoInfo>(pfs, "InspectRepo")
  package static let listRepo = Method<PFS2ListRepoRequest, PFS2RepoInfo>(pfs, "ListRepo")
  package static let deleteRepo =
    Method<PFS2DeleteRepoRequest, PFS2DeleteRepoResponse>(pfs, "DeleteRepo")

  package static let createBranch = Method<PFS2CreateBranchRequest, Empty>(pfs, "CreateBranch")
  package static let inspectBranch =
    Method<PFS2InspectBranchRequest, PFS2BranchInfo>(pfs, "InspectBranch")
  package static let listBranch = Method<PFS2ListBranchRequest, PFS2BranchInfo>(pfs, "ListBranch")
  package static let deleteBranch = Method<PFS2DeleteBranchRequest, Empty>(pfs, "DeleteBranch")

  package static let startCommit = Method<PFS2StartCommitRequest, PFS2Commit>(pfs, "StartCommit")
  package static let finishCommit = Method<PFS2FinishCommitRequest, Empty>(pfs, "FinishCommit")
  package static let inspectCommit =
    Method<PFS2InspectCommitRequest, PFS2CommitInfo>(pfs, "InspectCommit")
  package static let listCommit = Method<PFS2ListCommitRequest, PFS2CommitInfo>(pfs, "ListCommit")
  package static let subscribeCommit =
    Method<PFS2SubscribeCommitRequest, PFS2CommitInfo>(pfs, "SubscribeCommit")
  package static let inspectCommitSet =
    Method<PFS2InspectCommitSetRequest, PFS2CommitInfo>(pfs, "InspectCommitSet")
  package static let dropCommitSet = Method<PFS2DropCommitSetRequest, Empty>(pfs, "DropCommitSet")
  package static let squashCommitSet =
    Method<PFS2SquashCommitSetRequest, Empty>(pfs, "SquashCommitSet")
  /// From 2.8, as the next one.
  package static let dropCommit =
    Method<PFS2DropCommitRequest, PFS2DropCommitResponse>(pfs, "DropCommit")
  package static let squashCommit =
    Method<PFS2SquashCommitRequest, PFS2SquashCommitResponse>(pfs, "SquashCommit")

  package static let modifyFile = Method<PFS2ModifyFileRequest, Empty>(pfs, "ModifyFile")
  package static let getFile = Method<PFS2GetFileRequest, BytesValue>(pfs, "GetFile")
  package static let getFileTAR = Method<PFS2GetFileRequest, BytesValue>(pfs, "GetFileTAR")
  package static let inspectFile = Method<PFS2InspectFileRequest, PFS2FileInfo>(pfs, "InspectFile")
  package static let listFile = Method<PFS2ListFileRequest, PFS2FileInfo>(pfs, "ListFile")
  package static let walkFile = Method<PFS2WalkFileRequest, PFS2FileInfo>(pfs, "WalkFile")
  package static let globFile = Method<PFS2GlobFileRequest, PFS2FileInfo>(pfs, "GlobFile")
  package static let diffFile = Method<PFS2DiffFileRequest, PFS2DiffFileResponse>(pfs, "DiffFile")
}
