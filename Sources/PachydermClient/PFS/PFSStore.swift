package import DataRepository
import LabelCore
import Synchronization

/// A cluster through its PFS API, whatever its release, as a `VersionedStore`; no S3 is needed.
///
/// A commit is one stream: all or nothing. Pachyderm knows no condition on it: `ifHead` is compared
/// before, and the `parent` of the commit given back tells whether somebody came between.
/// Descriptions are only those of commits that were started.
package final class PFSStore: VersionedStore {
  let calls: any PFSCalls
  let spool = Spool()
  /// Whether files are found many at once; false when a pattern of their names found none.
  let readsByPattern = Atomic(true)

  init(_ calls: any PFSCalls) {
    self.calls = calls
  }

  package var traits: StoreTraits {
    StoreTraits(
      pinsCommits: true, commitsAtomically: true, commitsConditionally: false,
      describesCommits: false)
  }

  package func identity() async throws -> StoreIdentity {
    let place = "\(calls.remote.address)"
    let id = try await calls.clusterID()
    return StoreIdentity(
      deployment: id.isEmpty ? place : id, project: calls.project ?? "default", place: place)
  }
}
