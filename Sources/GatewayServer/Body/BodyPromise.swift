import DataRepository
import PachydermWire

/// What a request's headers say its body will be; `BodyReader` holds it to that.
struct BodyPromise: Sendable {
  /// Bytes of the contents, without the envelope of aws-chunked; nil where nobody said.
  var length: Int?
  var md5: Bytes?
  /// Lower-case hex.
  var sha256: String?
  /// In base64.
  var checksums: [ChecksumAlgorithm: String] = [:]
  /// Checksums that come behind the body.
  var trailing: Set<ChecksumAlgorithm> = []
  var isChunked = false
  /// When given, every chunk is signed.
  var signing: SigV4.ChunkSigning?

  /// - Throws: `missingContentLength`, `entityTooLarge`, `invalidDigest` or `invalidArgument`.
  init(of call: S3Call, limit: Int, needsLength: Bool = true) throws(S3Error) {
    try readPayload(call)
    try readDigests(call)
    let sent = try Self.count(call.header("content-length"))
    let decoded = try Self.count(call.header("x-amz-decoded-content-length"))
    // Bodies in HTTP's own chunks have no length to check against; Pachyderm refuses them too.
    guard !needsLength || sent != nil else { throw S3Error(.missingContentLength) }
    length = isChunked ? decoded : sent
    guard !needsLength || length != nil else { throw S3Error(.missingContentLength) }
    guard max(length ?? 0, sent ?? 0) <= limit + (isChunked ? limit / 8 + 1024 : 0) else {
      throw S3Error(.entityTooLarge)
    }
  }

  private static func count(_ text: String?) throws(S3Error) -> Int? {
    guard let text else { return nil }
    guard let count = Int(text), count >= 0 else { throw S3Error(.invalidArgument) }
    return count
  }

  private mutating func readPayload(_ call: S3Call) throws(S3Error) {
    let encodings = (call.header("content-encoding") ?? "").split(separator: ",")
    isChunked = encodings.contains {
      $0.trimmingPrefix { $0 == " " }.lowercased().hasPrefix("aws-chunked")
    }
    guard let header = call.header("x-amz-content-sha256") else { return }
    guard let payload = SigV4.Payload(header: header) else {
      throw S3Error(
        .invalidArgument,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a SHA-256.")
    }
    switch payload {
    case .sha256(let hex): sha256 = hex
    case .unsigned: break
    case .streaming(let streaming):
      isChunked = true
      if streaming != .unsignedTrailer, case .signed(let chain) = call.grant { signing = chain }
    }
  }

  private mutating func readDigests(_ call: S3Call) throws(S3Error) {
    if let text = call.header("content-md5") {
      guard let digest = Bytes(base64: text), digest.count == 16 else {
        throw S3Error(.invalidDigest)
      }
      md5 = digest
    }
    for algorithm in ChecksumAlgorithm.allCases {
      checksums[algorithm] = call.header(algorithm.header)
    }
    for name in (call.header("x-amz-trailer") ?? "").split(separator: ",") {
      let name = name.trimmingPrefix { $0 == " " }
      if let algorithm = ChecksumAlgorithm(header: String(name)) { trailing.insert(algorithm) }
    }
  }
}
