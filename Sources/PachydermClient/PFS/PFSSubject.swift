import LabelCore

/// What a call is about, for the error it may end in.
struct PFSSubject: Sendable, CustomStringConvertible {
  var repo: String
  /// A branch or commit as it was asked for.
  var commit: String?
  var path: String?

  init(_ repo: String) {
    self.repo = repo
  }

  init(_ branch: Branch) {
    self.init(CommitRef(branch))
  }

  init(_ ref: CommitRef, _ path: String? = nil) {
    repo = ref.repo
    commit = ref.commit
    self.path = path
  }

  var description: String { repo + (commit.map { "@" + $0 } ?? "") + (path.map { ":" + $0 } ?? "") }
}
