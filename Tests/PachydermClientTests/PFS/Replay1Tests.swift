import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf
import Testing

@testable import PachydermClient

/// What a running Pachyderm 1.13.4 was asked over gRPC, asked by us, and its answers, read by us.
@Suite struct Replay1Tests {
  @Test(arguments: repos + branches + commits + reads + writes)
  func aRecordedCallIsMadeAndUnderstood(_ replay: Replay) async throws {
    try await replay.run("pachyderm-1.13.4-grpc") { PFS1Calls(remote: $0) }
  }

  private static let open = CommitRef(
    repo: "rec_labeled", commit: "eeba832407bb4f4b89ffe0da942e14e2")

  private static func branch(_ name: String) -> Branch { Branch(repo: "rec_labeled", name: name) }

  private static func master(_ suffix: String) -> CommitRef {
    CommitRef(repo: "rec_labeled", commit: "master" + suffix)
  }

  private static let repos: [Replay] = [
    .same("01-version") { calls in
      let version = try await calls.remote.call(PFS1.getVersion, .init(), .reads)
      check((version.major, version.minor, version.micro) == (1, 13, 4))
    },
    .same("02-inspect-cluster") { calls in
      check(try await calls.clusterID() == "1a7a72df8b3c48d88a25f8148910ea99")
    },
    .same("04-create-repo") { calls in
      try await calls.createRepo("rec_raw", description: "texts to label")
    },
    .same("05-create-repo-exists", .repoExists) { calls in
      try await calls.createRepo("rec_raw", description: "")
    },
    .same("06-create-repo-bad-name", .invalidName) { calls in
      try await calls.createRepo("a.b", description: "")
    },
    .same("07-create-repo-2") { calls in try await calls.createRepo("rec_labeled", description: "")
    },
    .same("08-inspect-repo") { calls in
      let repo = try await calls.inspectRepo("rec_raw")
      check(repo.description == "texts to label")
      check(abs(repo.created - 1_795_434_090.166541544) < 1e-6)
    },
    .same("09-inspect-repo-missing", .repoNotFound) { calls in
      _ = try await calls.inspectRepo("nope")
    },
    .same("10-list-repo") { calls in
      check(try await calls.listRepos().map(\.name).prefix(2) == ["rec_labeled", "rec_raw"])
    },
    .same("63-delete-repo") { calls in try await calls.deleteRepo("rec_raw", force: false) },
    .same("64-delete-repo-missing") { calls in try await calls.deleteRepo("rec_raw", force: false)
    },
    .same("65-with-token-auth-off") { calls in check(try await !calls.listRepos().isEmpty) },
  ]

  private static let branches: [Replay] = [
    .same("11-create-branch-no-head") { calls in
      try await calls.createBranch(branch("master"), head: nil)
    },
    .same("12-inspect-branch-no-head") { calls in
      check(try await calls.inspectBranch(branch("master")).head == nil)
    },
    .same("13-inspect-branch-missing", .branchNotFound) { calls in
      _ = try await calls.inspectBranch(branch("nope"))
    },
    .same("37-inspect-branch") { calls in
      let head = try await calls.inspectBranch(branch("master")).head
      check(head == "84afdf7ecdf44e2384f1d502657dabfe")
    },
    .same("38-create-branch-v1-at-head") { calls in
      try await calls.createBranch(branch("v1"), head: recordedMaster)
    },
    .answer("39-create-branch-v0-at-ancestor") { calls in
      try await calls.createBranch(branch("v0"), head: master("^2"))
    },
    .answer("40-create-branch-bad-head", .branchNotFound) { calls in
      try await calls.createBranch(branch("v9"), head: CommitRef(branch("nope")))
    },
    .answer("41-create-branch-existing") { calls in
      try await calls.createBranch(branch("v0"), head: recordedMaster)
    },
    .same("42-list-branch") { calls in
      let found = try await calls.listBranches(of: "rec_labeled")
      check(found.map(\.branch.name) == ["v0", "v1", "master"])
    },
    .same("43-list-branch-missing-repo", .repoNotFound) { calls in
      _ = try await calls.listBranches(of: "nope")
    },
    .same("60-delete-branch") { calls in try await calls.deleteBranch(branch("v0"), force: false) },
    .same("61-delete-branch-missing") { calls in
      try await calls.deleteBranch(branch("v0"), force: false)
    },
  ]

  private static let commits: [Replay] = [
    .same("16-list-commit-after") { calls in
      let found = try await calls.listCommits(of: "rec_labeled", from: recordedMaster, limit: nil)
        .collect()
      check(found.count == 1 && found.first?.parent == nil && found.first?.finished != nil)
    },
    .same("44-inspect-commit") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false).info
      check(found.id == "84afdf7ecdf44e2384f1d502657dabfe")
      check(found.parent == "7aab941cb96249048e5954c1cd22e4f6")
      check(found.branch == "master" && found.size == 46)
    },
    .same("45-inspect-commit-ancestor") { calls in
      let found = try await calls.inspectCommit(master("~1"), isFinished: false).info
      check(found.id == "7aab941cb96249048e5954c1cd22e4f6")
    },
    .same("46-inspect-commit-too-far", .commitNotFound) { calls in
      _ = try await calls.inspectCommit(master("^99"), isFinished: false)
    },
    .same("47-list-commit") { calls in
      let found = calls.listCommits(of: "rec_labeled", from: recordedMaster, limit: 3)
      check(try await found.collect().count == 3)
    },
    .same("50-start-commit") { calls in
      let id = try await calls.startCommit(
        on: branch("master"), parent: nil, description: "by hand")
      check(id == open.commit)
    },
    .same("51-start-commit-again", .commitOpen) { calls in
      _ = try await calls.startCommit(on: branch("master"), parent: nil, description: "")
    },
    .same("53-inspect-open-commit") { calls in
      let found = try await calls.inspectCommit(recordedMaster, isFinished: false).info
      check(found.finished == nil && found.description == "by hand")
    },
    .same("55-finish-commit") { calls in try await calls.finishCommit(open, description: "") },
    .same("56-finish-commit-again", .commitFinished) { calls in
      try await calls.finishCommit(open, description: "")
    },
  ]

  private static let reads: [Replay] = [
    .same("14-list-file-no-head", .noHead) { calls in
      _ = try await calls.listFiles(in: "/", .directories, at: recordedMaster, after: nil).collect()
    },
    .same("26-list-file-dir") { calls in
      let found = calls.listFiles(
        in: "/test-example.json", .recursive, at: recordedTexts, after: nil)
      check(
        try await found.collect().map(\.path)
          == (0..<3).map { "/test-example.json/000000000000000\($0)" })
    },
    .same("27-list-file-root") { calls in
      let found = calls.listFiles(in: "/", .directories, at: recordedMaster, after: nil)
      check(try await found.collect().map(\.path) == ["/1", "/2", "/3", "/empty"])
    },
    .same("29-glob-file") { calls in
      let found = try await calls.globFiles("**", at: recordedTexts).collect()
      check(found.map(\.kind) == [.directory, .file, .file, .file])
      check(found.first?.path == "/test-example.json/")
    },
    .same("30-glob-file-one") { calls in
      check(
        try await calls.globFiles("/test-example.json/*1", at: recordedTexts).collect().count == 1)
    },
    .same("31-get-file") { calls in
      let bytes = calls.readFile(
        "/test-example.json/0000000000000002", at: recordedTexts, offset: 0, length: nil)
      check(try await bytes.collect() == [Bytes(#"{"text": "Three"}"#.utf8)])
    },
    .same("32-get-file-glob") { calls in
      let files = [15, 15, 17].enumerated().map {
        FileInfo(path: "/\($0.offset)", kind: .file, size: $0.element, hash: "")
      }
      let found = calls.readFiles("/test-example.json/*", files, at: recordedTexts)
      check(
        try await found.collect().map { String(decoding: $0.bytes, as: UTF8.self) }
          == ["One", "Two", "Three"].map { #"{"text": "\#($0)"}"# })
    },
    .same("33-get-file-range") { calls in
      let bytes = calls.readFile(
        "/test-example.json/0000000000000002", at: recordedTexts, offset: 2, length: 4)
      check(try await bytes.collect() == [Bytes("text".utf8)])
    },
    .same("34-get-file-missing", .fileNotFound) { calls in
      _ = try await calls.readFile("/nope", at: recordedTexts, offset: 0, length: nil).collect()
    },
    .same("35-inspect-file") { calls in
      let file = try await calls.inspectFile("/1", at: recordedMaster)
      check(file.size == 24 && file.hash.hasPrefix("4145b97d86fbad5e837c9bc2e5e219"))
    },
    .same("36-inspect-file-missing", .fileNotFound) { calls in
      _ = try await calls.inspectFile("/nope", at: recordedMaster)
    },
    .same("48-diff-file") { calls in
      let found = try await calls.diff(from: master("^2"), to: recordedMaster).collect()
      check(found.map(\.path) == ["/0", "/3", "/empty"])
      check(found.map { $0.old == nil } == [false, true, true])
      check(found.map { $0.new == nil } == [true, false, false])
    },
    .answer("49-diff-file-parent") { calls in
      let found = try await calls.diff(from: master("^"), to: recordedMaster).collect()
      check(found.map(\.path) == ["/empty"])
    },
    .same("54-get-file-open-commit") { calls in
      let bytes = calls.readFile("/4", at: recordedMaster, offset: 0, length: nil)
      check(try await bytes.collect() == [Bytes(#"{"id": 4}"#.utf8)])
    },
  ]

  private static let writes: [Replay] = [
    .same("15-put-file-many-one-commit") { calls in
      try await change(
        calls, recordedMaster,
        [
          .put("/0", #"{"id": 0}"#), .put("/1", #"{"id": 1}"#), .put("/2", #"{"id": "#),
          .append("/2", "2}"),
        ])
    },
    .same("17-put-file-overwrite") { calls in
      try await change(calls, recordedMaster, [.put("/1", #"{"id": 1, "again": true}"#)])
    },
    .same("18-put-file-append") { calls in
      try await change(calls, recordedMaster, [.append("/2", "tail")])
    },
    .same("19-put-file-delete-and-put") { calls in
      try await change(calls, recordedMaster, [.delete(path: "/0"), .put("/3", #"{"id": 3}"#)])
    },
    .same("20-put-file-empty") { calls in
      try await change(calls, recordedMaster, [.put("/empty", "")])
    },
    .same("21-put-file-bad-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/a*b", "x")])
    },
    .same("22-put-file-unicode-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/über", "x")])
    },
    .same("23-put-file-missing-repo", .repoNotFound) { calls in
      try await change(calls, CommitRef(repo: "nope", commit: "master"), [.append("/a", "x")])
    },
    .same("24-put-file-under-file", .pathCollision) { calls in
      try await change(calls, recordedMaster, [.append("/1/under", "x")])
    },
    .same("52-put-file-open-commit") { calls in
      try await change(calls, recordedMaster, [.put("/4", #"{"id": 4}"#)])
    },
    .same("57-put-file-finished-commit", .commitFinished) { calls in
      try await change(calls, open, [.append("/5", "x")])
    },
    .same("59-copy-file") { calls in
      let v1 = CommitRef(branch("v1"))
      try await change(
        calls, recordedMaster, [.copy(from: v1, source: "/1", path: "/copy-of-1")])
    },
  ]
}
