import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// A copy moves no bytes; it is one commit.
  func copyObject(_ call: S3Call) async throws -> Response {
    let path = try path(of: call)
    let target = try await writable(call.bucket)
    let source = try CopySource(call.header("x-amz-copy-source") ?? "")
    let bucket = try await open(source.bucket)
    guard let head = bucket.head else { throw S3Error(.noSuchKey) }
    let from = bucket.ref(source.version ?? head)
    let original = try await file(source.path, at: from)
    let commitInfo = try await store.inspectCommit(from)
    try checkCopyConditions(call, original, commitInfo)
    if source.bucket == call.bucket, source.path == path, source.version == nil {
      throw S3Error(.invalidRequest, "source and destination are the same")
    }
    let commit = try await commit(
      .copy(
        from: CommitRef(repo: bucket.repo, commit: commitInfo.id), source: source.path, path: path),
      to: target)
    let result = CopyResult(
      etag: original.hash, modified: commit.finished ?? configuration.now())
    var response = S3Gateway.xml(result.document, call)
    response.headers[.amzVersionID] = commit.id
    response.headers[.amzCopySourceVersionID] = source.version ?? bucket.version
    return response
  }

  private func checkCopyConditions(_ call: S3Call, _ source: FileInfo, _ commit: CommitInfo)
    throws(S3Error)
  {
    let conditions = Conditions(call, prefix: "x-amz-copy-source-")
    let modified = source.committed ?? commit.finished ?? commit.started
    // A copy that is not to be made fails, where a read would be answered with 304.
    guard conditions.outcome(etag: source.hash, modified: modified) == .pass else {
      throw S3Error(.preconditionFailed)
    }
  }
}

/// `x-amz-copy-source`: `/bucket/key[?versionId=…]`, percent-encoded, the first slash optional.
struct CopySource: Equatable {
  var bucket: String
  /// A path of the store.
  var path: String
  var version: String?

  /// - Throws: `invalidArgument`, `invalidBucketName` or `invalidFilePath`.
  init(_ header: String) throws(S3Error) {
    let halves = header.split(separator: "?", maxSplits: 1)
    guard let first = halves.first, let decoded = PercentEncoding.decode(first),
      let text = String(validating: decoded, as: UTF8.self)
    else { throw S3Error(.invalidArgument) }
    let parts = text.drop { $0 == "/" }.split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw S3Error(.invalidArgument) }
    bucket = String(parts[0])
    path = try S3Gateway.path(of: String(parts[1]))
    version = halves.count > 1 ? QueryItems(query: halves[1])?["versionId"] : nil
  }
}
