package import LabelCore

/// All repos of the store.
package struct RepoListState: VersionsScreen {
  package private(set) var repos: [RepoEntry]?
  package private(set) var cursor = ListCursor()
  private var trouble: String?

  package init() {}

  package var name: ScreenName { .repos }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    shell.busy = "listing the repos"
    return [.repos]
  }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .repos(let repos):
      shell.busy = nil
      self.repos = repos
      trouble = nil
      cursor.count = repos.count
    case .failed(.repos, let why): trouble = why
    default: break
    }
    return []
  }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    cursor.settle(height: rows(shell).count)
    return []
  }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard cursor.click(row: row, rows: rows(shell)) == .again else { return [] }
    return perform(.open, argument: "", &shell)
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    if cursor.perform(command, height: rows(shell).count) { return [] }
    if command == .reload { return open(&shell) }
    guard let repos, repos.indices.contains(cursor.place) else {
      shell.refuse("there is no repo here")
      return []
    }
    let repo = repos[cursor.place].name
    switch command {
    case .open: shell.push(VersionListState(repo: repo))
    case .copyText: shell.copy(repo, named: repo)
    case .commit: return shell.resolve(argument, in: repo)
    default: break
    }
    return []
  }

  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    ("repos", repos.map { "\($0.count) repo\($0.count == 1 ? "" : "s")" } ?? "")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    let open = repos?.isEmpty == false ? Hint([.open], "its versions", in: keymap) : nil
    return [open, Hint([.reload], "reload", in: keymap)].compactMap { $0 }
  }

  private func rows(_ shell: VersionsShell) -> Range<Int> {
    let layout = VersionsLayout(size: shell.size)
    return layout.isSmall
      ? Range(1, upTo: layout.messageRow) : Range(4, upTo: layout.messageRow - 1)
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let layout = VersionsLayout(size: shell.size)
    let (width, rows) = (shell.size.columns, rows(shell))
    if !layout.isSmall {
      for row in [1, 3, rows.upperBound] { canvas.rule(row: row, columns: 0..<width) }
      canvas.put("repo", row: 2, column: 2, style: .dim)
      canvas.put("made            size   branches", row: 2, column: 26, style: .dim)
    }
    guard let repos, !repos.isEmpty else {
      return drawEmpty(rows, width, on: &canvas)
    }
    for (offset, place) in cursor.visible(height: rows.count).enumerated() {
      let (repo, row) = (repos[place], rows.lowerBound + offset)
      canvas.put(clipped(repo.name, to: 22), row: row, column: 2)
      canvas.put(DayWords.long(repo.created, now: shell.now), row: row, column: 26)
      canvas.putRight(ByteWords.short(repo.size), row: row, end: 46)
      let branches = repo.branches.isEmpty ? "-" : repo.branches.joined(separator: " ")
      canvas.put(clipped(branches, to: width - 50), row: row, column: 49, style: .dim)
      if place == cursor.place { canvas.markCursor(row: row, end: width) }
    }
  }

  private func drawEmpty(_ rows: Range<Int>, _ width: Int, on canvas: inout Canvas) {
    var lines = [Span("asking the store …", .dim)]
    if let trouble {
      lines = [Span(trouble, Style(.error)), Span(""), Span("R asks again.", .dim)]
    } else if repos != nil {
      lines = [
        Span("There are no repos yet.", .heading),
        Span("tagline create repo labeled_data   makes one"),
      ]
    }
    canvas.putWrapped(lines, rows: rows, width: width)
  }
}
