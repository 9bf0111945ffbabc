import DataRepository
import PachydermWire
import TestSupport
import Testing

@testable import GatewayServer

@Suite struct PartsTests {
  @Test(arguments: [
    (nil, ByteRanges.whole), ("bytes=0-3", .parts([0..<4])), ("bytes=5-", .parts([5..<10])),
    ("bytes=-4", .parts([6..<10])), ("bytes=-40", .parts([0..<10])),
    ("bytes=0-99", .parts([0..<10])),
    ("bytes=0-1, 4-5", .parts([0..<2, 4..<6])), ("bytes=0-9,0-9", .whole), ("bytes=", .whole),
    ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=3-1", .malformed),
    ("bytes=a-b", .malformed), ("lines=1-2", .malformed), ("bytes=5", .malformed),
    ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=20-,1-1", .parts([1..<2])),
  ])
  func rangesAreReadAsGoReadsThem(header: String?, wanted: ByteRanges) {
    #expect(ByteRanges(header: header, size: 10) == wanted)
  }

  @Test(arguments: [
    ("repo", "repo", BucketName.Place.branch("master")),
    ("v1.repo", "repo", .branch("v1")),
    ("c2f4143eb9bc4ee5a79b1067d3649a52.repo", "repo", .commit("c2f4143eb9bc4ee5a79b1067d3649a52")),
    (
      "c2f4143eb9bc4ee5a79b1067d3649a52.dev.repo", "repo",
      .commit("c2f4143eb9bc4ee5a79b1067d3649a52")
    ),
  ])
  func bucketsNameABranchOrACommit(text: String, repo: String, place: BucketName.Place) throws {
    let name = try BucketName(text)
    #expect(name.repo == repo && name.place == place)
  }

  @Test(arguments: ["", ".", "a.", ".a", "a.b.c", "a.b.c.d"])
  func otherNamesAreNone(text: String) {
    #expect(throws: S3Error(.invalidBucketName)) { try BucketName(text) }
  }

  @Test func contentTypesComeFromTheExtensionElseFromTheBytes() {
    #expect(ContentType.byExtension(of: "/a.b/c.JSON") == "application/json")
    #expect(ContentType.byExtension(of: "/a.json/c") == nil)
    let cases: [(String, String)] = [
      ("", "text/plain; charset=utf-8"), ("{\"a\":1}", "text/plain; charset=utf-8"),
      ("  <html>", "text/html; charset=utf-8"), ("<b>x", "text/html; charset=utf-8"),
      ("<bar>", "text/plain; charset=utf-8"), ("<?xml version", "text/xml; charset=utf-8"),
      ("%PDF-1.7", "application/pdf"), ("a\u{1}", "application/octet-stream"),
      ("日本", "text/plain; charset=utf-8"),
    ]
    for (text, type) in cases { #expect(ContentType.sniffed(Bytes(text.utf8)) == type, "\(text)") }
    #expect(ContentType.sniffed([0x89] + Bytes("PNG\r\n\u{1A}\n".utf8)) == "image/png")
  }

  @Test func copySourcesAreDecodedOnce() throws {
    let source = try CopySource("master.b/a%20b%2Bc%2525?versionId=v1")
    #expect(source.bucket == "master.b" && source.path == "/a b+c%25" && source.version == "v1")
    #expect(try CopySource("/b/k").path == "/k")
    for text in ["", "b", "/b/", "b/%zz", "b/%ff"] {
      #expect(throws: S3Error.self) { try CopySource(text) }
    }
  }
}
