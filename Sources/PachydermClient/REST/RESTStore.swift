package import DataRepository
import LabelCore
import PachydermWire

/// A cluster through pachd's REST gateway (2.8 and later), as a `VersionedStore`; no S3 is needed.
///
/// A commit is one ModifyFile: all or nothing. Pachyderm knows no condition on it: `ifHead` is
/// compared before, and the `parent` of the commit given back tells whether somebody came between.
/// Descriptions are only those of commits that were started.
package final class RESTStore: VersionedStore {
  let client: RESTClient
  let spool = Spool()

  package init(_ configuration: RESTConfiguration) {
    client = RESTClient(configuration)
  }

  package var traits: StoreTraits {
    StoreTraits(
      pinsCommits: true, commitsAtomically: true, commitsConditionally: false,
      describesCommits: false)
  }

  package func identity() async throws -> StoreIdentity {
    let place = client.configuration.endpoint.url
    let info = try await client.call(
      PFS.inspectCluster, .init(), about: PFSSubject(client.configuration.project))
    let id = info.deploymentID.isEmpty ? info.id : info.deploymentID
    return StoreIdentity(kind: "pachyderm", id: id.isEmpty ? place : id, place: place)
  }

  /// pachd's version; also tells that it is pachd that answers.
  package func version() async throws -> ClusterVersion {
    let version = try await client.call(
      PFS.getVersion, .init(), about: PFSSubject(client.configuration.project))
    guard version.major > 0 else { throw client.unreadable("it tells no version") }
    return ClusterVersion(
      Int(version.major), Int(version.minor), Int(version.micro), additional: version.additional)
  }

  // MARK: Names

  func repo(_ name: String) -> PFS.Repo { PFS.Repo(name, project: client.configuration.project) }

  func branch(_ branch: Branch) -> PFS.Branch {
    PFS.Branch(branch, project: client.configuration.project)
  }

  func commit(_ ref: CommitRef) -> PFS.Commit {
    PFS.Commit(ref, project: client.configuration.project)
  }

  func file(_ path: String, at ref: CommitRef) -> PFS.File { PFS.File(path, at: commit(ref)) }

  static func checkName(_ name: String) throws {
    do {
      try RefRules.checkName(name)
    } catch {
      throw StoreError(.invalidName, name, error.message)
    }
  }
}
