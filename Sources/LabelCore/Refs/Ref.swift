/// A branch of a repo, `labeled_data@master`.
package struct Branch: Hashable, Sendable, CustomStringConvertible {
  package var repo: String
  package var name: String

  package init(repo: String, name: String) {
    self.repo = repo
    self.name = name
  }

  package var description: String { "\(repo)@\(name)" }
}

/// A commit of a repo by id or branch name, with `^`, `^n` or `~n` behind it: `labeled_data@master~2`.
package struct CommitRef: Hashable, Sendable, CustomStringConvertible {
  package var repo: String
  /// A branch name or commit id, suffixes included.
  package var commit: String

  package init(repo: String, commit: String) {
    self.repo = repo
    self.commit = commit
  }

  package init(_ branch: Branch) {
    self.init(repo: branch.repo, commit: branch.name)
  }

  package var description: String { "\(repo)@\(commit)" }
}
