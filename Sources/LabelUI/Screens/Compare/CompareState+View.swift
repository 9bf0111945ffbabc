import LabelCore

extension CompareState {
  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    let isSmall = CompareGeometry(size: shell.size).layout.isSmall
    if case .annotators(let version) = subject {
      return ("annotators of \(version)", "")
    }
    var (a, b) = (result?.a ?? ComparedSide(), result?.b ?? ComparedSide())
    if isSwapped { (a, b) = (b, a) }
    if isSmall {
      let head = CompareHead(screen: self, geometry: CompareGeometry(size: shell.size))
      return ("\(names.a) > \(names.b)", head.place)
    }
    return (words("A", names.a, a, shell), words("B", names.b, b, shell))
  }

  private func words(
    _ letter: String, _ name: String, _ side: ComparedSide, _ shell: VersionsShell
  ) -> String {
    var parts = ["\(letter) \(name)"]
    if let made = side.made { parts.append(DayWords.long(made, now: shell.now)) }
    if shell.size.columns >= 110, let commit = side.commit {
      parts.append(String(commit.prefix(8)))
    }
    return parts.joined(separator: "  ")
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let geometry = CompareGeometry(size: shell.size)
    CompareHead(screen: self, geometry: geometry).draw(on: &canvas)
    let area = geometry.tableArea(mode)
    switch (phase, mode) {
    case (.counting, _), (.failed, _): drawStandIn(geometry, on: &canvas)
    case (.ready, .people):
      if let people { PeopleView(table: people, geometry: geometry).draw(on: &canvas) }
    case (.ready, .matrix):
      drawTableTitle(geometry, on: &canvas)
      MatrixView(tables, area: area, isFocused: true).draw(on: &canvas)
    case (.ready, .labels):
      drawTableTitle(geometry, on: &canvas)
      LabelsView(tables: tables, area: area, isFocused: true).draw(on: &canvas)
    case (.ready, .list): drawRows(geometry, shell, on: &canvas)
    }
    if !geometry.layout.isSmall {
      canvas.rule(row: geometry.layout.messageRow - 1, columns: 0..<geometry.size.columns)
    }
    if mode == .list, phase == .ready { drawPosition(geometry, on: &canvas) }
  }

  /// What the table that has all of the screen is about.
  private func drawTableTitle(_ geometry: CompareGeometry, on canvas: inout Canvas) {
    guard !geometry.layout.isSmall, let control = tables.control else { return }
    let sides =
      mode == .matrix
      ? "B \(names.b) (columns) against A \(names.a) (rows)"
      : "B \(names.b) against A \(names.a) as gold"
    let place =
      tables.controls.count > 1
      ? "\(ReportText.visible(control.control)) (\(tables.place + 1) of \(tables.controls.count)): "
      : ""
    canvas.put(
      clipped("\(place)\(sides), \(control.both) tasks in both", to: geometry.size.columns - 2),
      row: geometry.bodyRows.lowerBound, column: 1, style: .heading)
  }

  private func drawRows(
    _ geometry: CompareGeometry, _ shell: VersionsShell, on canvas: inout Canvas
  ) {
    if rows.total == 0 { return drawStandIn(geometry, on: &canvas) }
    if let column = geometry.panelColumn { drawPanel(at: column, geometry, on: &canvas) }
    if !geometry.layout.isSmall {
      let width = geometry.size.columns
      if geometry.layout.isWide {
        canvas.rule(row: (geometry.headingRow ?? 0) + 1, columns: geometry.listColumns)
      }
      canvas.rule(row: geometry.sideRows.lowerBound - 1, columns: 0..<width)
      canvas.rule(row: geometry.sideRows.upperBound, columns: 0..<width)
    }
    CompareList(screen: self, geometry: geometry).draw(on: &canvas)
    if geometry.layout.isSmall, focus == .text { drawSmallHeading(on: &canvas, geometry) }
    CompareSides(screen: self, geometry: geometry, now: shell.now).draw(on: &canvas)
    drawText(geometry, on: &canvas)
  }

  /// Small screens show a text alone, under one line of what its row is.
  private func drawSmallHeading(on canvas: inout Canvas, _ geometry: CompareGeometry) {
    guard let row = current?.row else { return }
    let number = row.number.map { "#\($0) " } ?? ""
    let words =
      "\(number)\(row.a?.summary.shown ?? "(gone)") > \(row.b?.summary.shown ?? "(gone)")"
    canvas.put(
      clipped(ReportText.visible(words), to: geometry.size.columns - 2),
      row: geometry.bodyRows.lowerBound, column: 1, style: .heading)
  }

  private func drawPanel(at column: Int, _ geometry: CompareGeometry, on canvas: inout Canvas) {
    let area = geometry.tableArea(.list)
    for row in Range(area.rows.lowerBound, upTo: geometry.sideRows.lowerBound - 1) {
      canvas.put("│", row: row, column: column, style: .rule)
    }
    canvas.put("┬", row: geometry.headRows.upperBound, column: column, style: .rule)
    guard !tables.categories.isEmpty else {
      canvas.put("no matrix: nothing that", row: area.rows.lowerBound, column: column + 2)
      canvas.put("both label is a choice", row: area.rows.lowerBound + 1, column: column + 2)
      return
    }
    let needed = min(tables.categories.count, max(2, area.rows.count / 2 - 1)) + 1
    let middle = min(area.rows.upperBound - 3, area.rows.lowerBound + needed)
    let matrix = CompareGeometry.Area(
      rows: Range(area.rows.lowerBound, upTo: middle), columns: area.columns)
    MatrixView(tables, area: matrix, isFocused: focus == .matrix).draw(on: &canvas)
    canvas.rule(row: middle, columns: column + 1..<geometry.size.columns)
    canvas.put("├", row: middle, column: column, style: .rule)
    let labels = CompareGeometry.Area(
      rows: Range(middle + 1, upTo: area.rows.upperBound), columns: area.columns)
    LabelsView(tables: tables, area: labels, isFocused: false).draw(on: &canvas)
  }

  // MARK: Text

  private func drawText(_ geometry: CompareGeometry, on canvas: inout Canvas) {
    let rows = geometry.textRows(focus)
    let columns = geometry.textColumns
    guard let key = self.rows.current?.row.key, details[key] != nil else {
      canvas.put(
        "…", row: rows.lowerBound, column: columns.lowerBound, limit: rows.count > 0 ? 2 : 0,
        style: .dim)
      return
    }
    text.draw(from: scroll, rows: rows, columns: columns, on: &canvas)
  }

  /// On the line below the text: which of it is shown, and whether it changed.
  private func drawPosition(_ geometry: CompareGeometry, on canvas: inout Canvas) {
    guard !geometry.layout.isSmall, rows.total ?? 0 > 0, rows.current != nil else { return }
    let row = geometry.layout.messageRow - 1
    let height = geometry.textRows(focus).count
    let shown = Range(scroll, upTo: min(scroll + height, text.lines.count))
    var words: [String] = []
    if let state = textState { words.append(state) }
    if text.lines.count > height || !text.isComplete {
      words.append(focus == .text ? "j k scroll" : "Tab, then j k scroll")
    }
    let position = text.position(of: shown)
    if !position.isEmpty { words.append(position) }
    guard !words.isEmpty else { return }
    canvas.putRight(
      " " + words.joined(separator: "   ") + " ", row: row, end: geometry.size.columns - 1,
      style: focus == .text ? .heading : .dim)
  }

  private func words(_ difference: TextDiff) -> String {
    if difference.isOnlyBlanks { return "only whitespace changed: [-A-] {+B+}" }
    let blanks = difference.ignoresBlanks ? "   whitespace: ignored" : ""
    return "text changed: [-A-] {+B+}\(blanks)"
  }

  private var textState: String? {
    guard let row = rows.current?.row, let detail = details[row.key]?.row else { return nil }
    switch (detail.a, detail.b) {
    case (_?, _?):
      if let difference = details[row.key]?.difference { return words(difference) }
      return row.isTextChanged ? "text same, other data changed" : "text is the same in A and B"
    case (nil, nil): return nil
    case (_, nil): return isSwapped ? "text of B" : "text of A"
    case (nil, _): return isSwapped ? "text of A" : "text of B"
    }
  }

  // MARK: Message row

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) {
    guard phase == .ready, result != nil else { return ([], "") }
    if let failed = ledger.failure {
      let number = failed.step.number.map { "#\($0)" } ?? "a decision"
      return (
        [
          Span("NOT SAVED: \(number): \(failed.failure ?? "")", Style(.error, bold: true)),
          Span("   W tries again", .key),
        ], ""
      )
    }
    if let waiting = ledger.waiting.last {
      return ([Span("saving #\(waiting.step.number ?? 0) …", .dim)], right(shell))
    }
    return ([Span(progress(shell))], right(shell))
  }

  private func progress(_ shell: VersionsShell) -> String {
    guard let result else { return "" }
    if result.refusal != nil { return "for reading only" }
    if let written { return "written: \(written.name)" }
    let tally = result.tally
    guard tally.asked + tally.taken > 0 else { return "there is nothing to decide" }
    let decided = "decided \(tally.decided) of \(tally.asked)"
    let taken = tally.taken > 0 ? "   taken over \(tally.taken)" : ""
    let next = result.nextVersion
    if shell.size.columns < 60 { return decided + (next.isEmpty ? "" : " into \(next)") }
    return decided + taken + (next.isEmpty ? "" : "   into: \(next) (not written yet)")
  }

  private func right(_ shell: VersionsShell) -> String {
    var words: [String] = []
    if let search { words.append("search: \(clipped(search, to: 16))") }
    if let cell = filter.cell { words.append("only \(clipped(cell.words, to: 30))") }
    let typed = filter.typed
    if filter.kinds == [.flip, .textAndLabel], filter.label == nil, filter.annotator == nil {
      words.append("only flips: on")
    } else if !typed.isEmpty {
      words.append("filter: \(clipped(typed, to: 30))")
    } else if filter.cell == nil, words.isEmpty, shell.size.columns >= 60 {
      words.append("only flips: off")
    }
    return words.joined(separator: "   ")
  }
}
