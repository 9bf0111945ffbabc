import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf
import Testing

@testable import PachydermClient

/// What a running Pachyderm 2.0.8 was asked over gRPC, asked by us, and its answers, read by us.
@Suite struct Replay2Tests {
  @Test(arguments: repos + branches + commits)
  func aRecordedCallIsMadeAndUnderstood(_ replay: Replay) async throws {
    try await replay.run("pachyderm-2.0.8-grpc") {
      PFS2Calls($0, ClusterVersion(2, 0, 8), project: "default")
    }
  }

  private static let repos: [Replay] = [
    .same("001-version") { calls in
      let version = ClusterVersion(try await calls.remote.call(PFS2.getVersion, .init(), .reads))
      check(version == ClusterVersion(2, 0, 8))
    },
    .same("002-inspect-cluster") { calls in
      check(try await calls.clusterID() == "3072f3bd813241b7b40e785408ddeb69")
    },
    .same("006-create-repo") { calls in
      try await calls.createRepo("rec_raw", description: "texts to label")
    },
    .same("007-create-repo-exists", .repoExists) { calls in
      try await calls.createRepo("rec_raw", description: "")
    },
    .same("009-create-repo-bad-name", .invalidName) { calls in
      try await calls.createRepo("a.b", description: "")
    },
    .answer("011-inspect-repo-no-type", .repoNotFound) { calls in
      _ = try await calls.inspectRepo("rec_labeled")
    },
    .same("012-create-repo-2", .repoExists) { calls in
      try await calls.createRepo("rec_labeled", description: "")
    },
    .same("013-inspect-repo") { calls in
      let repo = try await calls.inspectRepo("rec_raw")
      check(repo.description == "texts to label, again" && repo.size == 0)
    },
    .same("014-inspect-repo-missing", .repoNotFound) { calls in
      _ = try await calls.inspectRepo("nope")
    },
    .same("016-list-repo-user") { calls in
      check(try await calls.listRepos().map(\.name) == ["rec_labeled", "rec_raw"])
    },
    .same("045-create-repo-fresh") { calls in
      try await calls.createRepo("rec_fresh", description: "")
    },
    .same("159-delete-repo") { calls in try await calls.deleteRepo("rec_raw", force: false) },
    .same("160-delete-repo-missing") { calls in try await calls.deleteRepo("rec_raw", force: false)
    },
    .same("161-with-token-auth-off") { calls in check(try await calls.listRepos().count == 3) },
  ]

  private static let branches: [Replay] = [
    .same("017-create-branch-no-head") { calls in
      try await calls.createBranch(labeled("master"), head: nil)
    },
    .same("018-inspect-branch-no-head") { calls in
      check(
        try await calls.inspectBranch(labeled("master")).head == "c9f7f59b8658402ea7edb7344d103c54")
    },
    .same("019-inspect-branch-missing", .branchNotFound) { calls in
      _ = try await calls.inspectBranch(labeled("nope"))
    },
    .same("047-list-branch-after-missing-branch") { calls in
      check(try await calls.listBranches(of: "rec_fresh").map(\.branch.name) == ["master"])
    },
    .same("080-inspect-branch") { calls in
      check(try await calls.inspectBranch(labeled("master")).head == headID)
    },
    .same("081-create-branch-v1-at-head") { calls in
      try await calls.createBranch(labeled("v1"), head: recordedMaster)
    },
    .same("084-create-branch-v0-at-ancestor-in-id") { calls in
      try await calls.createBranch(labeled("v0"), head: master("^2"))
    },
    .same("087-create-branch-bad-head", .branchNotFound) { calls in
      try await calls.createBranch(labeled("v9"), head: CommitRef(labeled("nope")))
    },
    .same("090-create-branch-existing") { calls in
      try await calls.createBranch(labeled("v0"), head: recordedMaster)
    },
    .same("092-create-branch-missing-repo", .repoNotFound) { calls in
      try await calls.createBranch(Branch(repo: "nope", name: "v0"), head: nil)
    },
    .same("093-create-branch-bad-name", .invalidName) { calls in
      try await calls.createBranch(labeled("a b"), head: nil)
    },
    .same("094-list-branch") { calls in
      let found = try await calls.listBranches(of: "rec_labeled")
      check(found.map(\.branch.name) == ["v2", "v0", "v1", "master"])
      check(found.allSatisfy { $0.head == headID })
    },
    .same("095-list-branch-missing-repo", .repoNotFound) { calls in
      _ = try await calls.listBranches(of: "nope")
    },
    .same("134-delete-branch") { calls in try await calls.deleteBranch(labeled("v0"), force: false)
    },
    .same("135-delete-branch-missing") { calls in
      try await calls.deleteBranch(labeled("v0"), force: false)
    },
  ]

  private static let commits: [Replay] = [
    .same("021-inspect-commit-fresh-branch") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false)
      check(found.isBlank && found.info.finished != nil)
    },
    .same("023-inspect-commit-just-after") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false)
      check(!found.isBlank && found.info.parent == "c9f7f59b8658402ea7edb7344d103c54")
    },
    .same("024-inspect-commit-wait-finished") { calls in
      _ = try await calls.inspectCommit(recordedMaster, isFinished: true)
    },
    .same("025-list-commit-after") { calls in
      let found = calls.listCommits(of: "rec_labeled", from: recordedMaster, limit: nil)
      check(try await found.collect().count == 2)
    },
    .same("049-inspect-commit-after-under-file") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: true)
      check(found.error.contains("file / directory path collision"))
    },
    .same("096-inspect-commit") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false)
      check(found.info.id == headID && found.error.isEmpty)
    },
    .same("101-inspect-commit-ancestor-in-id") { calls in
      let found = try await calls.inspectCommit(master("^"), isFinished: false)
      check(found.info.id == "4f229dacabef49fc8fb7c3d942514e01")
    },
    .same("104-inspect-commit-too-far", .commitNotFound) { calls in
      _ = try await calls.inspectCommit(master("^99"), isFinished: false)
    },
    .same("105-inspect-commit-missing-branch", .branchNotFound) { calls in
      _ = try await calls.inspectCommit(CommitRef(labeled("nope")), isFinished: false)
    },
    .answer("107-inspect-commit-missing-uuid", .commitNotFound) { calls in
      _ = try await calls.inspectCommit(recordedMaster, isFinished: false)
    },
    .same("108-list-commit") { calls in
      let found = calls.listCommits(of: "rec_labeled", from: recordedMaster, limit: 3)
      check(try await found.collect().count == 3)
    },
    .same("109-list-commit-missing-repo", .repoNotFound) { calls in
      _ = try await calls.listCommits(of: "nope", from: nil, limit: nil).collect()
    },
    .answer("111-inspect-commit-set-missing", .commitNotFound) { calls in
      // Which branch the commit is on is asked first.
      let unknown = CommitRef(repo: "rec_labeled", commit: "0123456789ab4cde8123456789abcdef")
      _ = try await calls.inspectCommit(unknown, isFinished: false)
    },
    .answer("113-subscribe-commit", .failed) { calls in
      _ = try await calls.subscribe(to: labeled("master"), after: nil).collect()
    },
    .same("116-start-commit") { calls in
      let id = try await calls.startCommit(
        on: labeled("master"), parent: nil, description: "by hand")
      check(id == "4652ca8920d94d758ad65214fb9ff385")
    },
    .same("117-start-commit-again", .commitOpen) { calls in
      _ = try await calls.startCommit(on: labeled("master"), parent: nil, description: "")
    },
    .same("118-start-commit-missing-repo", .repoNotFound) { calls in
      _ = try await calls.startCommit(
        on: Branch(repo: "nope", name: "master"), parent: nil, description: "")
    },
    .same("121-inspect-open-commit") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false).info
      check(found.finished == nil && found.description == "by hand")
    },
    .answer("126-finish-commit-again", .commitFinished) { calls in
      try await calls.finishCommit(recordedMaster, description: "")
    },
    .same("144-drop-commit-set-with-child", .failed) { calls in
      try await calls.dropCommit(
        CommitRef(repo: "rec_drop", commit: "3dd462a6dbd84a89a510fd5de17234ea"))
    },
    .same("151-drop-commit-set-head") { calls in
      try await calls.dropCommit(
        CommitRef(repo: "rec_drop", commit: "93c0a796426b494dafb8d95b19358ee1"))
    },
    .same("152-drop-commit-set-missing", .commitNotFound) { calls in
      try await calls.dropCommit(
        CommitRef(repo: "rec_drop", commit: "00000000000000000000000000000000"))
    },
  ]

  private static let headID = "18ff5e94d111429181fc952fc3a1a53a"

  private static func labeled(_ branch: String) -> Branch {
    Branch(repo: "rec_labeled", name: branch)
  }

  private static func master(_ suffix: String) -> CommitRef {
    CommitRef(repo: "rec_labeled", commit: "master" + suffix)
  }
}
