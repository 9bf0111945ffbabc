import LabelCore

extension CompareState {
  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    isLeaving = isLeaving && command == .close
    let isCounting = if case .counting = phase { true } else { false }
    if command == .reload, !isCounting { return begin(&shell) }
    guard phase == .ready else {
      shell.refuse(
        isCounting ? "wait until all labels are read" : "there is no comparison; R tries again")
      return []
    }
    switch command {
    case .matrix, .perLabel, .panel, .open, .swapSides, .layout:
      return view(command, &shell)
    case .keepA, .keepB, .clear, .undo, .redo, .answer, .pick, .write:
      return decide(command, argument: argument, &shell)
    case .find, .filter, .unfilter, .onlyFlips, .nextHit, .previousHit, .nextOpen, .previousOpen,
      .goto, .export:
      return search(command, argument: argument, &shell)
    case .copyText, .copyID, .jump: return take(command, &shell)
    default:
      move(command, &shell)
      return []
    }
  }

  // MARK: Moving

  private mutating func move(_ command: Command, _ shell: inout VersionsShell) {
    let geometry = CompareGeometry(size: shell.size)
    switch command {
    case .next, .previous:
      let step = command == .next ? 1 : -1
      if isInTable { stepTable(step, &shell) } else { stepRow(step, &shell) }
    case .first: jumpTo(first: true)
    case .last: jumpTo(first: false)
    case .lineDown: moveLines(1)
    case .lineUp: moveLines(-1)
    case .halfDown, .halfUp, .pageDown, .pageUp:
      let page = max(1, pageHeight(geometry))
      let isHalf = command == .halfDown || command == .halfUp
      let isDown = command == .halfDown || command == .pageDown
      moveLines((isDown ? 1 : -1) * (isHalf ? (page + 1) / 2 : page))
    default: break
    }
  }

  /// The keys act on a table, not on rows.
  var isInTable: Bool { mode != .list || focus == .matrix }

  private func pageHeight(_ geometry: CompareGeometry) -> Int {
    if isInTable { return geometry.tableArea(mode).rows.count - 2 }
    return focus == .text ? geometry.textRows(.text).count : geometry.listRows(.list).count
  }

  private mutating func moveLines(_ lines: Int) {
    switch mode {
    case .people: people?.move(lines)
    case .labels: tables.labels.move(rows: lines, in: tables.labelsSize)
    case .matrix: tables.matrix.move(rows: lines, in: tables.matrixSize)
    case .list where focus == .matrix: tables.matrix.move(rows: lines, in: tables.matrixSize)
    case .list where focus == .text: scroll = max(0, scroll + lines)
    case .list: show(rows.cursor + lines)
    }
  }

  /// Left and Right, which in a table are columns.
  mutating func moveColumns(_ columns: Int) {
    if mode == .labels {
      tables.labels.move(columns: columns, in: tables.labelsSize)
    } else if mode != .people {
      tables.matrix.move(columns: columns, in: tables.matrixSize)
    }
  }

  private mutating func jumpTo(first: Bool) {
    if focus == .text, mode == .list {
      scroll = first ? 0 : .max / 2
    } else if isInTable {
      moveLines(first ? -1_000_000 : 1_000_000)
    } else {
      show(first ? 0 : (rows.total ?? 1) - 1)
    }
  }

  private mutating func stepTable(_ step: Int, _ shell: inout VersionsShell) {
    switch mode {
    case .people, .labels: moveLines(step)
    case .matrix, .list:
      if !tables.stepMatrix(forward: step > 0) { shell.refuse("every label is the same in both") }
    }
  }

  private mutating func stepRow(_ step: Int, _ shell: inout VersionsShell) {
    let place = rows.cursor + step
    guard place >= 0, place < rows.total ?? .max else {
      shell.refuse(step > 0 ? "this is the last difference" : "this is the first difference")
      return
    }
    show(place)
  }

  /// Shows a row from the beginning of its text.
  mutating func show(_ place: Int) {
    let before = rows.cursor
    rows.move(to: place)
    guard rows.cursor != before else { return }
    scroll = 0
  }

  // MARK: Taking along

  private mutating func take(
    _ command: Command, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard mode == .list, let row = current else {
      shell.refuse("no row is chosen here")
      return []
    }
    switch command {
    case .copyID:
      guard let number = row.row.number else {
        shell.refuse("this task has no number")
        return []
      }
      shell.copy(String(number), named: "the id \(number)")
    case .copyText:
      guard let detail = details[row.row.key(isSwapped)]?.row else {
        shell.refuse("the text is still being read")
        return []
      }
      let side = isSwapped ? detail.swapped : detail
      shell.copy((side.b ?? side.a)?.text ?? "", named: "the text\(side.b == nil ? " in A" : "")")
    default:
      guard let number = row.row.number, shell.target != nil else {
        shell.refuse(
          shell.target == nil
            ? "no workspace is open: compare from the label view to jump there"
            : "this task has no number")
        return []
      }
      shell.jump(to: number)
    }
    return []
  }
}

extension ComparisonRow {
  /// The key of a row that is shown the other way round.
  func key(_ isSwapped: Bool) -> RowKey {
    isSwapped ? RowKey(a: key.b, b: key.a) : key
  }
}
