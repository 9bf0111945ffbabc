import DataRepository
import LabelCore
import PachydermWire
import Testing

@testable import PachydermClient

/// The recorded calls of 2.0.8 that read and write files.
@Suite struct Replay2FileTests {
  @Test(arguments: reads + writes)
  func aRecordedCallIsMadeAndUnderstood(_ replay: Replay) async throws {
    try await replay.run("pachyderm-2.0.8-grpc") {
      PFS2Calls($0, ClusterVersion(2, 0, 8), project: "default")
    }
  }

  private static let reads: [Replay] = [
    .same("020-list-file-fresh-branch") { calls in
      let found = calls.listFiles(in: "/", .directories, at: recordedMaster, after: nil)
      check(try await found.collect().isEmpty)
    },
    .same("027-get-file-just-after") { calls in
      let bytes = calls.readFile("/1", at: recordedMaster, offset: 0, length: nil)
      check(try await bytes.collect() == [Bytes(#"{"id": 1, "again": true}"#.utf8)])
    },
    .same("055-list-file-dir") { calls in
      let found = calls.listFiles(
        in: "/test-example.json", .directories, at: recordedTexts, after: nil)
      check(try await found.collect().map(\.size) == [16, 16, 18])
    },
    .same("057-list-file-root") { calls in
      let found = calls.listFiles(in: "/", .directories, at: recordedMaster, after: nil)
      check(try await found.collect().count == 7)
    },
    .same("058-list-file-missing") { calls in
      let found = calls.listFiles(in: "/nope", .directories, at: recordedMaster, after: nil)
      check(try await found.collect().isEmpty)
    },
    .same("059-list-file-missing-repo", .branchNotFound) { calls in
      let missing = CommitRef(repo: "nope", commit: "master")
      _ = try await calls.listFiles(in: "/", .directories, at: missing, after: nil).collect()
    },
    .same("060-list-file-missing-branch", .branchNotFound) { calls in
      let missing = CommitRef(repo: "rec_labeled", commit: "nope")
      _ = try await calls.listFiles(in: "/", .directories, at: missing, after: nil).collect()
    },
    .same("061-walk-file") { calls in
      let found = try await calls.listFiles(in: "/", .recursive, at: recordedTexts, after: nil)
        .collect()
      check(found.map(\.kind) == [.directory, .directory, .file, .file, .file])
    },
    .same("062-walk-file-missing", .fileNotFound) { calls in
      _ = try await calls.listFiles(in: "/nope", .recursive, at: recordedTexts, after: nil)
        .collect()
    },
    .same("063-glob-file") { calls in
      check(try await calls.globFiles("**", at: recordedTexts).collect().count == 4)
    },
    .same("064-glob-file-one") { calls in
      check(
        try await calls.globFiles("/test-example.json/*1", at: recordedTexts).collect().count == 1)
    },
    .same("065-glob-file-none") { calls in
      check(try await calls.globFiles("/nope*", at: recordedTexts).collect().isEmpty)
    },
    .same("067-get-file-ancestor") { calls in
      let before = CommitRef(repo: "rec_labeled", commit: "master~1")
      let bytes = calls.readFile("/1/under", at: before, offset: 0, length: nil)
      check(try await bytes.collect() == [Bytes("x".utf8)])
    },
    .same("068-get-file-offset") { calls in
      let bytes = calls.readFile(third, at: recordedTexts, offset: 2, length: nil)
      check(try await bytes.collect() == [Bytes("text\": \"Three\"}\n".utf8)])
    },
    .same("069-get-file-offset-past-end") { calls in
      let bytes = calls.readFile(third, at: recordedTexts, offset: 2000, length: 5)
      check(try await bytes.collect().isEmpty)
    },
    .answer("070-get-file-glob", .failed) { calls in
      _ = try await calls.readFile(third, at: recordedTexts, offset: 0, length: nil).collect()
    },
    .same("071-get-file-dir", .fileNotFound) { calls in
      _ = try await calls.readFile("/test-example.json", at: recordedTexts, offset: 0, length: nil)
        .collect()
    },
    .same("072-get-file-empty") { calls in
      let bytes = calls.readFile("/empty", at: recordedMaster, offset: 0, length: nil)
      check(try await bytes.collect().isEmpty)
    },
    .same("073-get-file-missing", .fileNotFound) { calls in
      _ = try await calls.readFile("/nope", at: recordedTexts, offset: 0, length: nil).collect()
    },
    .same("075-get-file-tar-glob") { calls in
      let files = (0..<3).map {
        FileInfo(path: "/test-example.json/000000000000000\($0)", kind: .file, size: 0, hash: "h")
      }
      let found = calls.readFiles("/test-example.json/*", files, at: recordedTexts)
      check(
        try await found.collect().map { String(decoding: $0.bytes, as: UTF8.self) }
          == ["One", "Two", "Three"].map { "{\"text\": \"\($0)\"}\n" })
    },
    .same("074-get-file-tar") { calls in
      // The directory itself has an entry, which is no file.
      let found = calls.readFiles("/test-example.json", [], at: recordedTexts)
      check(try await found.collect().isEmpty)
    },
    .same("076-get-file-tar-missing", .fileNotFound) { calls in
      _ = try await calls.readFiles("/nope", [], at: recordedTexts).collect()
    },
    .same("077-inspect-file") { calls in
      let file = try await calls.inspectFile("/1", at: recordedMaster)
      check(file.size == 24 && file.hash.hasPrefix("148ae0a48ac23820ae04b78b4b8887c4"))
    },
    .same("078-inspect-file-dir") { calls in
      let file = try await calls.inspectFile("/test-example.json", at: recordedTexts)
      check(file.kind == .directory && file.path == "/test-example.json/" && file.size == 50)
    },
    .same("079-inspect-file-missing", .fileNotFound) { calls in
      _ = try await calls.inspectFile("/nope", at: recordedMaster)
    },
    .same("114-diff-file") { calls in
      let before = CommitRef(repo: "rec_labeled", commit: "master^12")
      let found = try await calls.diff(from: before, to: recordedMaster).collect()
      check(!found.isEmpty && found.allSatisfy { !$0.path.hasSuffix("/") })
    },
    .same("123-list-file-open-commit") { calls in
      let found = calls.listFiles(in: "/", .directories, at: recordedMaster, after: nil)
      check(try await found.collect().allSatisfy { $0.committed == nil })
    },
  ]

  private static let writes: [Replay] = [
    .same("022-modify-file-many-one-commit") { calls in
      try await change(
        calls, recordedMaster,
        [
          .append("/0", #"{"id": 0}"#), .append("/1", #"{"id": 1}"#), .append("/2", #"{"id": "#),
          .append("/2", "2}"),
        ])
    },
    .same("026-modify-file-overwrite") { calls in
      try await change(calls, recordedMaster, [.put("/1", #"{"id": 1, "again": true}"#)])
    },
    .same("028-modify-file-append") { calls in
      try await change(calls, recordedMaster, [.append("/2", "tail")])
    },
    .same("033-modify-file-no-source") { calls in
      try await change(calls, recordedMaster, [.append("/nosource", "")])
    },
    .same("034-modify-file-nothing") { calls in try await change(calls, recordedMaster, []) },
    .same("037-modify-file-bad-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/a*b", "x")])
    },
    .same("038-modify-file-dotdot-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/a/../b", "x")])
    },
    .same("040-modify-file-unicode-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/über", "x")])
    },
    .same("041-modify-file-space-path") { calls in
      try await change(calls, recordedMaster, [.append("/with space.txt", "x")])
    },
    .same("042-modify-file-percent-path", .invalidPath) { calls in
      try await change(calls, recordedMaster, [.append("/a%20b+c~d#e", "x")])
    },
    .same("044-modify-file-missing-repo", .repoNotFound) { calls in
      try await change(calls, CommitRef(repo: "nope", commit: "master"), [.append("/a", "x")])
    },
    .same("046-modify-file-missing-branch") { calls in
      try await change(calls, CommitRef(repo: "rec_fresh", commit: "master"), [.append("/a", "x")])
    },
    .same("048-modify-file-under-file") { calls in
      try await change(calls, recordedMaster, [.append("/1/under", "x")])
    },
    .same("053-modify-file-bad-branch-name", .invalidName) { calls in
      try await change(calls, CommitRef(repo: "rec_fresh", commit: "b@d"), [.append("/a", "x")])
    },
    .same("054-modify-file-tree") { calls in
      let texts = ["One", "Two", "Three"].enumerated().map {
        FileChange.append(
          "/test-example.json/000000000000000\($0.offset)", "{\"text\": \"\($0.element)\"}\n")
      }
      try await change(calls, recordedTexts, texts)
    },
    .answer("128-modify-file-finished-commit", .commitFinished) { calls in
      try await change(calls, recordedMaster, [.append("/6", "x")])
    },
    .same("131-modify-file-copy") { calls in
      let v1 = CommitRef(repo: "rec_labeled", commit: "v1")
      try await change(
        calls, recordedMaster, [.copy(from: v1, source: "/1", path: "/copy-of-1")])
    },
  ]

  private static let third = "/test-example.json/0000000000000002"
}
