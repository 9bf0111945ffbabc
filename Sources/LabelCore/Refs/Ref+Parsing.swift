extension Branch {
  /// Reads `repo@branch`.
  package init(parsing text: String) throws(RefError) {
    let (repo, name) = try RefText.split(text, wanted: "repo@branch")
    try RefRules.checkName(name)
    self.init(repo: repo, name: name)
  }
}

extension CommitRef {
  /// Reads `repo@branch-or-commit` with `^`, `^n`, `~n` or `.n` behind it, or `repo@branch=commit`.
  ///
  /// - Parameter branch: what `repo` alone means; nil refuses it.
  package init(parsing text: String, whenAlone branch: String? = nil) throws(RefError) {
    if let branch, !text.contains("@") {
      try RefRules.checkName(text)
      self.init(repo: text, commit: branch)
      return
    }
    var (repo, commit) = try RefText.split(text, wanted: "repo@branch-or-commit")
    if let equals = commit.firstIndex(of: "=") {
      try RefRules.checkName(String(commit[..<equals]))
      commit = String(commit[commit.index(after: equals)...])
    }
    self.init(repo: repo, commit: commit)
    try RefRules.checkName(name)
    try RefText.checkSuffix(commit.dropFirst(name.count), of: text)
  }

  /// The branch name or commit id without suffixes.
  package var name: String { String(commit.prefix { !"^~.".contains($0) }) }

  /// The branch of that name; nil with suffixes behind it, and for a commit id.
  package var branch: Branch? {
    name == commit && !RefRules.isCommitID(name) ? Branch(repo: repo, name: name) : nil
  }
}

/// A file or directory of a commit, `labeled_data@v1:/3`.
package struct FileRef: Hashable, Sendable, CustomStringConvertible {
  package var commit: CommitRef
  /// Absolute, without a slash at the end; nil when none was given.
  package var path: String?

  package init(commit: CommitRef, path: String? = nil) {
    self.commit = commit
    self.path = path
  }

  /// Reads `repo@branch-or-commit[:path]`. Slashes at both ends of the path say nothing; the path
  /// may be a pattern and is not checked.
  package init(parsing text: String, whenAlone branch: String? = nil) throws(RefError) {
    let colon = text.firstIndex(of: ":") ?? text.endIndex
    commit = try CommitRef(parsing: String(text[..<colon]), whenAlone: branch)
    guard colon < text.endIndex else { return }
    var rest = text[text.index(after: colon)...]
    while rest.hasPrefix("/") { rest.removeFirst() }
    while rest.hasSuffix("/") { rest.removeLast() }
    path = "/" + rest
  }

  package var description: String { path.map { "\(commit):\($0)" } ?? commit.description }
}

private enum RefText {
  /// Repo and what stands behind the `@`.
  static func split(_ text: String, wanted: String) throws(RefError) -> (String, String) {
    guard let at = text.firstIndex(of: "@") else {
      throw RefError(text, "\"\(text)\" has no @: write \(wanted)")
    }
    let repo = String(text[..<at])
    let rest = String(text[text.index(after: at)...])
    guard !repo.isEmpty, !rest.isEmpty else {
      throw RefError(text, "\"\(text)\" is not complete: write \(wanted)")
    }
    try RefRules.checkName(repo)
    return (repo, rest)
  }

  static func checkSuffix(_ suffix: Substring, of text: String) throws(RefError) {
    var rest = suffix
    while let mark = rest.popFirst() {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let isCounted = digits.isEmpty ? mark != "." : Int(digits) != nil
      guard "^~.".contains(mark), isCounted else {
        throw RefError(
          text,
          "\"\(text)\" ends in \"\(suffix)\": write ^, ^n or ~n for ancestors, .n from the first")
      }
    }
  }
}
