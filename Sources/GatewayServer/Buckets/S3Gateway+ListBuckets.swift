import DataRepository
import HummingbirdCore
import PachydermWire

extension S3Gateway {
  /// Every branch of every repo, as `branch.repo`.
  func listBuckets(_ call: S3Call) async throws -> Response {
    let buckets = try await store.listRepos().flatMap { repo in
      repo.branches.map {
        BucketListing.Bucket(name: "\($0).\(repo.name)", created: repo.created)
      }
    }
    return S3Gateway.xml(BucketListing(buckets: buckets).document, call)
  }
}
