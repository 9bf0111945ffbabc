import LabelCore

enum VersionActionWords {
  /// Why there is nothing to be done with commits.
  static let gatewayAlone = "an S3 gateway alone tells of none; --pachd names the PFS API"
}

/// What can be done with a commit from several screens: each asks first and says what it will do.
extension VersionsShell {
  /// Asks whether to make `branch` on a commit. `isFollowing`: unsent labels are sent first and
  /// belong to it.
  mutating func askMake(
    _ branch: Branch, of ref: CommitRef, named name: String, in versions: [VersionInfo],
    following isFollowing: Bool = false
  ) {
    if let why = VersionNames.problem(with: branch, in: versions) { return refuse(why) }
    let head = isFollowing ? name : ref.commit
    var words = "make \(branch) of \(name == ref.commit ? "" : "\(name), ")\(ref.commit.prefix(8))"
    if isFollowing { words = "send \(unsent) unsent, then make \(branch) of \(name)" }
    question = Question(
      lines: [words + "?"], change: .make(branch, head: isFollowing ? nil : ref.commit),
      pachctl: "pachctl create branch \(branch) --head \(head)", isGrave: false)
  }

  mutating func askDelete(_ version: VersionInfo) {
    guard canDelete(version) else {
      return refuse("\(version.branch) is where labels go; it is not deleted here")
    }
    question = Question(
      lines: [
        "delete the version \(version.branch)?",
        version.head.map { "its commit \($0.prefix(8)) stays, under no name" } ?? "it is empty",
      ], change: .delete(version.branch), isGrave: true)
  }

  /// Whether a version may be deleted: not where labels go.
  func canDelete(_ version: VersionInfo) -> Bool {
    !version.isMoving && version.branch != target
  }

  /// Where a repo's labels go, and what it is now; nil without commits.
  private func master(of repo: String, in versions: [VersionInfo]) -> (
    branch: Branch, head: String
  )? {
    let master =
      target.flatMap { $0.repo == repo ? $0 : nil } ?? Branch(repo: repo, name: "master")
    return versions.first { $0.branch == master }?.head.map { (master, $0) }
  }

  /// Whether `master` is another commit than this one, so that it can go back to it.
  func canRestore(_ ref: CommitRef, in versions: [VersionInfo]) -> Bool {
    master(of: ref.repo, in: versions).map { $0.head != ref.commit } ?? false
  }

  /// Asks whether `master` is to go back to a commit.
  mutating func askRestore(_ ref: CommitRef, named name: String, in versions: [VersionInfo]) {
    guard let (master, old) = master(of: ref.repo, in: versions) else {
      return refuse("\(ref.repo) has no master yet; N makes any branch")
    }
    guard old != ref.commit else { return refuse("\(name) is what \(master.name) is now") }
    let kept = Branch(
      repo: ref.repo, name: "\(master.name)-before-\(DayWords.stamp(now?.seconds ?? 0))")
    let first = unsent > 0 ? "\(unsent) unsent labels are sent to it first; " : ""
    question = Question(
      lines: [
        "restore \(name)? \(master) goes back from \(old.prefix(8)) to \(ref.commit.prefix(8))",
        "\(first)what it is now stays as \(kept.name)",
      ], change: .restore(ref, master: master, keeping: kept), isGrave: true)
  }

  /// - Parameter text: a directory, or a format and a file.
  mutating func export(_ ref: CommitRef, to text: String) -> [VersionsRequest] {
    guard !text.isEmpty else {
      refuse("a directory is needed, or a format and a file: csv labels.csv")
      return []
    }
    guard let destination = ExportDestination(reading: text) else {
      refuse("\(text) is a format; say which file: \(text) labels.\(text)")
      return []
    }
    let change = VersionsChange.export(ref, destination)
    busy = change.working
    return [.change(change)]
  }

  mutating func resolve(_ text: String, in repo: String) -> [VersionsRequest] {
    guard !text.isEmpty else {
      refuse("commit wants the beginning of an id: :commit 4f1c2e97")
      return []
    }
    busy = "looking for \(text)"
    return [.resolve(text, repo: repo)]
  }
}

/// What versions are called.
enum VersionNames {
  /// `v4` behind `v3`, `v1` behind none.
  static func next(after names: [String]) -> String {
    let numbers = names.compactMap { $0.hasPrefix("v") ? Int($0.dropFirst()) : nil }
    return "v\((numbers.max() ?? 0) + 1)"
  }

  /// Why a new version cannot be called so; nil when it can.
  static func problem(with branch: Branch, in versions: [VersionInfo]) -> String? {
    if branch.name.isEmpty { return "a version needs a name" }
    if versions.contains(where: { $0.branch == branch }) {
      return "\(branch) is there already; a version does not move"
    }
    do {
      try RefRules.checkName(branch.name)
      return nil
    } catch {
      return error.message
    }
  }
}
