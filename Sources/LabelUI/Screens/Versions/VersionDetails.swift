import LabelCore

/// All that is known of the version at the cursor: histogram, who labelled, raw data, note.
struct VersionDetails {
  let state: VersionListState
  let version: VersionInfo
  let now: Moment?
  let isWide: Bool

  private var figures: VersionFigures? { state.figures[version.ref] }

  func draw(on canvas: inout Canvas, rows: Range<Int>, width: Int) {
    guard rows.count > 1 else { return }
    drawHeading(row: rows.lowerBound, width: width, on: &canvas)
    if isWide {
      drawWide(on: &canvas, rows: Range(rows.lowerBound + 2, upTo: rows.upperBound), width: width)
    } else {
      let facts = facts.map { "\($0.name) \($0.value)" }.joined(separator: "   ")
      canvas.put(
        clipped(facts, to: width - 9), row: rows.lowerBound + 1, column: 8, style: .dim)
      drawBars(
        figures?.counts ?? [], on: &canvas,
        rows: Range(rows.lowerBound + 2, upTo: rows.upperBound), width: width)
    }
  }

  private func drawHeading(row: Int, width: Int, on canvas: inout Canvas) {
    let end = canvas.put(
      clipped(version.branch.name, to: 24), row: row, column: 1, style: Style(bold: true))
    var words = [version.branch.description]
    if version.isPinned {
      words.append(version.head.map { "head \($0.prefix(8))" } ?? "no commits yet")
    }
    if let figures { words.append("\(figures.objects) objects") }
    if version.head != nil, version.isPinned { words.append(ByteWords.short(version.size)) }
    if isWide, !version.description.isEmpty { words.append(version.description) }
    let column = max(8, end + 2)
    canvas.put(
      clipped(words.joined(separator: isWide ? "   " : "     "), to: width - column - 1), row: row,
      column: column)
  }

  /// What is said in words, most wanted first.
  private var facts: [(name: String, value: String)] {
    guard let figures else {
      if let why = state.failure(of: version) { return [("figures", "cannot be read: \(why)")] }
      return version.head == nil ? [] : [("figures", "are being read …")]
    }
    var facts: [(name: String, value: String)] = []
    if !version.isPinned { facts.append(("commits", VersionActionWords.gatewayAlone)) }
    if !version.note.isEmpty { facts.append((state.notesHeading, version.note)) }
    if let raw = figures.raw { facts.append(("raw data", words(for: raw))) }
    if !figures.annotators.isEmpty {
      let people = figures.annotators.map {
        "\($0.label.isEmpty ? "(unknown)" : $0.label) \($0.count)"
      }
      facts.append(("labelled by", people.joined(separator: "   ")))
    }
    if let pace = figures.medianPace {
      let tenths = Int((pace * 10).rounded())
      facts.append(("median pace", "\(tenths / 10).\(tenths % 10) s"))
    }
    if figures.skipped > 0 { facts.append(("skipped", "\(figures.skipped)")) }
    if figures.unreadable > 0, figures.isLabels {
      facts.append(("not tasks", "\(figures.unreadable)"))
    }
    return facts
  }

  private func words(for raw: RawVersion) -> String {
    var words = "\(raw.ref.repo)@\(raw.ref.commit.prefix(8))"
    switch raw.reason {
    case .recorded: words += " (recorded)"
    case .newestBefore: words += " (newest before it)"
    }
    guard let edited = raw.editedSince, edited > 0 else { return words }
    return words + "; \(edited) text\(edited == 1 ? "" : "s") changed since"
  }

  private func drawBars(
    _ counts: [LabelCount], on canvas: inout Canvas, rows: Range<Int>, width: Int
  ) {
    guard let most = counts.map(\.count).max(), most > 0 else { return }
    // The last row stays empty where it can, as the drawing has it.
    let room = counts.count < rows.count ? rows.count - 1 : rows.count
    let shown = counts.count > room ? Array(counts.prefix(room - 1)) : counts
    let longest = min(width - 27, 40)
    for (offset, count) in shown.enumerated() {
      let row = rows.lowerBound + offset
      canvas.put(clipped(count.label, to: 10), row: row, column: 8)
      canvas.putRight(String(count.count), row: row, end: 23)
      let length = count.count == 0 ? 0 : max(1, count.count * min(longest, most) / most)
      canvas.put(String(repeating: "#", count: length), row: row, column: 25, style: .key)
    }
    if shown.count < counts.count {
      canvas.put(
        "… and \(counts.count - shown.count) more labels", row: rows.lowerBound + shown.count,
        column: 8, style: .dim)
    }
  }

  // MARK: Wide screens

  private func drawWide(on canvas: inout Canvas, rows: Range<Int>, width: Int) {
    let history = history
    let end = max(rows.lowerBound, rows.upperBound - history.count - 2)
    let facts = Array(facts.prefix(5))
    let counts = allCounts
    let tableRows = min(counts.count + 2, end - rows.lowerBound - facts.count - 1)
    let next = rows.lowerBound + max(0, tableRows)
    drawTable(counts, on: &canvas, rows: rows.lowerBound..<next, width: width)
    for (offset, fact) in facts.enumerated() where next + offset < end {
      canvas.put(fact.name, row: next + offset, column: 8, style: .dim)
      canvas.put(clipped(fact.value, to: width - 32), row: next + offset, column: 31)
    }
    guard !history.isEmpty, end < rows.upperBound else { return }
    canvas.rule(row: end, columns: 0..<width)
    canvas.put("history", row: end + 1, column: 1, style: .dim)
    for (offset, line) in history.enumerated() {
      canvas.put(clipped(line, to: width - 4), row: end + 2 + offset, column: 3)
    }
  }

  /// The versions as they were made, the newest five, oldest first.
  private var history: [String] {
    state.versions.filter { !$0.isMoving && $0.made != nil }.prefix(5).reversed().map { version in
      let what = version.description.isEmpty ? "" : "  \(version.description)"
      return
        "\(DayWords.long(version.made ?? 0, now: now).padded(to: 13)) \(version.branch.name)\(what)"
    }
  }

  /// The labels of this version, then those that only others have.
  private var allCounts: [LabelCount] {
    guard let mine = figures?.counts else { return [] }
    var seen = Set(mine.map(\.label))
    let others = state.versions.flatMap { state.figures[$0.ref]?.counts ?? [] }
    return mine
      + others.filter { seen.insert($0.label).inserted }.map {
        LabelCount(label: $0.label, count: 0)
      }
  }

  /// The labels of this version with bars, and beside them those of the others.
  private func drawTable(
    _ counts: [LabelCount], on canvas: inout Canvas, rows: Range<Int>, width: Int
  ) {
    guard !counts.isEmpty, rows.count > 2 else { return }
    let others = state.versions.filter { $0.branch != version.branch && $0.head != nil }
      .prefix(max(0, (width - 50) / 14)).reversed()
    canvas.putRight(
      clipped(version.branch.name, to: 12), row: rows.lowerBound, end: 23, style: .dim)
    drawBars(counts, on: &canvas, rows: rows.lowerBound + 1..<rows.upperBound, width: 46)
    let shown = counts.prefix(counts.count < rows.count ? rows.count - 1 : rows.count - 2)
    for (index, other) in others.enumerated() {
      let end = 60 + index * 14
      canvas.putRight(
        clipped(other.branch.name, to: 13), row: rows.lowerBound, end: end, style: .dim)
      let held = state.figures[other.ref].map { figures in
        Dictionary(figures.counts.map { ($0.label, $0.count) }) { first, _ in first }
      }
      for (offset, count) in shown.enumerated() {
        let words = held.map { String($0[count.label] ?? 0) } ?? "…"
        canvas.putRight(words, row: rows.lowerBound + 1 + offset, end: end)
      }
    }
  }
}
