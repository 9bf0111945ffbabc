import DataRepository
import Foundation
import LabelCore
import PachydermWire
import SwiftProtobuf
import TestSupport
import Testing

/// Messages recorded from pachd 2.0.8, which its tools wrote as proto3 JSON with the original names.
@Suite struct PFSMessageTests {
  private static func recording(_ name: String) throws -> JSON {
    let file = fixtures.appending(path: "pachyderm-2.0.8-grpc/\(name).json")
    return try JSON(parsing: Bytes(Data(contentsOf: file)))
  }

  private static func messages<Found: Message>(_ side: String, of name: String) throws
    -> [Found]
  {
    try (recording(name)[side]?.arrayValue ?? []).map {
      let hex = try #require($0["hex"]?.stringValue)
      let message = try Found(serializedBytes: #require(Bytes(hex: hex)))
      // What protobuf's tools wrote as JSON beside it is the same message.
      let json = try #require($0["json"]).bytes(.compact)
      #expect(
        try ProtoJSON.full(ProtoJSON.message(json, as: Found.self)) == ProtoJSON.full(message))
      return message
    }
  }

  @Test func aRecordedRepoIsRead() throws {
    let found: [PFS2RepoInfo] = try Self.messages("response_messages", of: "013-inspect-repo")
    let info = try #require(found.first)
    #expect(info.repo.name == "rec_raw")
    #expect(info.repo.type == "user")
    #expect(!info.repo.hasProject)
    #expect(info.description_p == "texts to label, again")
    #expect(info.created.unix == 1_795_435_519.571042)
    #expect(info.hasDetails && info.details.sizeBytes == 0)
  }

  @Test func aRecordedCommitTellsItsErrorAndParent() throws {
    let found: [PFS2CommitInfo] = try Self.messages(
      "response_messages", of: "049-inspect-commit-after-under-file")
    let info = try #require(found.first)
    #expect(info.commit.ref == CommitRef(repo: "rec_labeled", commit: info.commit.id))
    #expect(info.commit.id == "4f229dacabef49fc8fb7c3d942514e01")
    #expect(info.origin.kind == .user)
    #expect(info.parentCommit.id == "d4682d2358594e82b92f040c526cefba")
    #expect(info.error.contains("file / directory path collision"))
    #expect(info.hasFinished)
  }

  @Test func recordedFilesHaveSizesInStringsAndHashesInBase64() throws {
    let found: [PFS2FileInfo] = try Self.messages("response_messages", of: "055-list-file-dir")
    #expect(found.map(\.fileType) == [.file, .file, .file])
    #expect(found.map(\.sizeBytes) == [16, 16, 18])
    #expect(found.first?.file.path == "/test-example.json/0000000000000000")
    #expect(found.allSatisfy { $0.hash.count == 32 })
    let differences: [PFS2DiffFileResponse] = try Self.messages(
      "response_messages", of: "114-diff-file")
    #expect(differences.first?.newFile.fileType == .dir)
    #expect(differences.contains { !$0.hasOldFile })
  }

  @Test func aRecordedStreamOfChangesIsRead() throws {
    let found: [PFS2ModifyFileRequest] = try Self.messages(
      "request_messages", of: "022-modify-file-many-one-commit")
    #expect(found.first?.setCommit.ref == CommitRef(repo: "rec_labeled", commit: "master"))
    #expect(found.dropFirst().allSatisfy { !$0.addFile.raw.value.isEmpty })
  }

  @Test func whatTheGatewayWritesHasEveryFieldInItsPlace() throws {
    let info = PFS2FileInfo.with {
      $0.file = PFS2File("/é", at: PFS2Commit(CommitRef(repo: "data", commit: "master^2")))
      ($0.fileType, $0.sizeBytes, $0.hash) = (.file, 1 << 40, Data([0xff, 0xfe]))
    }
    let json = try ProtoJSON.full(info)
    #expect(
      json.text()
        == #"{"file":{"commit":{"branch":{"repo":{"name":"data","type":"user","project":"#
        + #"{"name":"default"}},"name":"master"},"id":"^2","repo":{"name":"data","type":"user","#
        + #""project":{"name":"default"}}},"path":"/é","datum":""},"fileType":"FILE","#
        + #""committed":null,"sizeBytes":"1099511627776","hash":"//4="}"#)
    #expect(try ProtoJSON.message(json.bytes(.compact), as: PFS2FileInfo.self) == info)
    #expect(
      try ProtoJSON.full(PFS2CommitInfo()).text()
        == #"{"commit":null,"origin":null,"description":"","parentCommit":null,"childCommits":[],"#
        + #""started":null,"finishing":null,"finished":null,"error":"","sizeBytesUpperBound":"0","#
        + #""details":null}"#)
    #expect(
      try ProtoJSON.full(PFS2ClusterInfo.with { $0.warnings = ["a"] }).text()
        == #"{"id":"","deploymentId":"","warningsOk":false,"warnings":["a"],"proxyHost":"","#
        + #""proxyTls":false,"paused":false}"#)
    #expect(
      try ProtoJSON.full(PFS2CommitOrigin()).text() == #"{"kind":"ORIGIN_KIND_UNKNOWN"}"#)
    #expect(try ProtoJSON.full(PFS2Version()).text().hasPrefix(#"{"major":0,"minor":0,"#))
    #expect(try ProtoJSON.full(Empty()).text() == "{}")
    #expect(try ProtoJSON.full(BytesValue(Data("hi".utf8))).text() == #""aGk=""#)
  }

  @Test func membersOfAOneofAreLeftOutThatAreNotChosen() throws {
    #expect(try ProtoJSON.full(PFS2ModifyFileRequest()).text() == "{}")
    let empty = PFS2ModifyFileRequest.with { $0.addFile = .with { $0.path = "/a" } }
    #expect(try ProtoJSON.full(empty).text() == #"{"addFile":{"path":"/a","datum":""}}"#)
    #expect(try ProtoJSON.brief(empty) == Bytes(#"{"addFile":{"path":"/a"}}"#.utf8))
  }

  @Test func everySpellingOfProto3JSONIsRead() throws {
    let texts = [
      #"{"file_type": "FILE", "size_bytes": "7", "hash": "//4="}"#,
      #"{"fileType": 1, "sizeBytes": 7, "hash": "__4", "committed": null, "unknown": {"x": [1]}}"#,
    ]
    for text in texts {
      let info = try ProtoJSON.message(Bytes(text.utf8), as: PFS2FileInfo.self)
      #expect(info.fileType == .file)
      #expect(info.sizeBytes == 7)
      #expect(info.hash == Data([0xff, 0xfe]))
    }
    #expect(throws: WireError.self) {
      try ProtoJSON.message(Bytes(#"{"sizeBytes": "x"}"#.utf8), as: PFS2FileInfo.self)
    }
  }

  @Test func timesAreKeptToTheMicrosecond() {
    for seconds in [0, 1.5, 1_795_435_519.571042, -0.25, -62_135_596_800] {
      #expect(Google_Protobuf_Timestamp(unix: seconds).unix == seconds)
    }
    let rounded = Google_Protobuf_Timestamp(unix: 1.999_999_9)
    #expect((rounded.seconds, rounded.nanos) == (2, 0))
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
