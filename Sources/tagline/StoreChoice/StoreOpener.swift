import DataRepository
import EmbeddedStore
import Foundation
import PachydermClient

/// Opens the store that was chosen: the one place that knows all kinds.
struct StoreOpener: Sendable {
  let decision: StoreDecision
  let userFiles: UserFiles
  let credentialSources: CredentialSources

  /// What requests to the store chosen are signed with.
  var credentials: ClusterCredentials {
    guard case .cluster(let endpoint, _) = decision.choice else {
      return credentialSources.find(for: nil)
    }
    return credentialSources.find(for: endpoint)
  }

  /// - Parameter creating: whether a store file that somebody named and that is not there is made.
  /// - Throws: a failure with status 3 when the store is not there or cannot be reached.
  func open(creating: Bool) async throws -> any VersionedStore {
    switch decision.choice {
    case .embedded(let file): return try embedded(file, creating: creating)
    case .cluster(let endpoint?, _): return try gateway(endpoint)
    case .cluster(nil, _):
      throw Failure(
        .storeNotReached,
        """
        the store picked is the cluster at \(decision.choice.place) (\(decision.reason)), and this version \
        reaches clusters through their S3 gateway only
        Name the gateway with --endpoint http://HOST:30600, or the embedded store with --store FILE
        """)
    }
  }

  private func gateway(_ endpoint: String) throws -> any VersionedStore {
    let found = credentials
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(endpoint), credentials: found.credentials,
      now: { Date().timeIntervalSince1970 })
    configuration.region = found.region
    return S3Store(configuration)
  }

  private func embedded(_ file: String, creating: Bool) throws -> any VersionedStore {
    let mayMake = creating || (file == userFiles.defaultStore && !decision.isRecorded)
    if !mayMake, !FileManager.default.fileExists(atPath: file) {
      let mend =
        decision.isRecorded
        ? "Put the file back, or name another store: --store FILE --other-store"
        : "Make one by creating a repo in it: tagline create repo NAME"
      throw Failure(
        .storeNotReached, "there is no store at \(file) (\(decision.reason))\n\(mend)")
    }
    return try EmbeddedStore.open(at: file)
  }
}
