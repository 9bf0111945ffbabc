package import LabelCore

/// What tells one store from another: the embedded store's own id, or a cluster's deployment id or
/// endpoint.
package struct StoreIdentity: Hashable, Sendable, Codable {
  /// `embedded`, `pachyderm` or `s3`.
  package var kind: String
  package var id: String
  /// For people: the file or the endpoint.
  package var place: String

  package init(kind: String, id: String, place: String) {
    self.kind = kind
    self.id = id
    self.place = place
  }

  /// One project of a cluster, which is a data set of its own.
  /// - Parameters:
  ///   - deployment: the cluster's own id.
  ///   - place: an address of its PFS API, as `--pachd` takes it.
  package init(deployment: String, project: String, place: String) {
    let suffix = project == "default" ? "" : "#\(project)"
    self.init(kind: "pachyderm", id: deployment + suffix, place: place)
  }

  /// The cluster's project, for one made from it.
  package var project: String {
    id.lastIndex(of: "#").map { String(id[id.index(after: $0)...]) } ?? "default"
  }
}

/// A repo as `list repo` shows it. Times are Unix seconds with fractions.
package struct RepoInfo: Equatable, Sendable {
  package var name: String
  package var description: String
  package var created: Double
  /// Bytes in the head of `master`.
  package var size: Int
  package var branches: [String]

  package init(
    name: String, description: String, created: Double, size: Int, branches: [String]
  ) {
    self.name = name
    self.description = description
    self.created = created
    self.size = size
    self.branches = branches
  }
}

/// A branch and the commit it marks; `head` is nil for a branch without commits.
package struct BranchInfo: Equatable, Sendable {
  package var branch: Branch
  package var head: String?

  package init(branch: Branch, head: String?) {
    self.branch = branch
    self.head = head
  }
}

/// A commit. `finished` is nil while it is open.
package struct CommitInfo: Equatable, Sendable {
  package var repo: String
  /// 32 lower-case hex digits.
  package var id: String
  /// The branch it was made on.
  package var branch: String
  package var parent: String?
  package var description: String
  package var started: Double
  package var finished: Double?
  /// Bytes of all files in it.
  package var size: Int
  /// How many files are in it; nil where the store does not say.
  package var files: Int?

  package init(repo: String, id: String, branch: String) {
    self.repo = repo
    self.id = id
    self.branch = branch
    self.parent = nil
    self.description = ""
    self.started = 0
    self.finished = nil
    self.size = 0
    self.files = nil
  }
}

/// A file or directory at a commit. Directory paths end in `/` and their size is that of all files
/// below.
package struct FileInfo: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case file
    case directory
  }

  package var path: String
  package var kind: Kind
  package var size: Int
  /// Lower-case hex. Equal content has equal hashes within one store; empty for directories where
  /// unknown.
  package var hash: String
  /// When the commit that last changed it was finished, Unix seconds; on a cluster, the commit that
  /// it is read at. Nil where the store does not say.
  package var committed: Double?

  package init(path: String, kind: Kind, size: Int, hash: String, committed: Double? = nil) {
    self.path = path
    self.kind = kind
    self.size = size
    self.hash = hash
    self.committed = committed
  }
}

/// A file's path with all its bytes.
package struct FileContents: Equatable, Sendable {
  package var path: String
  package var hash: String
  package var bytes: Bytes

  package init(path: String, hash: String, bytes: Bytes) {
    self.path = path
    self.hash = hash
    self.bytes = bytes
  }
}

/// What to list.
package struct ListRequest: Equatable, Sendable {
  package enum Depth: Equatable, Sendable {
    /// All files at any depth, no directories.
    case recursive
    /// Files and directories of one level: below the directory that `prefix` ends in.
    case directories
  }

  /// Paths beginning with this, which need not end at a `/`; `/` lists everything.
  package var prefix: String
  package var depth: Depth
  /// Only entries after this path in byte order (directories compare with their trailing `/`).
  package var after: String?
  package var limit: Int?

  package init(
    prefix: String = "/", depth: Depth = .recursive, after: String? = nil, limit: Int? = nil
  ) {
    self.prefix = prefix
    self.depth = depth
    self.after = after
    self.limit = limit
  }
}

/// A path that differs between two commits.
package struct FileDifference: Equatable, Sendable {
  package var path: String
  /// Nil: added.
  package var old: FileInfo?
  /// Nil: gone.
  package var new: FileInfo?

  package init(path: String, old: FileInfo?, new: FileInfo?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// A body put aside by `stage`.
package struct StagedContent: Hashable, Sendable {
  package var hash: String
  package var size: Int
  /// MD5 of the body in lower-case hex, for `Content-MD5`.
  package var md5: String

  package init(hash: String, size: Int, md5: String) {
    self.hash = hash
    self.size = size
    self.md5 = md5
  }
}

/// Where the bytes of a change come from.
package enum FileContent: Equatable, Sendable {
  case bytes(Bytes)
  case staged(StagedContent)
}

/// One step of a commit.
package enum FileChange: Equatable, Sendable {
  /// The file has exactly this content afterwards.
  case put(path: String, content: FileContent)
  /// The content is added at the end of the file, which is made if missing.
  case append(path: String, content: FileContent)
  /// The file, or the directory with all below it, is gone afterwards; no error if it was not
  /// there.
  case delete(path: String)
  /// A file or tree from a commit of this store appears at `path`.
  case copy(from: CommitRef, source: String, path: String)
}
