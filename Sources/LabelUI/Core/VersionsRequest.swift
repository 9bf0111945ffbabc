package import LabelCore

/// What the screens over the store want done. Requests of one lane are done one after another; the
/// lanes wait neither for each other nor for labels.
package enum VersionsRequest: Equatable, Sendable {
  case repos
  case versions(repo: String)
  /// Reads a version's objects; `before` is the commit of the version before.
  case figures(CommitRef, before: CommitRef?)
  /// Commits, newest first: of the whole repo, or `from` and its ancestors.
  case log(repo: String, from: CommitRef?, limit: Int)
  /// Rows of a version's tasks, or whole tasks.
  case browse(BrowseRequest)
  /// Which commits changed the label of the task in this object.
  case history(HistorySubject)
  /// The commit that a person named by the beginning of its id, a branch or a ref.
  case resolve(String, repo: String)
  case change(VersionsChange)
  case compare(CompareRequest)
  /// Ends what a lane is doing and forgets what waits in it. Not answered.
  case cancel(VersionsLane)
}

/// Queues of work on the store.
package enum VersionsLane: CaseIterable, Hashable, Sendable {
  case listing, figures, compare
  /// What makes, moves or exports something; it is never cancelled by leaving a screen.
  case changing
}

extension VersionsRequest {
  package var lane: VersionsLane {
    switch self {
    case .figures: .figures
    case .compare(let request): request.isChange ? .changing : .compare
    case .change: .changing
    case .cancel(let lane): lane
    default: .listing
    }
  }
}

/// What changes the store, or writes files.
package enum VersionsChange: Equatable, Sendable {
  /// A new branch on a commit. With unsent labels they are sent first; a nil head means that what
  /// was sent is wanted as well.
  case make(Branch, head: String?)
  case delete(Branch)
  /// Moves `master` to a commit and keeps where it was as another branch.
  case restore(CommitRef, master: Branch, keeping: Branch)
  /// A commit's labels onto this machine.
  case export(CommitRef, ExportDestination)
  case note(Branch, String)
}

/// Where a version is exported to, and as what.
package enum ExportDestination: Hashable, Sendable {
  /// All its files below a directory.
  case directory(String)
  /// One file for other programs.
  case file(String, ExportFormat)

  /// Reads `DIRECTORY`, or `FORMAT FILE`; nil for a format without a file.
  init?(reading text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard let format = words.first.flatMap({ ExportFormat(rawValue: String($0)) }) else {
      self = .directory(text)
      return
    }
    guard words.count == 2 else { return nil }
    self = .file(String(words[1].drop { $0 == " " }), format)
  }

  /// The directory or file.
  package var place: String {
    switch self {
    case .directory(let place), .file(let place, _): place
    }
  }
}

/// A stretch of the tasks of a version, in the order of their paths.
package struct BrowseRequest: Equatable, Sendable {
  package enum Wanted: Equatable, Sendable {
    case rows
    /// In full, for a preview.
    case tasks
    /// The next row that contains this, from the row before or behind `positions`.
    case find(String, isForward: Bool)
  }

  package var ref: CommitRef
  package var positions: Range<Int>
  package var wanted: Wanted

  package init(ref: CommitRef, positions: Range<Int>, wanted: Wanted = .rows) {
    self.ref = ref
    self.positions = positions
    self.wanted = wanted
  }
}

/// Whose label is followed through the commits.
package enum HistorySubject: Hashable, Sendable {
  /// The object at a path of a version.
  case object(FileRef)
  /// A task of the workspace at hand, by its id.
  case task(Int)
}
