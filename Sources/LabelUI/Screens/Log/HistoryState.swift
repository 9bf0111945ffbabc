package import LabelCore

/// The commits that changed the label of one task, newest first.
package struct HistoryState: VersionsScreen {
  package let subject: HistorySubject
  /// The task as people know it: `#5`, `labeled_data@v1:/5`.
  package let title: String
  /// Where its label is; nil until that is known.
  package private(set) var object: FileRef?
  package private(set) var changes: [LabelChange] = []
  package private(set) var isWhole = false
  package private(set) var cursor = ListCursor()
  private var trouble: String?

  package init(of subject: HistorySubject, named title: String) {
    self.subject = subject
    self.title = title
    if case .object(let file) = subject { object = file }
  }

  package var name: ScreenName { .history }

  package var current: LabelChange? {
    changes.indices.contains(cursor.place) ? changes[cursor.place] : nil
  }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    shell.busy = "following the label of \(title)"
    isWhole = false
    return [.history(subject)]
  }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .history(subject, let object, let changes, let isWhole):
      self.object = object ?? self.object
      self.changes = changes
      self.isWhole = isWhole
      trouble = nil
      cursor.count = changes.count
      if isWhole { shell.busy = nil }
    case .failed(.history(subject), let why): trouble = why
    default: break
    }
    return []
  }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    cursor.settle(height: rows(shell).count)
    return []
  }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] {
    _ = cursor.click(row: row, rows: rows(shell))
    return []
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    if cursor.perform(command, height: rows(shell).count) { return [] }
    if command == .reload { return open(&shell) }
    guard let current, let repo = object?.commit.repo else {
      shell.refuse("there is no change here")
      return []
    }
    switch command {
    case .open:
      let ref = CommitRef(repo: repo, commit: current.commit)
      shell.push(BrowseState(ref, named: String(current.commit.prefix(8))))
    case .copyID: shell.copy(current.commit, named: "the commit id")
    default: break
    }
    return []
  }
}

// MARK: - Drawing

extension HistoryState {
  private func rows(_ shell: VersionsShell) -> Range<Int> {
    let layout = VersionsLayout(size: shell.size)
    return layout.isSmall
      ? Range(1, upTo: layout.messageRow) : Range(4, upTo: layout.messageRow - 1)
  }

  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    let count =
      "\(changes.count)\(isWhole ? "" : "+") change\(changes.count == 1 && isWhole ? "" : "s")"
    return ("label of \(title)", count)
  }

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) {
    let note = current.map { $0.note.isEmpty ? $0.description : "note: \($0.note)" } ?? ""
    return ([Span(note, .dim)], current == nil ? "" : "\(cursor.place + 1) of \(cursor.count)")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    let open = current == nil ? nil : Hint([.open], "browse that commit", in: keymap)
    let copy = current == nil ? nil : Hint([.copyID], "copy the commit id", in: keymap)
    return [open, copy, Hint([.reload], "reload", in: keymap)].compactMap { $0 }
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let layout = VersionsLayout(size: shell.size)
    let (width, rows) = (shell.size.columns, rows(shell))
    if !layout.isSmall {
      for row in [1, 3, rows.upperBound] { canvas.rule(row: row, columns: 0..<width) }
      canvas.put("commit    made          by        old -> new", row: 2, column: 2, style: .dim)
    }
    guard !changes.isEmpty else { return drawEmpty(rows, width, on: &canvas) }
    for (offset, place) in cursor.visible(height: rows.count).enumerated() {
      let row = rows.lowerBound + offset
      draw(changes[place], row: row, shell, isSmall: layout.isSmall, on: &canvas)
      if place == cursor.place { canvas.markCursor(row: row, end: width) }
    }
  }

  private func draw(
    _ change: LabelChange, row: Int, _ shell: VersionsShell, isSmall: Bool,
    on canvas: inout Canvas
  ) {
    var column = 2
    if !isSmall {
      canvas.put(String(change.commit.prefix(8)), row: row, column: 2, style: .dim)
      column = 12
    }
    canvas.put(DayWords.long(change.made, now: shell.now), row: row, column: column, limit: 13)
    let who = change.annotator.isEmpty ? "(unknown)" : change.annotator
    canvas.put(clipped(who, to: isSmall ? 6 : 9), row: row, column: column + 14)
    column += isSmall ? 21 : 24
    let words = "\(change.old ?? "-") -> \(change.new ?? "-")"
    canvas.put(clipped(words, to: shell.size.columns - column - 1), row: row, column: column)
  }

  private func drawEmpty(_ rows: Range<Int>, _ width: Int, on canvas: inout Canvas) {
    var lines = [Span("going through the commits …", .dim)]
    if let trouble {
      lines = [Span(trouble, Style(.error)), Span(""), Span("R asks again.", .dim)]
    } else if isWhole {
      lines = [Span("No commit has changed its label yet.", .heading)]
    }
    canvas.putWrapped(lines, rows: rows, width: width)
  }
}
