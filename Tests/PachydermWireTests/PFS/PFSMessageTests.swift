import DataRepository
import Foundation
import LabelCore
import PachydermWire
import TestSupport
import Testing

/// Messages recorded from pachd 2.0.8, which its tools wrote as proto3 JSON with the original names.
@Suite struct PFSMessageTests {
  private static func recording(_ name: String) throws -> JSON {
    let file = fixtures.appending(path: "pachyderm-2.0.8-grpc/\(name).json")
    return try JSON(parsing: Bytes(Data(contentsOf: file)))
  }

  private static func messages<Message: WireMessage>(_ side: String, of name: String) throws
    -> [Message]
  {
    try (recording(name)[side]?.arrayValue ?? []).map { try Message(json: $0["json"] ?? .null) }
  }

  @Test func aRecordedRepoIsRead() throws {
    let found: [PFS.RepoInfo] = try Self.messages("response_messages", of: "013-inspect-repo")
    let info = try #require(found.first)
    #expect(info.repo?.name == "rec_raw")
    #expect(info.repo?.type == "user")
    #expect(info.repo?.project == nil)
    #expect(info.description == "texts to label, again")
    #expect(info.created == Timestamp(1_795_435_519.571042))
    #expect(info.details == .init())
  }

  @Test func aRecordedCommitTellsItsErrorAndParent() throws {
    let found: [PFS.CommitInfo] = try Self.messages(
      "response_messages", of: "049-inspect-commit-after-under-file")
    let info = try #require(found.first)
    #expect(info.commit?.ref == CommitRef(repo: "rec_labeled", commit: info.commit?.id ?? ""))
    #expect(info.commit?.id == "4f229dacabef49fc8fb7c3d942514e01")
    #expect(info.origin?.kind == .user)
    #expect(info.parentCommit?.id == "d4682d2358594e82b92f040c526cefba")
    #expect(info.error.contains("file / directory path collision"))
    #expect(info.finished != nil)
  }

  @Test func recordedFilesHaveSizesInStringsAndHashesInBase64() throws {
    let found: [PFS.FileInfo] = try Self.messages(
      "response_messages", of: "055-list-file-dir")
    #expect(found.map(\.fileType) == [.file, .file, .file])
    #expect(found.map(\.sizeBytes) == [16, 16, 18])
    #expect(found.first?.file?.path == "/test-example.json/0000000000000000")
    #expect(found.allSatisfy { $0.hash.bytes.count == 32 })
    let differences: [PFS.DiffFileResponse] = try Self.messages(
      "response_messages", of: "114-diff-file")
    #expect(differences.first?.newFile?.fileType == .directory)
    #expect(differences.contains { $0.oldFile == nil })
  }

  @Test func aRecordedStreamOfChangesIsRead() throws {
    let found: [PFS.ModifyFileRequest] = try Self.messages(
      "request_messages", of: "022-modify-file-many-one-commit")
    #expect(found.first?.setCommit?.ref == CommitRef(repo: "rec_labeled", commit: "master"))
    #expect(found.dropFirst().allSatisfy { $0.addFile?.raw != nil })
    #expect(found.filter { $0.setCommit != nil }.count == 1)
  }

  @Test func whatIsWrittenIsReadAgainAndDefaultsAreIncluded() throws {
    let info = PFS.FileInfo.with {
      $0.file = PFS.File("/é", at: PFS.Commit(CommitRef(repo: "data", commit: "master~2")))
      ($0.fileType, $0.sizeBytes, $0.hash) = (.file, 1 << 40, WireBytes([0xff, 0xfe]))
    }
    #expect(
      info.json.text()
        == #"{"file":{"commit":{"branch":{"repo":{"name":"data","type":"user","project":"#
        + #"{"name":"default"}},"name":"master"},"id":"~2","repo":{"name":"data","type":"user","#
        + #""project":{"name":"default"}}},"path":"/é","datum":""},"fileType":"FILE","#
        + #""committed":null,"sizeBytes":"1099511627776","hash":"//4="}"#)
    #expect(try PFS.FileInfo(json: info.json) == info)
    #expect(PFS.ModifyFileRequest().json.text() == "{}", "members of a oneof are left out")
    let empty = PFS.ModifyFileRequest.with { $0.addFile = .with { $0.path = "/a" } }
    #expect(empty.json.text() == #"{"addFile":{"path":"/a","datum":""}}"#)
  }

  @Test func everySpellingOfProto3JSONIsRead() throws {
    let texts = [
      #"{"file_type": "FILE", "size_bytes": "7", "hash": "//4="}"#,
      #"{"fileType": 1, "sizeBytes": 7, "hash": "__4", "committed": null, "unknown": {"x": [1]}}"#,
    ]
    for text in texts {
      let info = try PFS.FileInfo(parsing: Bytes(text.utf8))
      #expect(info.fileType == .file)
      #expect(info.sizeBytes == 7)
      #expect(info.hash.bytes == [0xff, 0xfe])
    }
    #expect(throws: WireError("sizeBytes: not a whole number: \"x\"")) {
      try PFS.FileInfo(parsing: Bytes(#"{"sizeBytes": "x"}"#.utf8))
    }
    let times = ["1970-01-01T00:00:01.5Z", "1970-01-01T01:00:01.500+01:00"]
    for time in times { #expect(WireTime.parseRFC3339(time) == 1.5) }
    #expect(WireTime.rfc3339(1.5) == "1970-01-01T00:00:01.500000Z")
    #expect(WireTime.rfc3339(1.9999999) == "1970-01-01T00:00:02Z")
  }

  @Test func messagesAreCutOutOfAnyPieces() throws {
    let text = Bytes(#" {"a":"}\"{"}{"b":[{}]}"#.utf8) + Bytes("\n\n{\"c\":1} ".utf8)
    for size in 1...text.count {
      var messages = JSONMessages()
      var found: [Bytes] = []
      for start in stride(from: 0, to: text.count, by: size) {
        found += try messages.take(Bytes(text[start..<min(start + size, text.count)]))
      }
      #expect(
        found.map { String(decoding: $0, as: UTF8.self) }
          == [#"{"a":"}\"{"}"#, #"{"b":[{}]}"#, #"{"c":1}"#], "pieces of \(size)")
      #expect(messages.isBetween)
    }
    var open = JSONMessages(limit: 10)
    _ = try open.take(Bytes("{\"a\"".utf8))
    #expect(!open.isBetween)
    #expect(throws: WireError.self) { try open.take(Bytes(": 1234567890".utf8)) }
  }

  @Test func anErrorBodyIsReadBareAndFromAStream() throws {
    let status = RPCStatus(.notFound, "repo default/x not found")
    let text = #"{"code":5,"message":"repo default/x not found","details":[]}"#
    #expect(status.json.text() == text)
    #expect(RPCStatus(body: Bytes(text.utf8)) == status)
    #expect(RPCStatus(body: Bytes(#"{"error": \#(text)}"#.utf8)) == status)
    #expect(RPCStatus(body: Bytes("<html>".utf8)) == nil)
    #expect(status.code.httpStatus == 404)
  }
}
