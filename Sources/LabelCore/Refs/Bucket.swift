/// A bucket of Pachyderm's S3 gateway: `branch.repo`, `repo` (its master) or `commit.branch.repo`.
package struct Bucket: Hashable, Sendable, CustomStringConvertible {
  package var repo: String
  /// Nil in `commit.repo`.
  package var branch: String?
  /// A commit id; such a bucket is read only.
  package var commit: String?

  package init(_ branch: Branch) {
    repo = branch.repo
    self.branch = branch.name
  }

  /// The bucket of a commit without suffixes; nil for a ref with some, which buckets cannot say.
  package init?(_ ref: CommitRef) {
    guard ref.name == ref.commit else { return nil }
    repo = ref.repo
    if RefRules.isCommitID(ref.commit) {
      // 1.13 and 2.x read the branch of three parts but look only at the commit.
      commit = ref.commit
      branch = "master"
    } else {
      branch = ref.commit
    }
  }

  /// Reads a name by the grammar of 1.13 and 2.x: with two parts the first is a commit if it looks like one.
  package init(parsing name: String) throws(RefError) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 3 else {
      throw RefError(name, "bucket \"\(name)\" has more than three parts: write branch.repo")
    }
    for part in parts { try RefRules.checkName(part) }
    repo = parts[parts.count - 1]
    switch parts.count {
    case 1: branch = "master"
    case 2 where RefRules.isCommitID(parts[0]): commit = parts[0]
    case 2: branch = parts[0]
    default:
      guard RefRules.isCommitID(parts[0]) else {
        throw RefError(name, "bucket \"\(name)\" does not begin with a commit id: \(parts[0])")
      }
      commit = parts[0]
      branch = parts[1]
    }
  }

  /// The name as the gateway lists it.
  package var name: String { [commit, branch, repo].compactMap(\.self).joined(separator: ".") }

  package var description: String { name }

  /// The branch or commit whose files are in it.
  package var ref: CommitRef { CommitRef(repo: repo, commit: commit ?? branch ?? "master") }
}
