package import LabelCore
package import SwiftProtobuf

/// The methods of Pachyderm 1.x, 1.9 to 1.13.
package enum PFS1 {
  package typealias Method<Request: Message, Response: Message> = RemoteMethod<Request, Response>

  private static let pfs = "pfs.API"

  package static let getVersion = Method<Empty, PFS1Version>("versionpb.API", "GetVersion")
  package static let inspectCluster = Method<Empty, PFS1ClusterInfo>("admin.API", "InspectCluster")

  package static let createRepo = Method<PFS1CreateRepoRequest, Empty>(pfs, "CreateRepo")
  package static let inspectRepo = Method<PFS1InspectRepoRequest, PFS1RepoInfo>(pfs, "InspectRepo")
  package static let listRepo = Method<PFS1ListRepoRequest, PFS1ListRepoResponse>(pfs, "ListRepo")
  package static let deleteRepo = Method<PFS1DeleteRepoRequest, Empty>(pfs, "DeleteRepo")

  package static let createBranch = Method<PFS1CreateBranchRequest, Empty>(pfs, "CreateBranch")
  package static let inspectBranch =
    Method<PFS1InspectBranchRequest, PFS1BranchInfo>(pfs, "InspectBranch")
  package static let listBranch = Method<PFS1ListBranchRequest, PFS1BranchInfos>(pfs, "ListBranch")
  package static let deleteBranch = Method<PFS1DeleteBranchRequest, Empty>(pfs, "DeleteBranch")

  package static let startCommit = Method<PFS1StartCommitRequest, PFS1Commit>(pfs, "StartCommit")
  package static let finishCommit = Method<PFS1FinishCommitRequest, Empty>(pfs, "FinishCommit")
  package static let inspectCommit =
    Method<PFS1InspectCommitRequest, PFS1CommitInfo>(pfs, "InspectCommit")
  package static let listCommit =
    Method<PFS1ListCommitRequest, PFS1CommitInfo>(pfs, "ListCommitStream")
  package static let subscribeCommit =
    Method<PFS1SubscribeCommitRequest, PFS1CommitInfo>(pfs, "SubscribeCommit")
  package static let deleteCommit = Method<PFS1DeleteCommitRequest, Empty>(pfs, "DeleteCommit")

  package static let putFile = Method<PFS1PutFileRequest, Empty>(pfs, "PutFile")
  package static let copyFile = Method<PFS1CopyFileRequest, Empty>(pfs, "CopyFile")
  package static let getFile = Method<PFS1GetFileRequest, BytesValue>(pfs, "GetFile")
  package static let inspectFile = Method<PFS1InspectFileRequest, PFS1FileInfo>(pfs, "InspectFile")
  package static let listFile = Method<PFS1ListFileRequest, PFS1FileInfo>(pfs, "ListFileStream")
  package static let globFile = Method<PFS1GlobFileRequest, PFS1FileInfo>(pfs, "GlobFileStream")
  package static let diffFile = Method<PFS1DiffFileRequest, PFS1DiffFileResponse>(pfs, "DiffFile")
}

extension PFS1Repo {
  package init(_ name: String) {
    self.init()
    self.name = name
  }
}

extension PFS1Branch {
  package init(_ branch: Branch) {
    self.init()
    repo = PFS1Repo(branch.repo)
    name = branch.name
  }
}

extension PFS1Commit {
  /// A branch's name, an id and the steps up from either all stand in the id.
  package init(_ ref: CommitRef) {
    self.init()
    repo = PFS1Repo(ref.repo)
    id = ref.name + ref.steps
  }
}

extension PFS1File {
  package init(_ path: String, at ref: CommitRef) {
    self.init()
    commit = PFS1Commit(ref)
    self.path = path
  }
}
