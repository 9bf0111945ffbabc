import DataRepository
import PachydermWire

/// Multipart uploads under way. Parts lie staged in the store; what they belong to is remembered
/// here, so that an upload does not outlive the server, and no commit of Pachyderm's hidden
/// multipart repo is needed.
actor Uploads {
  /// More at once are refused.
  static let limit = 10_000
  /// The store keeps staged bodies a day; an upload idle for longer cannot be completed. In
  /// seconds.
  static let lifetime = 24.0 * 3600

  struct Part: Sendable {
    var content: StagedContent
    /// Unix seconds.
    var modified: Double
  }

  private struct Progress {
    var initiated: Double
    var touched: Double
    var parts: [Int: Part] = [:]
  }

  private var known: [MultipartUpload: Progress] = [:]

  func begin(_ upload: MultipartUpload, at now: Double) throws(S3Error) {
    known = known.filter { now - $0.value.touched < Self.lifetime }
    guard known.count < Self.limit else { throw S3Error(.serviceUnavailable) }
    known[upload] = Progress(initiated: now, touched: now)
  }

  /// - Throws: `noSuchUpload`.
  func require(_ upload: MultipartUpload) throws(S3Error) {
    guard known[upload] != nil else { throw S3Error(.noSuchUpload) }
  }

  func add(_ content: StagedContent, as number: Int, of upload: MultipartUpload, at now: Double)
    throws(S3Error)
  {
    try require(upload)
    known[upload]?.touched = now
    known[upload]?.parts[number] = Part(content: content, modified: now)
  }

  /// By part number.
  func parts(of upload: MultipartUpload) throws(S3Error) -> [Int: Part] {
    guard let progress = known[upload] else { throw S3Error(.noSuchUpload) }
    return progress.parts
  }

  func forget(_ upload: MultipartUpload) throws(S3Error) {
    guard known.removeValue(forKey: upload) != nil else { throw S3Error(.noSuchUpload) }
  }

  /// Those of a bucket, in the order of keys and ids.
  func list(bucket: String) -> [UploadListing.Upload] {
    known.filter { $0.key.bucket == bucket }
      .map { UploadListing.Upload(upload: $0.key, initiated: $0.value.initiated) }
      .sorted { a, b in
        a.upload.key == b.upload.key
          ? a.upload.id < b.upload.id
          : a.upload.key.utf8.lexicographicallyPrecedes(b.upload.key.utf8)
      }
  }
}
