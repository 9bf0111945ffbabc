import DataRepository
import EmbeddedStore
import Foundation

/// Opens the store that was chosen: the one place that knows all kinds.
struct StoreOpener: Sendable {
  let decision: StoreDecision
  let userFiles: UserFiles

  /// - Parameter creating: whether a store file that somebody named and that is not there is made.
  /// - Throws: a failure with status 3 when the store is not there or cannot be reached.
  func open(creating: Bool) async throws -> any VersionedStore {
    switch decision.choice {
    case .embedded(let file): return try embedded(file, creating: creating)
    case .cluster:
      throw Failure(
        .storeNotReached,
        """
        the store picked is the cluster at \(decision.choice.place) (\(decision.reason)), and this version \
        works on the embedded store only
        Pick the embedded store with --store FILE; see what was considered with: tagline doctor
        """)
    }
  }

  private func embedded(_ file: String, creating: Bool) throws -> any VersionedStore {
    if !creating, file != userFiles.defaultStore, !FileManager.default.fileExists(atPath: file) {
      throw Failure(
        .storeNotReached,
        """
        there is no store at \(file) (\(decision.reason))
        Make one by creating a repo in it: tagline create repo NAME
        """)
    }
    return try EmbeddedStore.open(at: file)
  }
}
