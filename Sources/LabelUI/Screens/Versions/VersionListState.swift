package import LabelCore

/// The versions of one repo, their figures filling in one after another.
package struct VersionListState: VersionsScreen {
  package let repo: String
  package private(set) var list: VersionList?
  /// By commit.
  package private(set) var figures: [CommitRef: VersionFigures] = [:]
  package private(set) var cursor = ListCursor()
  /// Why there is no list.
  package private(set) var trouble: String?
  /// Figures under way, and those that could not be had.
  private var pending: CommitRef?
  private var failed: Set<CommitRef> = []
  /// The comparison is to open as soon as there is a list, instead of it.
  private var wantsComparison: Bool

  package init(repo: String, wantsComparison: Bool = false) {
    self.repo = repo
    self.wantsComparison = wantsComparison
  }

  package var name: ScreenName { .versions }
  package var lanes: [VersionsLane] { [.listing, .figures] }

  package var versions: [VersionInfo] { list?.versions ?? [] }

  /// The version at the cursor.
  package var current: VersionInfo? {
    versions.indices.contains(cursor.place) ? versions[cursor.place] : nil
  }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    shell.busy = "listing the versions of \(repo)"
    return [.versions(repo: repo)]
  }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .versions(let list) where list.repo == repo: receive(list, &shell)
    case .figures(let ref, let figures) where ref.repo == repo:
      self.figures[ref] = figures
      if pending == ref { pending = nil }
    case .failed(.figures(let ref, _), _) where ref.repo == repo:
      failed.insert(ref)
      if pending == ref { pending = nil }
    case .failed(.versions(repo), let why): trouble = why
    case .changed(let change, _):
      if case .export = change { return [] }
      return [.versions(repo: repo)]
    default: break
    }
    return []
  }

  private mutating func receive(_ list: VersionList, _ shell: inout VersionsShell) {
    let old = current?.branch
    self.list = list
    trouble = nil
    shell.busy = nil
    cursor.count = list.versions.count
    if let place = list.versions.firstIndex(where: { $0.branch == old }) { cursor.move(to: place) }
    if wantsComparison {
      wantsComparison = false
      compare(&shell)
    }
  }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    cursor.settle(height: VersionListGeometry(size: shell.size).rows.count)
    return nextFigures
  }

  /// Asks for one version's figures at a time, that at the cursor before all others.
  private var nextFigures: [VersionsRequest] {
    mutating get {
      guard pending == nil else { return [] }
      let wanted = ([current].compactMap { $0 } + versions).first { version in
        version.head != nil && figures[version.ref] == nil && !failed.contains(version.ref)
      }
      guard let wanted else { return [] }
      pending = wanted.ref
      return [.figures(wanted.ref, before: list?.predecessor(of: wanted)?.ref)]
    }
  }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] {
    let rows = VersionListGeometry(size: shell.size).rows
    guard cursor.click(row: row, rows: rows) == .again else { return [] }
    return perform(.open, argument: "", &shell)
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    let height = VersionListGeometry(size: shell.size).rows.count
    if cursor.perform(command, height: height) { return [] }
    switch command {
    case .reload:
      failed = []
      figures = [:]
      pending = nil
      shell.busy = "listing the versions of \(repo)"
      return [.cancel(.figures), .versions(repo: repo)]
    case .compare: compare(&shell)
    default: return performOnVersion(command, argument: argument, &shell)
    }
    return []
  }

  private mutating func performOnVersion(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let current else {
      shell.refuse("there is no version here")
      return []
    }
    switch command {
    case .markA: shell.a = shell.a == current.ref ? nil : current.ref
    case .markB: shell.b = shell.b == current.ref ? nil : current.ref
    case .copyText: shell.copy(current.branch.description, named: current.branch.description)
    case .copyID:
      shell.copy(current.head ?? "", named: "the commit id")
    default: break
    }
    return []
  }

  /// Opens the comparison of A and B; of the newest version and `master` when none is marked.
  private mutating func compare(_ shell: inout VersionsShell) {
    let master = versions.first(where: \.isMoving)
    let newest = versions.first { !$0.isMoving && $0.head != nil }
    guard let a = shell.a ?? newest?.ref, let b = shell.b ?? master?.ref, a != b else {
      shell.refuse("mark two versions with a and b first")
      return
    }
    shell.push(CompareState(a: a, b: b))
  }
}
