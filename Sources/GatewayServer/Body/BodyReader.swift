import DataRepository
import HummingbirdCore
import NIOCore
import PachydermWire

/// A request's body as it arrives, without its envelope, piece by piece as it is asked for; the end
/// is reached only if everything promised was kept, so that whoever got it may store what came
/// before.
actor BodyReader {
  private let promise: BodyPromise
  private var source: RequestBody.AsyncIterator
  private var decoder: ChunkedDecoder?
  private var count = 0
  private let md5: Digest?
  private let sha256: Digest?
  private let checksums: [(algorithm: ChecksumAlgorithm, value: Checksum)]

  init(_ body: RequestBody, promise: BodyPromise) {
    self.promise = promise
    source = body.makeAsyncIterator()
    decoder = promise.isChunked ? ChunkedDecoder(signing: promise.signing) : nil
    md5 = promise.md5.map { _ in Digest(.md5) }
    sha256 = promise.sha256.map { _ in Digest(.sha256) }
    checksums = promise.trailing.union(promise.checksums.keys).map { ($0, Checksum($0)) }
  }

  /// The next piece, never empty; nil at the end.
  /// - Throws: an `S3Error` that says which promise was broken.
  func next() async throws(S3Error) -> Bytes? {
    while let sent = try await receive() {
      let piece = try unwrap(sent)
      guard !piece.isEmpty else { continue }
      try take(piece)
      return piece
    }
    try finish()
    return nil
  }

  /// Everything, in memory.
  func collect() async throws(S3Error) -> Bytes {
    var all = Bytes()
    while let piece = try await next() { all += piece }
    return all
  }

  private func receive() async throws(S3Error) -> Bytes? {
    do {
      var source = self.source
      let buffer = try await source.next(isolation: self)
      self.source = source
      return buffer.map { Bytes($0.readableBytesView) }
    } catch {
      // The connection ended before the body did.
      throw S3Error(.incompleteBody)
    }
  }

  private func unwrap(_ sent: Bytes) throws(S3Error) -> Bytes {
    guard decoder != nil else { return sent }
    var piece = Bytes()
    piece.reserveCapacity(sent.count)
    try decoder?.decode(sent, into: &piece)
    return piece
  }

  private func take(_ piece: Bytes) throws(S3Error) {
    count += piece.count
    if let length = promise.length, count > length { throw S3Error(.incompleteBody) }
    md5?.update(piece)
    sha256?.update(piece)
    for checksum in checksums { checksum.value.update(piece) }
  }

  private func finish() throws(S3Error) {
    guard decoder?.isDone != false, promise.length == nil || promise.length == count else {
      throw S3Error(.incompleteBody)
    }
    if let md5, md5.finish() != promise.md5 { throw S3Error(.badDigest) }
    if let sha256, sha256.finish().hex != promise.sha256 {
      throw S3Error(.contentSHA256Mismatch)
    }
    for (algorithm, value) in checksums {
      let wanted = promise.checksums[algorithm] ?? decoder?.trailers[algorithm.header]
      guard let wanted else {
        throw S3Error(.incompleteBody, "The trailer \(algorithm.header) did not come.")
      }
      guard value.finish() == wanted else {
        throw S3Error(
          .badDigest, "The \(algorithm.rawValue.uppercased()) you specified did not match.")
      }
    }
  }
}
