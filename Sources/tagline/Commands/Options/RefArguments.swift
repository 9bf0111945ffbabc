import ArgumentParser
import LabelCore

/// `repo@branch` on the command line.
struct BranchArgument: ExpressibleByArgument {
  var branch: Branch

  init?(argument: String) {
    guard let (repo, name) = RefText.split(argument), !name.isEmpty else { return nil }
    branch = Branch(repo: repo, name: name)
  }
}

/// `repo@branch-or-commit`, with `^` and `~n` behind it, on the command line.
struct CommitArgument: ExpressibleByArgument {
  var commit: CommitRef

  init?(argument: String) {
    guard let (repo, name) = RefText.split(argument), !name.isEmpty else { return nil }
    commit = CommitRef(repo: repo, commit: name)
  }
}

/// `repo` or `repo@branch-or-commit` on the command line.
struct RepoOrCommitArgument: ExpressibleByArgument {
  var repo: String
  var commit: CommitRef?

  init?(argument: String) {
    guard argument.contains("@") else {
      (repo, commit) = (argument, nil)
      return
    }
    guard let (repo, name) = RefText.split(argument) else { return nil }
    self.repo = repo
    commit = name.isEmpty ? nil : CommitRef(repo: repo, commit: name)
  }
}

/// `repo@branch-or-commit` with or without `:path` on the command line.
struct FileArgument: ExpressibleByArgument {
  var commit: CommitRef
  /// Absolute, without a slash at the end; nil when no path was given.
  var path: String?

  init?(argument: String) {
    guard let at = argument.firstIndex(of: "@") else { return nil }
    let colon = argument[at...].firstIndex(of: ":") ?? argument.endIndex
    guard let (repo, name) = RefText.split(String(argument[..<colon])), !name.isEmpty else {
      return nil
    }
    commit = CommitRef(repo: repo, commit: name)
    guard colon < argument.endIndex else { return }
    path = RefText.absolute(argument[argument.index(after: colon)...])
  }

  /// The path, `/` when none was given.
  var pathOrRoot: String { path ?? "/" }

  /// The branch of that name.
  var branch: Branch { Branch(repo: commit.repo, name: commit.commit) }
}

enum RefText {
  /// Repo and what is behind the `@`; nil without a repo or an `@`.
  static func split(_ text: String) -> (repo: String, rest: String)? {
    guard let at = text.firstIndex(of: "@"), at > text.startIndex else { return nil }
    return (String(text[..<at]), String(text[text.index(after: at)...]))
  }

  /// `mail/1.json`, `/mail/1.json` and `mail/1.json/` are all `/mail/1.json`; the empty path is `/`.
  static func absolute(_ path: Substring) -> String {
    var rest = path
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return "/" + rest
  }
}
