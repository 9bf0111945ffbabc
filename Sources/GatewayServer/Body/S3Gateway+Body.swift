import DataRepository
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  /// A body up to this size is kept in memory until it is committed; a longer one goes to the store
  /// at once.
  private static let smallBody = 256 << 10
  /// XML bodies: a thousand keys of a KiB, escaped.
  private static let longestDocument = 4 << 20

  /// The body of an object or part, checked; large ones are staged on the way, so that memory is
  /// bounded.
  func content(of call: S3Call) async throws -> FileContent {
    let promise = try BodyPromise(of: call, limit: configuration.largestBody)
    let reader = BodyReader(call.request.body, promise: promise)
    guard let length = promise.length, length > Self.smallBody else {
      return .bytes(try await reader.collect())
    }
    return .staged(try await stage(reader))
  }

  /// As `content`, staged whatever its size.
  func staged(of call: S3Call) async throws -> StagedContent {
    let promise = try BodyPromise(of: call, limit: configuration.largestBody)
    return try await stage(BodyReader(call.request.body, promise: promise))
  }

  /// The XML body of a request.
  func document(of call: S3Call) async throws -> Bytes {
    let promise = try BodyPromise(of: call, limit: Self.longestDocument, needsLength: false)
    let reader = BodyReader(call.request.body, promise: promise)
    var document = Bytes()
    while let piece = try await reader.next() {
      document += piece
      guard document.count <= Self.longestDocument else { throw S3Error(.entityTooLarge) }
    }
    return document
  }

  /// The store pulls, so that a slow disk slows the client down.
  private func stage(_ reader: BodyReader) async throws -> StagedContent {
    try await store.stage(AsyncThrowingStream { try await reader.next() })
  }
}
