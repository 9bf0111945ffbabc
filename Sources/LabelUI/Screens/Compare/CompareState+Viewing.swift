import LabelCore

extension CompareState {
  /// What is looked at, and how.
  mutating func view(_ command: Command, _ shell: inout VersionsShell) -> [VersionsRequest] {
    switch command {
    case .matrix: return show(mode == .matrix ? .list : .matrix, &shell)
    case .perLabel: return show(mode == .labels ? .list : .labels, &shell)
    case .panel: nextPanel(shell)
    case .open: return openFigure(&shell)
    case .layout:
      wantsSides = !(wantsSides ?? CompareGeometry(size: shell.size).hasSides)
      shell.notice = Notice(.good, wantsSides == true ? "side by side" : "inline")
    default: swapSides()
    }
    return []
  }

  private mutating func show(_ mode: Mode, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard self.mode != .people else {
      shell.refuse("Enter opens a pair of annotators first")
      return []
    }
    let isEmpty = mode == .matrix ? tables.categories.isEmpty : tables.scores.isEmpty
    guard mode == .list || !isEmpty else {
      shell.refuse("no task is labelled in both with one of a set of labels")
      return []
    }
    self.mode = mode
    return []
  }

  /// Tab: the next control of a table, the next part of a list.
  private mutating func nextPanel(_ shell: VersionsShell) {
    switch mode {
    case .people: people?.nextControl()
    case .matrix, .labels: tables.show(tables.place + 1)
    case .list:
      let hasMatrix =
        CompareGeometry(size: shell.size).panelColumn != nil && !tables.categories.isEmpty
      switch focus {
      case .list: focus = hasMatrix ? .matrix : .text
      case .matrix: focus = .text
      case .text: focus = .list
      }
    }
  }

  private mutating func swapSides() {
    isSwapped.toggle()
    tables = tables.swapped()
  }

  /// Enter: the rows behind the figure under the cursor, or the pair of annotators.
  private mutating func openFigure(_ shell: inout VersionsShell) -> [VersionsRequest] {
    switch mode {
    case .people:
      guard let pair = people?.current, case .annotators(let version) = subject else { break }
      shell.push(CompareState(.pair(of: version, a: pair.a, b: pair.b)))
      return []
    case .labels: return open(tables.labelCell)
    case .matrix: return open(tables.matrixCell)
    case .list where focus == .matrix: return open(tables.matrixCell)
    case .list:
      focus = focus == .list ? .text : .list
      return []
    }
    shell.refuse("there is nothing to open")
    return []
  }

  private mutating func open(_ cell: ComparisonFilter.Cell?) -> [VersionsRequest] {
    guard let cell else { return [] }
    cellMode = (mode, focus)
    (mode, focus) = (.list, .list)
    var filter = ComparisonFilter()
    filter.cell = isSwapped ? cell.swapped : cell
    list(filter)
    return []
  }

  /// Lists the rows that pass, from the first.
  mutating func list(_ filter: ComparisonFilter) {
    rows = CompareRows(CompareQuery(subject, filter: filter))
    openSearch = nil
    scroll = 0
  }

  /// Leaves what was opened last on this screen; false when there is nothing but the screen itself.
  mutating func closeInner() -> Bool {
    if mode == .matrix || mode == .labels {
      mode = .list
    } else if let from = cellMode {
      cellMode = nil
      list(ComparisonFilter())
      (mode, focus) = from
    } else if focus != .list {
      focus = .list
    } else {
      return false
    }
    return true
  }
}
