import DataRepository
import PachydermWire

extension S3Client {
  /// A small object, whole, with its entity tag.
  func get(_ key: String, in bucket: String) async throws -> (bytes: Bytes, etag: String) {
    let answer = try await perform(S3Call("GET", bucket: bucket, key: key))
    return (answer.body, ETag.unquoted(answer.head["ETag"] ?? ""))
  }

  /// The object's bytes from `offset` on, at most `length`, in pieces.
  func read(_ key: String, in bucket: String, offset: Int, length: Int?) async throws
    -> HTTPBodyStream
  {
    var call = S3Call("GET", bucket: bucket, key: key)
    if offset > 0 || length != nil {
      let end = length.map { String(offset + $0 - 1) } ?? ""
      call.headers = [SigV4.Header("Range", "bytes=\(offset)-\(end)")]
    }
    return try await open(call).body
  }

  /// Replaces the object; gives the id of the commit that this made, where the gateway says it.
  func put(_ body: HTTPBody, sha256: String, at key: String, in bucket: String) async throws
    -> String?
  {
    var call = S3Call("PUT", bucket: bucket, key: key)
    call.body = body
    call.payload = .sha256(sha256)
    return try await perform(call).head["x-amz-version-id"]
  }

  func delete(_ key: String, in bucket: String) async throws {
    _ = try await perform(S3Call("DELETE", bucket: bucket, key: key))
  }

  /// Copies within the gateway. The leading slash matters: 1.13 refuses a nested source without it.
  func copy(_ source: S3Object, to target: S3Object) async throws {
    var call = S3Call("PUT", bucket: target.bucket, key: target.key)
    let path = PercentEncoding.encode("\(source.bucket)/\(source.key)", keepingSlashes: true)
    call.headers = [SigV4.Header("x-amz-copy-source", "/" + path)]
    _ = try await perform(call)
  }
}

/// The place of an object.
struct S3Object: Equatable, Sendable {
  var bucket: String
  var key: String
}
