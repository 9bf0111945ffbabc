/// What the compare screen puts side by side.
package enum CompareSubject: Hashable, Sendable {
  /// Two versions, named as on the command line: `repo@branch-or-commit`, a directory, a file.
  case versions(a: String, b: String)
  /// All annotators of one version, pair by pair.
  case annotators(of: String)
  /// Two annotators of one version.
  case pair(of: String, a: String, b: String)

  /// Of A; "" for files.
  var repo: String {
    switch self {
    case .versions(let version, _), .annotators(let version), .pair(let version, _, _):
      Self.parts(version).repo
    }
  }

  /// The name of each side in few columns; the repo only where the two differ in it.
  package var names: (a: String, b: String) {
    switch self {
    case .versions(let a, let b):
      let parts = (Self.parts(a), Self.parts(b))
      let isOneRepo = parts.0.repo == parts.1.repo
      return isOneRepo ? (parts.0.name, parts.1.name) : (a, b)
    case .annotators(let version): return (version, "")
    case .pair(_, let a, let b): return (a, b)
    }
  }

  /// Repo and commit of a ref, an id by its beginning; a path by its last part.
  private static func parts(_ name: String) -> (repo: String, name: String) {
    guard let at = name.firstIndex(of: "@") else {
      return ("", name.split(separator: "/").last.map(String.init) ?? name)
    }
    let commit = String(name[name.index(after: at)...])
    let isID = commit.count >= 32 && commit.allSatisfy(\.isHexDigit)
    return (String(name[..<at]), isID ? String(commit.prefix(8)) : commit)
  }
}

/// A side as it was when the comparison began.
package struct ComparedSide: Equatable, Sendable {
  /// The commit that was read, and when it was finished in Unix seconds; nil where nobody knows.
  package var commit: String?
  package var made: Double?

  package init(commit: String? = nil, made: Double? = nil) {
    self.commit = commit
    self.made = made
  }
}
