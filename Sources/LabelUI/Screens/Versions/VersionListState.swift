package import LabelCore

/// The versions of one repo, their figures filling in one after another.
package struct VersionListState: VersionsScreen {
  package let repo: String
  package private(set) var list: VersionList?
  /// By commit.
  package private(set) var figures: [CommitRef: VersionFigures] = [:]
  package private(set) var cursor = ListCursor()
  /// The places on the screen.
  private var shown = 0..<0
  /// Why there is no list.
  package private(set) var trouble: String?
  /// Figures under way, and those that could not be had.
  private var pending: CommitRef?
  private var failed: [CommitRef: String] = [:]
  /// The version that a prompt is about.
  private var subject: VersionInfo?
  /// The comparison is to open as soon as there is a list, instead of it.
  private var wantsComparison: Bool

  package init(repo: String, wantsComparison: Bool = false) {
    self.repo = repo
    self.wantsComparison = wantsComparison
  }

  package var name: ScreenName { .versions }
  package var lanes: [VersionsLane] { [.listing, .figures] }
  package var isGoing: Bool { wantsComparison }

  package mutating func stopGoing() { wantsComparison = false }

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
    case .failed(.figures(let ref, _), let why) where ref.repo == repo:
      failed[ref] = why
      if pending == ref { pending = nil }
    case .failed(.versions(repo), let why):
      trouble = why
      wantsComparison = false
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
    let height = VersionListGeometry(size: shell.size).rows.count
    cursor.settle(height: height)
    shown = cursor.visible(height: height)
    return nextFigures
  }

  /// Asks for one version's figures at a time: first that at the cursor, then those on the screen.
  private var nextFigures: [VersionsRequest] {
    mutating get {
      guard pending == nil else { return [] }
      let first = [current].compactMap(\.self) + versions[shown.clamped(to: versions.indices)]
      let wanted = (first + versions).first { version in
        version.head != nil && figures[version.ref] == nil && failed[version.ref] == nil
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
      failed = [:]
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
    if command == .commit { return resolve(argument, &shell) }
    guard command != .repos else {
      shell.push(RepoListState())
      return []
    }
    guard let current else {
      shell.refuse("there is no version here")
      return []
    }
    let wantsCommits: Set<Command> = [.log, .delete, .make, .restore]
    guard current.isPinned || !wantsCommits.contains(command) else {
      shell.refuse("commits: " + VersionActionWords.gatewayAlone)
      return []
    }
    switch command {
    case .markA: shell.a = shell.a == current.ref ? nil : current.ref
    case .markB: shell.b = shell.b == current.ref ? nil : current.ref
    case .copyText: shell.copy(current.branch.description, named: current.branch.description)
    case .copyID: shell.copy(current.head ?? "", named: "the commit id")
    case .log:
      shell.push(CommitLogState(repo: repo, branch: current.branch.name, versions: versions))
    case .delete: shell.askDelete(current)
    case .annotate:
      subject = current
      shell.prompt = Prompt(.note, text: current.note)
    default: return performOnCommit(command, argument: argument, current, &shell)
    }
    return []
  }

  private mutating func performOnCommit(
    _ command: Command, argument: String, _ current: VersionInfo, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard current.head != nil else {
      shell.refuse("\(current.branch) has no commits yet")
      return []
    }
    subject = current
    let name = current.branch.name
    switch command {
    case .open: shell.push(BrowseState(current.ref, named: name))
    case .restore: shell.askRestore(current.ref, named: name, in: versions)
    case .make where !argument.isEmpty: return accept(argument, for: .version, &shell)
    case .make:
      shell.prompt = Prompt(.version, text: VersionNames.next(after: versions.map(\.branch.name)))
    case .export where !argument.isEmpty: return accept(argument, for: .directory, &shell)
    case .export: shell.prompt = Prompt(.directory, text: "\(repo)-\(name)")
    default: break
    }
    return []
  }

  package mutating func accept(
    _ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let subject else { return [] }
    switch kind {
    case .version:
      // What is sent first belongs to the version as well, whatever its commit will be.
      let isFollowing = subject.branch == shell.target && shell.unsent > 0
      shell.askMake(
        Branch(repo: repo, name: text), of: subject.ref, named: subject.branch.name, in: versions,
        following: isFollowing)
    case .directory: return shell.export(subject.ref, to: text)
    case .note: return [.change(.note(subject.branch, text))]
    default: break
    }
    return []
  }

  private func resolve(_ text: String, _ shell: inout VersionsShell) -> [VersionsRequest] {
    shell.resolve(text, in: repo)
  }

  /// Why the figures of a version could not be had.
  func failure(of version: VersionInfo) -> String? { failed[version.ref] }

  /// What notes are called: people must know when nobody else sees them.
  var notesHeading: String { list?.notes == .store ? "note" : "note (on this machine)" }

  /// What `c` compares: A and B, where one is not marked the newest version and `master`; nil when
  /// that is no two versions.
  func comparison(_ shell: VersionsShell) -> (a: CommitRef, b: CommitRef)? {
    let master = versions.first(where: \.isMoving)
    let newest = versions.first { !$0.isMoving && $0.head != nil && $0.head != master?.head }
    guard let a = shell.a ?? newest?.ref, let b = shell.b ?? master?.ref, a != b else { return nil }
    return (a, b)
  }

  private mutating func compare(_ shell: inout VersionsShell) {
    guard let (a, b) = comparison(shell) else {
      shell.refuse(
        versions.count < 2
          ? "there is one version only; N makes another" : "mark two versions with a and b first")
      return
    }
    shell.push(CompareState(.versions(a: name(of: a), b: name(of: b))))
  }

  /// A commit by the version that marks it, which says more than an id.
  private func name(of ref: CommitRef) -> String {
    let marked = versions.filter { $0.ref == ref }
    return (marked.first { !$0.isMoving } ?? marked.first)?.branch.description ?? ref.description
  }
}
