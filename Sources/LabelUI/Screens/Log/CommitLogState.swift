package import LabelCore

/// The commits of a repo as a graph, or those of one branch.
package struct CommitLogState: VersionsScreen {
  package let repo: String
  /// Where the log begins: a branch or a commit.
  package let branch: String
  /// Names on commits.
  package private(set) var versions: [VersionInfo]
  package private(set) var entries: [LogEntry]?
  package private(set) var graph = CommitGraph([])
  /// Commits of the branch it begins with.
  package private(set) var line: Set<String> = []
  package private(set) var cursor = ListCursor()
  /// Whether commits of other branches are shown as well.
  package private(set) var showsAll: Bool
  private var isWhole = true
  private var limit = Self.page
  private var isComing = false
  private var trouble: String?
  /// The commit that a prompt is about.
  private var subject: CommitRef?

  private static let page = 500

  package init(
    repo: String, branch: String, versions: [VersionInfo] = [], showsAll: Bool = true
  ) {
    self.repo = repo
    self.branch = branch
    self.versions = versions
    self.showsAll = showsAll
  }

  package var name: ScreenName { .log }

  package var current: LogEntry? {
    guard let entries, entries.indices.contains(cursor.place) else { return nil }
    return entries[cursor.place]
  }

  private var from: CommitRef? { showsAll ? nil : CommitRef(repo: repo, commit: branch) }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    shell.busy = "reading the commits of \(repo)"
    isComing = true
    let names: [VersionsRequest] = versions.isEmpty ? [.versions(repo: repo)] : []
    return names + [.log(repo: repo, from: from, limit: limit)]
  }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .log(repo, from, let entries, let isWhole):
      shell.busy = nil
      take(entries, isWhole: isWhole)
    case .versions(let list) where list.repo == repo: versions = list.versions
    case .failed(.log(repo, _, _), let why):
      isComing = false
      trouble = why
    case .changed(let change, _):
      if case .export = change { return [] }
      return [.log(repo: repo, from: from, limit: limit)]
    default: break
    }
    return []
  }

  private mutating func take(_ entries: [LogEntry], isWhole: Bool) {
    let isFirst = self.entries == nil
    let old = current?.id
    self.entries = entries
    self.isWhole = isWhole
    isComing = false
    trouble = nil
    graph = CommitGraph(entries)
    cursor.count = entries.count
    let head = versions.first { $0.branch.name == branch }?.head ?? branch
    let parents = Dictionary(entries.map { ($0.id, $0.parent) }) { first, _ in first }
    line = []
    var next: String? = showsAll ? head : entries.first?.id
    while let id = next, line.insert(id).inserted { next = parents[id] ?? nil }
    let wanted = isFirst ? head : old
    if let place = entries.firstIndex(where: { $0.id == wanted }) { cursor.move(to: place) }
  }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    cursor.settle(height: rows(shell).count)
    guard !isWhole, !isComing, cursor.place + 50 > cursor.count else { return [] }
    isComing = true
    limit *= 2
    return [.log(repo: repo, from: from, limit: limit)]
  }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard cursor.click(row: row, rows: rows(shell)) == .again else { return [] }
    return perform(.open, argument: "", &shell)
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    if cursor.perform(command, height: rows(shell).count) { return [] }
    switch command {
    case .reload: return open(&shell)
    case .allBranches:
      showsAll.toggle()
      return open(&shell)
    case .commit: return shell.resolve(argument, in: repo)
    case .compare:
      guard let a = shell.a, let b = shell.b, a != b else {
        shell.refuse("mark two commits with a and b first")
        return []
      }
      shell.push(CompareState(a: a, b: b))
      return []
    default: return performOnCommit(command, argument: argument, &shell)
    }
  }

  private mutating func performOnCommit(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let current else {
      shell.refuse("there is no commit here")
      return []
    }
    let ref = CommitRef(repo: repo, commit: current.id)
    let short = String(current.id.prefix(8))
    subject = ref
    switch command {
    case .open: shell.push(BrowseState(ref, named: names(of: current.id).first ?? short))
    case .markA: shell.a = shell.a == ref ? nil : ref
    case .markB: shell.b = shell.b == ref ? nil : ref
    case .copyText: shell.copy("\(repo)@\(current.id)", named: "\(repo)@\(short)…")
    case .copyID: shell.copy(current.id, named: "the commit id")
    case .restore: shell.askRestore(ref, named: short, in: versions)
    case .make where !argument.isEmpty: return accept(argument, for: .version, &shell)
    case .make:
      shell.prompt = Prompt(
        .version, text: VersionNames.next(after: versions.map(\.branch.name)))
    case .export where !argument.isEmpty: return shell.export(ref, to: argument)
    case .export: shell.prompt = Prompt(.directory, text: "\(repo)-\(short)")
    default: break
    }
    return []
  }

  package mutating func accept(
    _ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let subject else { return [] }
    if kind == .directory { return shell.export(subject, to: text) }
    if kind == .version {
      shell.askMake(
        Branch(repo: repo, name: text), of: subject, named: subject.commit, in: versions)
    }
    return []
  }

  /// The branches whose head a commit is.
  func names(of commit: String) -> [String] {
    versions.filter { $0.head == commit }.map(\.branch.name)
  }
}

// MARK: - Drawing

extension CommitLogState {
  private func rows(_ shell: VersionsShell) -> Range<Int> {
    let layout = VersionsLayout(size: shell.size)
    return layout.isSmall
      ? Range(1, upTo: layout.messageRow) : Range(4, upTo: layout.messageRow - 1)
  }

  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    let count = entries.map { "\($0.count)\(isWhole ? "" : "+") commits" } ?? ""
    return (showsAll ? "commits of \(repo)" : "commits of \(repo)@\(branch)", count)
  }

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) {
    let place = current == nil ? "" : "commit \(cursor.place + 1) of \(cursor.count)"
    guard shell.a != nil || shell.b != nil else {
      return ([Span(showsAll ? "all branches" : "one branch", .dim)], place)
    }
    let words = [shell.a, shell.b].map { $0.map { String($0.commit.prefix(8)) } ?? "-" }
    return ([Span("A = \(words[0])   B = \(words[1])")], place)
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    let other = Hint([.allBranches], showsAll ? "one branch" : "all branches", in: keymap)
    guard let current else {
      return [other, Hint([.reload], "reload", in: keymap)].compactMap { $0 }
    }
    let hints = [
      Hint([.open], "browse it", in: keymap), other, Hint([.markA, .markB], "set A B", in: keymap),
      canCompare(shell) ? Hint([.compare], "compare", in: keymap) : nil,
      Hint([.make], "new version", in: keymap),
      shell.canRestore(CommitRef(repo: repo, commit: current.id), in: versions)
        ? Hint([.restore], "restore as master", in: keymap) : nil,
      Hint([.export], "export", in: keymap),
      Hint([.copyID], "copy id", in: keymap), Hint([.reload], "reload", in: keymap),
    ]
    return hints.compactMap { $0 }
  }

  private func canCompare(_ shell: VersionsShell) -> Bool {
    shell.a != nil && shell.b != nil && shell.a != shell.b
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let layout = VersionsLayout(size: shell.size)
    let (width, rows) = (shell.size.columns, rows(shell))
    let left = 6 + max(5, graph.width) + 1
    if !layout.isSmall {
      for row in [1, 3, rows.upperBound] { canvas.rule(row: row, columns: 0..<width) }
      canvas.put("A B graph", row: 2, column: 2, style: .dim)
      canvas.put("commit    made           what", row: 2, column: left, style: .dim)
    }
    guard let entries, !entries.isEmpty else {
      return drawEmpty(rows, width, on: &canvas)
    }
    for (offset, place) in cursor.visible(height: rows.count).enumerated() {
      let row = rows.lowerBound + offset
      draw(entries[place], place, row: row, left: left, shell, on: &canvas)
      if place == cursor.place { canvas.markCursor(row: row, end: width) }
    }
  }

  private func draw(
    _ entry: LogEntry, _ place: Int, row: Int, left: Int, _ shell: VersionsShell,
    on canvas: inout Canvas
  ) {
    let width = shell.size.columns
    let ref = CommitRef(repo: repo, commit: entry.id)
    if shell.a == ref { canvas.put("A", row: row, column: 2, style: .key) }
    if shell.b == ref { canvas.put("B", row: row, column: 4, style: .key) }
    let style = line.contains(entry.id) ? Style.key : .dim
    canvas.put(graph.rows[place], row: row, column: 6, limit: left - 6, style: style)
    canvas.put(String(entry.id.prefix(8)), row: row, column: left)
    var column = left + 10
    if width >= 60 {
      let made = entry.isOpen ? "(open)" : DayWords.long(entry.made, now: shell.now)
      canvas.put(made, row: row, column: column, limit: 14, style: .dim)
      column += 15
    }
    let names = names(of: entry.id)
    if !names.isEmpty {
      column = canvas.put(
        clipped("[\(names.joined(separator: " "))] ", to: max(0, width - column - 1)), row: row,
        column: column, style: Style(bold: true))
    }
    let words = entry.description.isEmpty ? ByteWords.short(entry.size) : entry.description
    canvas.put(clipped(words, to: max(0, width - column - 1)), row: row, column: column)
  }

  private func drawEmpty(_ rows: Range<Int>, _ width: Int, on canvas: inout Canvas) {
    var lines = [Span("asking the store …", .dim)]
    if let trouble {
      lines = [
        Span(trouble, Style(.error)),
        Span("R asks again; tagline versions \(repo) lists the branches.", .dim),
      ]
    } else if entries != nil {
      lines = [Span("There are no commits yet.", .heading)]
    }
    canvas.putWrapped(lines, rows: rows, width: width)
  }
}
