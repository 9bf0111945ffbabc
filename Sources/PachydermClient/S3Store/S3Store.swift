package import DataRepository
import LabelCore
import PachydermWire

/// A cluster of which only the S3 gateway is reached, as a `VersionedStore`.
///
/// Files are read and written; a branch is a bucket. What S3 has no words for fails as
/// `unsupported` and names the way out. Each object put or deleted is a commit of its own on the
/// server, a commit here is therefore neither atomic nor conditional: `ifHead` is not looked at. A
/// branch without commits is an empty one, and the size of a directory is given as 0.
package final class S3Store: VersionedStore {
  let client: S3Client
  let spool = Spool()

  package init(_ configuration: S3Configuration) {
    client = S3Client(configuration)
  }

  package var traits: StoreTraits {
    StoreTraits(
      pinsCommits: false, commitsAtomically: false, commitsConditionally: false,
      describesCommits: false)
  }

  package func identity() async throws -> StoreIdentity {
    let url = client.configuration.endpoint.url
    return StoreIdentity(kind: "s3", id: url, place: url)
  }

  /// The bucket of a branch, or of a commit by its id. The gateway's bucket names know no ancestors.
  func bucket(of commit: CommitRef) throws -> String {
    guard !commit.commit.contains(where: { "^~.".contains($0) }) else {
      throw Self.unsupported("\(commit)", "reading an ancestor")
    }
    try StoreError.checkName(commit.repo)
    try StoreError.checkName(commit.commit)
    // In commit.branch.repo the branch only has to be there; what is labelled has a master.
    return Self.isID(commit.commit)
      ? "\(commit.commit).master.\(commit.repo)" : "\(commit.commit).\(commit.repo)"
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.count == 32 && text.allSatisfy(\.isHexDigit)
  }

  func bucket(of branch: Branch) throws -> String {
    try StoreError.checkName(branch.repo)
    try StoreError.checkName(branch.name)
    return "\(branch.name).\(branch.repo)"
  }

  /// The key of an absolute path. What a gateway answers with a redirect, or dies of, is refused
  /// here.
  static func key(of path: String) throws -> String {
    do {
      try RefRules.checkPath(path)
    } catch {
      throw StoreError(.invalidPath, path, error.message)
    }
    return String(path.drop { $0 == "/" })
  }

  /// Runs `body`; a bucket that is not there is told apart: is it the branch, or the whole repo?
  func naming<Result>(_ commit: CommitRef, _ body: () async throws -> Result) async throws
    -> Result
  {
    do {
      return try await body()
    } catch let error as StoreError where error.code == .branchNotFound {
      guard let known = try? await branches() else { throw error }
      guard known.contains(where: { $0.branch.repo == commit.repo }) else {
        throw Self.noRepo(commit.repo)
      }
      guard !Self.isID(commit.commit) else {
        throw StoreError(
          .commitNotFound, "\(commit)",
          "commit \(commit.commit) not found in repo \(commit.repo)")
      }
      throw StoreError(
        .branchNotFound, "\(commit)",
        "pachyderm_pfs/branches/\(commit.repo)/ \(commit.commit) not found")
    }
  }

  static func noRepo(_ name: String) -> StoreError {
    StoreError(.repoNotFound, name, "pachyderm_pfs/repos/ \(name) not found")
  }

  static func unsupported(_ subject: String, _ what: String) -> StoreError {
    StoreError(
      .unsupported, subject,
      "\(what) needs Pachyderm's PFS API; name it with --pachd ADDRESS. "
        + "The S3 gateway alone cannot do it.")
  }
}
