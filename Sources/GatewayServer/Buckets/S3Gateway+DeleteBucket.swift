import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// Deletes a branch whose head has no files, and the repo with its last branch.
  func deleteBucket(_ call: S3Call) async throws -> Response {
    let target = try await writable(call.bucket)
    let bucket = try await open(call.bucket)
    if let head = bucket.head {
      let files = try await store.list(ListRequest(limit: 1), at: bucket.ref(head))
      guard files.isEmpty else { throw S3Error(.bucketNotEmpty) }
    }
    try await store.deleteBranch(target, force: false)
    if try await store.listBranches(of: target.repo).isEmpty {
      try await store.deleteRepo(target.repo, force: false)
    }
    return Response(status: .noContent)
  }
}
