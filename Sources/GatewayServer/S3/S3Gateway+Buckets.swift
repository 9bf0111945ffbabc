import DataRepository
import LabelCore
import PachydermWire

/// A bucket that exists, at one moment: reads of one request all see the same commit.
struct OpenBucket {
  var repo: String
  /// Nil for a branch without commits.
  var head: String?
  /// What GET says in `x-amz-version-id`: the branch's name, or the commit asked for.
  var version: String

  func ref(_ commit: String) -> CommitRef { CommitRef(repo: repo, commit: commit) }
}

extension S3Gateway {
  /// - Throws: `noSuchBucket` or `invalidBucketName`.
  func open(_ bucket: String) async throws -> OpenBucket {
    let name = try BucketName(bucket)
    switch name.place {
    case .branch(let branch):
      let info = try await store.inspectBranch(Branch(repo: name.repo, name: branch))
      return OpenBucket(repo: name.repo, head: info.head, version: branch)
    case .commit(let id):
      let info = try await store.inspectCommit(CommitRef(repo: name.repo, commit: id))
      return OpenBucket(repo: name.repo, head: info.id, version: info.id)
    }
  }

  /// The branch that a write to `bucket` goes to, which must exist.
  /// - Throws: `noSuchBucket`, `invalidBucketName`, or `methodNotAllowed` for a commit's bucket.
  func writable(_ bucket: String) async throws -> Branch {
    let name = try BucketName(bucket)
    guard case .branch(let branch) = name.place else {
      _ = try await open(bucket)
      throw S3Error(.methodNotAllowed, "The bucket of a commit cannot be written to.")
    }
    let target = Branch(repo: name.repo, name: branch)
    _ = try await store.inspectBranch(target)
    return target
  }

  /// A file at a commit; directories are no objects.
  func file(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let info = try await store.inspectFile(path, at: commit)
    guard info.kind == .file else { throw S3Error(.noSuchKey) }
    return info
  }

  /// The key of an object call as a path of the store.
  /// - Throws: `invalidFilePath` for keys that end in a slash, which would be directories.
  func path(of call: S3Call) throws(S3Error) -> String {
    try Self.path(of: call.key ?? "")
  }

  static func path(of key: String) throws(S3Error) -> String {
    guard !key.isEmpty, !key.hasSuffix("/") else { throw S3Error(.invalidFilePath) }
    return "/" + key
  }
}
