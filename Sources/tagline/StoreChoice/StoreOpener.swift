import DataRepository
import EmbeddedStore
import Foundation
import PachydermClient

/// Opens the store that was chosen: the one place that knows all kinds.
struct StoreOpener: Sendable {
  let decision: StoreDecision
  /// Of a cluster.
  let project: String
  let userFiles: UserFiles
  let credentialSources: CredentialSources

  /// - Parameter creating: whether a store file that somebody named and that is not there is made.
  /// - Throws: a failure with status 3 when the store is not there or cannot be reached.
  func open(creating: Bool) async throws -> any VersionedStore {
    switch decision.choice {
    case .embedded(let file):
      guard project == "default" else {
        throw Failure.usage(
          "no project \(project): the embedded store has the project default only")
      }
      return try embedded(file, creating: creating)
    case .cluster: return try await cluster.open(isRecorded: decision.isRecorded)
    }
  }

  /// What is chosen, as far as it is a cluster.
  var cluster: ClusterOpener {
    guard case .cluster(let endpoint, let pachd) = decision.choice else {
      return ClusterOpener(project: project, credentialSources: credentialSources)
    }
    return ClusterOpener(
      endpoint: endpoint, pachd: pachd, project: project, credentialSources: credentialSources)
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
