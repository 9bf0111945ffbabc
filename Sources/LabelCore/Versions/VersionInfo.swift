/// A branch as a version of its repo's data: a name on a commit.
package struct VersionInfo: Equatable, Sendable {
  package var branch: Branch
  /// The commit it marks; nil for a branch without commits.
  package var head: String?
  /// When the head was finished, or started while it is open; Unix seconds.
  package var made: Double?
  /// The head is not finished yet.
  package var isOpen = false
  /// Bytes of all files.
  package var size = 0
  /// The head's description.
  package var description = ""
  /// What somebody wrote about this version.
  package var note = ""

  package init(branch: Branch, head: String?) {
    self.branch = branch
    self.head = head
  }

  /// `master` goes on moving; every other branch marks a version.
  package var isMoving: Bool { branch.name == "master" }

  /// Whether the head is a commit's id; an S3 gateway alone tells only the branch's own name.
  package var isPinned: Bool { head != branch.name }

  /// The commit, else the branch where the store does not pin commits.
  package var ref: CommitRef {
    CommitRef(repo: branch.repo, commit: head ?? branch.name)
  }
}

/// The versions of a repo as they are now.
package struct VersionList: Equatable, Sendable {
  /// Where notes on versions are kept.
  package enum NotesPlace: Equatable, Sendable {
    case store
    /// On this machine only: the store has no place for them.
    case here
  }

  package var repo: String
  /// `master` first, then the newest first.
  package var versions: [VersionInfo]
  /// How the store does, for the title bar: `embedded store`, `gateway ok 12 ms`.
  package var store = ""
  package var notes = NotesPlace.here

  package init(repo: String, versions: [VersionInfo]) {
    self.repo = repo
    self.versions = versions
  }

  /// The version that came before: the newest whose commit is older, wherever it stands in the list;
  /// a `master` that was restored may be older than those below it.
  package func predecessor(of version: VersionInfo) -> VersionInfo? {
    let made = version.made ?? -.infinity
    var found: VersionInfo?
    for other in versions where other.head != nil && other.head != version.head {
      guard let time = other.made, time < made else { continue }
      if found.flatMap(\.made).map({ $0 < time }) ?? true { found = other }
    }
    return found
  }
}
