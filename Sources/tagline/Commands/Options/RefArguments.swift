import LabelCore

/// Readers of refs on the command line, for the `transform` of an argument: they keep the reason why a text
/// is none.
enum RefArgument {
  /// `repo@branch`.
  static func branch(_ text: String) throws -> Branch {
    try Branch(parsing: text)
  }

  /// `repo@branch-or-commit`, with `^` and `~n` behind it.
  static func commit(_ text: String) throws -> CommitRef {
    try CommitRef(parsing: text)
  }

  /// `repo@branch-or-commit` with or without `:path`.
  static func file(_ text: String) throws -> FileRef {
    try FileRef(parsing: text)
  }

  /// `repo`, or `repo@branch-or-commit` for the ancestors of one commit.
  static func history(_ text: String) throws -> HistoryRef {
    guard text.contains("@"), !text.hasSuffix("@") else {
      let repo = text.hasSuffix("@") ? String(text.dropLast()) : text
      try RefRules.checkName(repo)
      return HistoryRef(repo: repo, commit: nil)
    }
    let commit = try CommitRef(parsing: text)
    return HistoryRef(repo: commit.repo, commit: commit)
  }
}

/// Which commits are meant: all of a repo, or one commit with its ancestors.
struct HistoryRef: Equatable, Sendable {
  var repo: String
  var commit: CommitRef?
}

extension FileRef {
  /// The path, `/` when none was given.
  var pathOrRoot: String { path ?? "/" }

  /// The branch that is written to, by the name behind the `@`.
  var branch: Branch { Branch(repo: commit.repo, name: commit.commit) }
}
