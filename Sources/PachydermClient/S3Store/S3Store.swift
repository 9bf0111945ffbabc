package import DataRepository
import LabelCore
import PachydermWire

/// A cluster of which only the S3 gateway is reached, as a `VersionedStore`.
///
/// Files are read and written; a branch is a bucket. What S3 has no words for fails as `unsupported` and names
/// the way out. Each object put or deleted is a commit of its own on the server, a commit here is therefore
/// neither atomic nor conditional: `ifHead` is not looked at.
package final class S3Store: VersionedStore {
  let client: S3Client
  let spool = Spool()

  package init(_ configuration: S3Configuration) {
    client = S3Client(configuration)
  }

  package var traits: StoreTraits { StoreTraits(pinsCommits: false, commitsAtomically: false) }

  package func identity() async throws -> StoreIdentity {
    let url = client.configuration.endpoint.url
    return StoreIdentity(kind: "s3", id: url, place: url)
  }

  /// The bucket of a branch, or of a commit by its id. The gateway's bucket names know no ancestors.
  func bucket(of commit: CommitRef) throws -> String {
    guard !commit.commit.contains(where: { "^~.".contains($0) }) else {
      throw Self.unsupported("\(commit)", "reading an ancestor")
    }
    let isID = commit.commit.utf8.count == 32 && commit.commit.allSatisfy(\.isHexDigit)
    // In commit.branch.repo the branch only has to be there; every repo that is labelled has a master.
    return isID ? "\(commit.commit).master.\(commit.repo)" : "\(commit.commit).\(commit.repo)"
  }

  func bucket(of branch: Branch) -> String { "\(branch.name).\(branch.repo)" }

  /// The key of an absolute path. What a gateway answers with a redirect, or dies of, is refused here.
  func key(of path: String) throws -> String {
    let key = path.drop { $0 == "/" }
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard !key.isEmpty, !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      throw StoreError(.invalidPath, path, "\(path) is no path of a file")
    }
    return String(key)
  }

  static func unsupported(_ subject: String, _ what: String) -> StoreError {
    StoreError(
      .unsupported, subject,
      "\(what) needs Pachyderm's PFS API; name it with --pachd ADDRESS. The S3 gateway alone cannot do it."
    )
  }
}
