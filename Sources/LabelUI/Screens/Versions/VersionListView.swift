import LabelCore

/// Where the parts of the versions screen stand (ux drawings 3a and 3b).
struct VersionListGeometry: Equatable {
  let layout: VersionsLayout
  /// Rows of versions.
  let rows: Range<Int>
  /// About the version at the cursor; empty on small screens.
  let details: Range<Int>

  init(size: Size) {
    layout = VersionsLayout(size: size)
    let end = layout.messageRow - 1
    let height = layout.isSmall ? 0 : (layout.isWide ? (end - 4) * 2 / 3 : (end - 4) / 2)
    rows = layout.isSmall ? Range(1, upTo: layout.messageRow) : Range(4, upTo: end - height - 1)
    details = layout.isSmall ? 0..<0 : Range(end - height, upTo: end)
  }
}

extension VersionListState {
  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    let count = versions.count { !$0.isMoving }
    let moving = versions.contains(where: \.isMoving) ? " + master" : ""
    let words = "\(count) version\(count == 1 ? "" : "s")\(moving)"
    guard let list else { return ("versions of \(repo)", "") }
    let store = shell.size.columns < 60 ? "" : "   " + list.store
    let raw = shell.size.columns < 110 ? nil : current.flatMap { figures[$0.ref]?.raw?.ref.repo }
    return ("versions of \(repo)", words + store + (raw.map { "   reads from: \($0)" } ?? ""))
  }

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) {
    guard shell.a != nil || shell.b != nil else {
      let hint = versions.count > 1 ? "a and b mark two versions to compare" : ""
      return ([Span(hint, .dim)], place)
    }
    let words = "A = \(name(of: shell.a))   B = \(name(of: shell.b))"
    return ([Span(words)], shell.a != nil && shell.b != nil ? "c opens the comparison" : place)
  }

  private var place: String {
    versions.isEmpty ? "" : "version \(cursor.place + 1) of \(versions.count)"
  }

  /// What a marked commit is called here.
  func name(of ref: CommitRef?) -> String {
    guard let ref else { return "-" }
    let found = versions.last { $0.ref == ref }
    return found?.branch.name ?? (ref.repo == repo ? String(ref.commit.prefix(8)) : "\(ref)")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    guard let current else {
      return [Hint([.reload], "reload", in: keymap), Hint([.repos], "repos", in: keymap)]
        .compactMap { $0 }
    }
    func hint(_ commands: [Command], _ word: String, when isPossible: Bool) -> Hint? {
      isPossible ? Hint(commands, word, in: keymap) : nil
    }
    let (isThere, isPinned) = (current.head != nil, current.isPinned)
    let hints = [
      hint([.open], "browse it", when: isThere), Hint([.markA, .markB], "set A B", in: keymap),
      hint([.compare], "compare", when: comparison(shell) != nil),
      hint([.make], "new version", when: isThere && isPinned),
      hint([.export], "export", when: isThere), hint([.log], "commits", when: isPinned),
      hint(
        [.restore], "restore as master",
        when: isThere && isPinned && shell.canRestore(current.ref, in: versions)),
      hint([.delete], "delete", when: isPinned && shell.canDelete(current)),
      Hint([.annotate], "note", in: keymap), Hint([.repos], "repos", in: keymap),
      Hint([.reload], "reload", in: keymap), Hint([.copyText], "copy name", in: keymap),
    ]
    return hints.compactMap { $0 }
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let geometry = VersionListGeometry(size: shell.size)
    let width = shell.size.columns
    let columns = VersionColumns(width: width, names: versions.map(\.branch.name))
    if !geometry.layout.isSmall {
      for row in [1, 3, geometry.details.lowerBound - 1, geometry.details.upperBound] {
        canvas.rule(row: row, columns: 0..<width)
      }
      columns.drawHeading(row: 2, isLabels: isLabels, on: &canvas)
    }
    guard !versions.isEmpty else { return drawEmpty(geometry, width: width, on: &canvas) }
    for (offset, place) in cursor.visible(height: geometry.rows.count).enumerated() {
      let row = geometry.rows.lowerBound + offset
      draw(versions[place], row: row, columns, shell, isSmall: geometry.layout.isSmall, on: &canvas)
      if place == cursor.place { canvas.markCursor(row: row, end: width) }
    }
    if let current, !geometry.details.isEmpty {
      VersionDetails(state: self, version: current, now: shell.now, isWide: geometry.layout.isWide)
        .draw(on: &canvas, rows: geometry.details, width: width)
    }
  }

  /// Until something else is known: most repos that are looked at hold labels.
  private var isLabels: Bool { figures.values.first?.isLabels ?? true }

  private func draw(
    _ version: VersionInfo, row: Int, _ columns: VersionColumns, _ shell: VersionsShell,
    isSmall: Bool, on canvas: inout Canvas
  ) {
    let words = words(for: version, shell.now)
    let isHere = version.head != nil
    if isHere, shell.a == version.ref { canvas.put("A", row: row, column: 2, style: .key) }
    if isHere, shell.b == version.ref { canvas.put("B", row: row, column: 4, style: .key) }
    canvas.put(
      clipped(version.branch.name, to: columns.name), row: row,
      column: VersionColumns.nameColumn, style: Style(bold: version.isMoving))
    guard !isSmall else {
      let end = canvas.put(clipped(words.made, to: 14), row: row, column: columns.made)
      canvas.put(
        clipped(words.done, to: columns.width - end - 2), row: row, column: end + 1, style: .dim)
      return
    }
    canvas.put(words.made, row: row, column: columns.made, limit: 14)
    canvas.putRight(words.texts, row: row, end: columns.texts)
    canvas.putRight(words.done, row: row, end: columns.done)
    let room = (columns.head ?? columns.width) - columns.change - 1
    canvas.put(clipped(words.change, to: room), row: row, column: columns.change)
    if let head = columns.head { canvas.put(words.head, row: row, column: head, style: .dim) }
    if let note = columns.note {
      canvas.put(clipped(words.note, to: columns.width - note - 1), row: row, column: note)
    }
  }

  func words(for version: VersionInfo, _ now: Moment?) -> VersionWords {
    let marks = versions.first { $0.head == version.head && !$0.isMoving }
    return VersionWords(
      version: version, figures: figures[version.ref], isFailed: failure(of: version) != nil,
      markedBy: version.isMoving && version.head != nil ? marks?.branch.name : nil, now: now)
  }

  private func drawEmpty(_ geometry: VersionListGeometry, width: Int, on canvas: inout Canvas) {
    let row = geometry.rows.lowerBound
    var lines = [Span("asking the store …", .dim)]
    if let trouble {
      lines = trouble.split(separator: "\n").map { Span(String($0), Style(.error, bold: true)) }
      lines.append(Span("R asks again, o lists the repos."))
    } else if list != nil {
      lines = [
        Span("There is nothing in \(repo) yet.", .heading),
        Span("What is put into it makes its first branch, master:"),
        Span("tagline put file \(repo)@master:/one.txt -f one.txt"),
      ]
    }
    canvas.putWrapped(lines, rows: Range(row, upTo: geometry.rows.upperBound), width: width)
  }
}
