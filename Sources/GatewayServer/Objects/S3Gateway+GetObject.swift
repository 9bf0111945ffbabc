import DataRepository
import Foundation
import HTTPTypes
import HummingbirdCore
import LabelCore
import NIOCore
import PachydermWire

/// An object being answered: where it is, and what is said of it.
struct FoundObject: Sendable {
  var commit: CommitRef
  var file: FileInfo
  /// Unix seconds.
  var modified: Double
  var contentType: String
  /// Of every answer about it.
  var headers: HTTPFields
}

extension S3Gateway {
  /// GET and HEAD, with conditions and ranges.
  func getObject(_ call: S3Call) async throws -> Response {
    let object = try await find(call)
    let conditions = Conditions(call)
    var headers = object.headers
    switch conditions.outcome(etag: object.file.hash, modified: object.modified) {
    case .notModified:
      headers[.lastModified] = nil
      headers[.acceptRanges] = nil
      return Response(status: .notModified, headers: headers)
    case .failed:
      headers[.acceptRanges] = nil
      return Response(status: .preconditionFailed, headers: headers)
    case .pass: break
    }
    let honoursRange = conditions.allowsRange(etag: object.file.hash, modified: object.modified)
    let header = honoursRange ? call.header("range") : nil
    switch ByteRanges(header: header, size: object.file.size) {
    case .whole: return answer(object, 0..<object.file.size, status: .ok)
    case .parts(let parts) where parts.count == 1:
      return answer(object, parts[0], status: .partialContent)
    case .parts(let parts): return answer(object, parts)
    case .unsatisfiable: return Self.unsatisfiable(object, "invalid range: failed to overlap\n")
    case .malformed: return Self.unsatisfiable(object, "invalid range\n")
    }
  }

  private func find(_ call: S3Call) async throws -> FoundObject {
    let path = try path(of: call)
    let bucket = try await open(call.bucket)
    let asked = call.query["versionId"].flatMap { $0.isEmpty ? nil : $0 }
    guard let wanted = asked ?? bucket.head else { throw S3Error(.noSuchKey) }
    // The commit is named by its id from here on, so that the branch may move meanwhile.
    let commit = try await store.inspectCommit(bucket.ref(wanted))
    let ref = bucket.ref(commit.id)
    let file = try await file(path, at: ref)
    let modified = file.committed ?? commit.finished ?? commit.started
    var headers: HTTPFields = [.acceptRanges: "bytes", .eTag: "\"\(file.hash)\""]
    headers[.lastModified] = WireTime.http(modified)
    headers[.amzVersionID] = asked == nil ? bucket.version : commit.id
    return FoundObject(
      commit: ref, file: file, modified: modified,
      contentType: try await contentType(of: file, at: ref), headers: headers)
  }

  private func contentType(of file: FileInfo, at commit: CommitRef) async throws -> String {
    if let known = ContentType.byExtension(of: file.path) { return known }
    let sample = try await store.readFile(
      file.path, at: commit, offset: 0, length: ContentType.sample
    ).collect()
    return ContentType.sniffed(Bytes(sample.joined()))
  }

  private func answer(_ object: FoundObject, _ range: Range<Int>, status: HTTPResponse.Status)
    -> Response
  {
    var headers = object.headers
    headers[.contentType] = object.contentType
    if status == .partialContent {
      headers[.contentRange] = Self.contentRange(range, of: object)
    }
    let store = store
    let body = ResponseBody(contentLength: range.count) { writer in
      try await Self.send(range, of: object, from: store, to: &writer)
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: body)
  }

  /// Several ranges, as `multipart/byteranges`.
  private func answer(_ object: FoundObject, _ ranges: [Range<Int>]) -> Response {
    // Go's boundaries have 60 hex digits.
    let boundary = String(
      (UUID().uuidString + UUID().uuidString).lowercased().filter { $0 != "-" }.prefix(60))
    let heads = ranges.map { range in
      "--\(boundary)\r\nContent-Range: \(Self.contentRange(range, of: object))\r\n"
        + "Content-Type: \(object.contentType)\r\n\r\n"
    }
    let end = "--\(boundary)--\r\n"
    var headers = object.headers
    headers[.contentType] = "multipart/byteranges; boundary=\(boundary)"
    let length = zip(heads, ranges).reduce(end.utf8.count) {
      $0 + $1.0.utf8.count + $1.1.count + 2
    }
    let store = store
    let body = ResponseBody(contentLength: length) { writer in
      for (head, range) in zip(heads, ranges) {
        try await writer.write(ByteBuffer(string: head))
        try await Self.send(range, of: object, from: store, to: &writer)
        try await writer.write(ByteBuffer(string: "\r\n"))
      }
      try await writer.write(ByteBuffer(string: end))
      try await writer.finish(nil)
    }
    return Response(status: .partialContent, headers: headers, body: body)
  }

  /// Each piece is read when the one before has gone out, so that a slow client costs no memory.
  private static func send(
    _ range: Range<Int>, of object: FoundObject, from store: any VersionedStore,
    to writer: inout any ResponseBodyWriter
  ) async throws {
    guard !range.isEmpty else { return }
    let pieces = store.readFile(
      object.file.path, at: object.commit, offset: range.lowerBound, length: range.count)
    for try await piece in pieces { try await writer.write(ByteBuffer(bytes: piece)) }
  }

  private static func contentRange(_ range: Range<Int>, of object: FoundObject) -> String {
    "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(object.file.size)"
  }

  private static func unsatisfiable(_ object: FoundObject, _ text: String) -> Response {
    var headers = object.headers
    headers[.acceptRanges] = nil
    if text.contains("overlap") { headers[.contentRange] = "bytes */\(object.file.size)" }
    headers[.contentType] = "text/plain; charset=utf-8"
    headers[.xContentTypeOptions] = "nosniff"
    return Response(
      status: .rangeNotSatisfiable, headers: headers,
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
