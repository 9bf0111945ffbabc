import DataRepository
import Foundation
import HTTPTypes
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  func createUpload(_ call: S3Call) async throws -> Response {
    _ = try path(of: call)
    _ = try await writable(call.bucket)
    let id = UUID().uuidString.lowercased().filter { $0 != "-" }
    let upload = MultipartUpload(bucket: call.bucket, key: call.key ?? "", id: id)
    try await uploads.begin(upload, at: configuration.now())
    return S3Gateway.xml(upload.document, call)
  }

  func uploadPart(_ call: S3Call) async throws -> Response {
    let upload = Self.upload(call)
    _ = try await writable(call.bucket)
    try await uploads.require(upload)
    guard let number = call.query["partNumber"].flatMap(Int.init), (1...10_000).contains(number)
    else { throw S3Error(.invalidArgument) }
    let content = try await staged(of: call)
    try await uploads.add(content, as: number, of: upload, at: configuration.now())
    return Response(status: .ok, headers: [.eTag: "\"\(content.hash)\""])
  }

  func abortUpload(_ call: S3Call) async throws -> Response {
    _ = try await writable(call.bucket)
    // Its parts go when the store removes what nobody committed.
    try await uploads.forget(Self.upload(call))
    return Response(status: .noContent)
  }

  func listParts(_ call: S3Call) async throws -> Response {
    _ = try await writable(call.bucket)
    var listing = PartListing(upload: Self.upload(call))
    listing.marker = try Self.count(call.query["part-number-marker"], upTo: Int.max) ?? 0
    listing.maxParts = try Self.count(call.query["max-parts"], upTo: 1000) ?? 1000
    let later = try await uploads.parts(of: listing.upload)
      .filter { $0.key > listing.marker }.sorted { $0.key < $1.key }
    listing.isTruncated = later.count > listing.maxParts
    listing.parts = later.prefix(listing.maxParts).map { number, part in
      PartListing.Part(
        number: number, etag: part.content.hash, size: part.content.size, modified: part.modified)
    }
    return S3Gateway.xml(listing.document, call)
  }

  func listUploads(_ call: S3Call) async throws -> Response {
    _ = try await open(call.bucket)
    var listing = UploadListing(bucket: call.bucket)
    listing.keyMarker = call.query["key-marker"] ?? ""
    listing.uploadIDMarker = call.query["upload-id-marker"] ?? ""
    listing.maxUploads = try Self.count(call.query["max-uploads"], upTo: 1000) ?? 1000
    let prefix = call.query["prefix"] ?? ""
    let later = await uploads.list(bucket: call.bucket).filter { item in
      item.upload.key.utf8.starts(with: prefix.utf8)
        && Self.isAfter(item.upload, listing.keyMarker, listing.uploadIDMarker)
    }
    listing.isTruncated = later.count > listing.maxUploads
    listing.uploads = Array(later.prefix(listing.maxUploads))
    return S3Gateway.xml(listing.document, call)
  }

  static func upload(_ call: S3Call) -> MultipartUpload {
    MultipartUpload(
      bucket: call.bucket, key: call.key ?? "", id: call.query["uploadId"] ?? "")
  }

  private static func isAfter(_ upload: MultipartUpload, _ key: String, _ id: String) -> Bool {
    if upload.key == key { return !id.isEmpty && upload.id > id }
    return key.utf8.lexicographicallyPrecedes(upload.key.utf8)
  }

  private static func count(_ text: String?, upTo limit: Int) throws(S3Error) -> Int? {
    guard let text, !text.isEmpty else { return nil }
    guard let count = Int(text), (0...limit).contains(count) else {
      throw S3Error(.invalidArgument)
    }
    return count
  }
}
