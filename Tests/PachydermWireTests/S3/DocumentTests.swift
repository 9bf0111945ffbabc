import DataRepository
import Foundation
import PachydermWire
import TestSupport
import Testing

@Suite struct DocumentTests {
  @Test func anErrorIsWrittenAsRecorded() throws {
    let file = fixtures.appending(path: "pachyderm-1.13.4/42-list-delimiter-other.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    let error = S3ErrorBody(
      S3Error(.invalidDelimiter), resource: "/master.listing", requestID: "ID")
    let recorded = text.replacing(/<RequestId>[^<]*</, with: "<RequestId>ID<")
    let ours = String(decoding: error.document, as: UTF8.self)
    #expect(recorded.contains(ours))
    #expect(try S3ErrorBody(document: error.document) == error)
  }

  @Test func aListingIsWrittenAsRecorded() throws {
    var listing = ObjectListing(bucket: "master.listing", paging: .v1(marker: "", nextMarker: nil))
    listing.prefix = "z/y"
    listing.delimiter = "/"
    listing.commonPrefixes = ["z/y/"]
    let file = fixtures.appending(path: "pachyderm-1.13.4/41-list-delimiter.txt")
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(recorded.contains(String(decoding: listing.document, as: UTF8.self)))
  }

  @Test(arguments: [
    ObjectListing.Paging.v1(marker: "m+%", nextMarker: "n 日"),
    .v2(token: "t", startAfter: "a&<>\"'", nextToken: "u"),
  ])
  func aListingIsReadAsWritten(paging: ObjectListing.Paging) throws {
    for isURLEncoded in [false, true] {
      var listing = ObjectListing(bucket: "master.b", paging: paging)
      listing.prefix = "p &<>\"'%2F+"
      listing.delimiter = "/"
      listing.maxKeys = 3
      listing.isTruncated = true
      listing.isURLEncoded = isURLEncoded
      listing.objects = [.init(key: "ü +%\\\u{FFFD}", modified: 1_795_430_042, etag: "ab", size: 7)]
      listing.commonPrefixes = ["a b/", "日/"]
      #expect(try ObjectListing(document: listing.document) == listing)
    }
  }

  @Test func otherDocumentsAreReadAsWritten() throws {
    let delete = MultiDeleteRequest(
      targets: [.init(key: "a&b"), .init(key: "c", version: "v")], isQuiet: true)
    #expect(try MultiDeleteRequest(document: delete.document) == delete)
    let result = MultiDeleteResult(
      deleted: ["x"], failures: [.init(key: "y", S3Error(.accessDenied))])
    #expect(try MultiDeleteResult(document: result.document) == result)
    let copy = CopyResult(etag: "ab", modified: 5)
    #expect(try CopyResult(document: copy.document) == copy)
    let completion = MultipartCompletion(parts: [.init(number: 1, etag: "x")])
    #expect(try MultipartCompletion(document: completion.document) == completion)
    let upload = MultipartUpload(bucket: "b", key: "k", id: "i")
    #expect(try MultipartUpload(document: upload.document) == upload)
    let buckets = BucketListing(buckets: [.init(name: "master.a", created: 7)])
    #expect(try BucketListing(document: buckets.document) == buckets)
  }

  @Test(arguments: [
    "", "<not xml", "<Delete></Delete>", "<Other/>", "<Delete><Object/></Delete>",
    "<!DOCTYPE Delete [<!ENTITY k \"v\">]><Delete><Object><Key>&k;</Key></Object></Delete>",
    String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
  ])
  func whatIsNoDeleteIsMalformed(text: String) {
    #expect(throws: S3Error(.malformedXML)) {
      try MultiDeleteRequest(document: Bytes(text.utf8))
    }
  }

  @Test func timesAreWrittenAndReadInEveryForm() {
    for seconds in stride(from: -86_400.0 * 400, to: 4e9, by: 12_345_678) {
      #expect(WireTime.parseBasic(WireTime.basic(seconds)) == seconds)
      #expect(WireTime.parseISO(WireTime.iso(seconds)) == seconds)
      #expect(WireTime.parseHTTP(WireTime.http(seconds)) == seconds)
    }
    #expect(WireTime.http(1_795_430_042) == "Mon, 23 Nov 2026 10:34:02 GMT")
    #expect(WireTime.parseISO("2026-11-23T10:34:02.5Z") == 1_795_430_042.5)
    #expect(WireTime.parseHTTP("Mon, 23 Nov 2026 11:34:02 +0100") == 1_795_430_042)
    #expect(WireTime.parseHTTP("yesterday") == nil)
    #expect(WireTime.parseBasic("20261323T103402Z") == nil)
  }
}
