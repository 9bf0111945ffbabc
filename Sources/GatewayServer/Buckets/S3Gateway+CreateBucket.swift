import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import PachydermWire

extension S3Gateway {
  /// Makes the repo unless it is there, and the branch, without commits.
  func createBucket(_ call: S3Call) async throws -> Response {
    let name = try BucketName(call.bucket)
    guard case .branch(let branch) = name.place else { throw S3Error(.invalidBucketName) }
    do {
      try await store.createRepo(name.repo, description: "")
    } catch let error as StoreError where error.code == .repoExists {
      // One more branch of it.
    }
    let target = Branch(repo: name.repo, name: branch)
    guard try await !store.hasBranch(target) else { throw S3Error(.bucketAlreadyOwnedByYou) }
    _ = try await store.createBranch(target, head: nil)
    return Response(status: .ok)
  }
}
