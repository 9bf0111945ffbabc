import LabelCore

extension BrowseState {
  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    let count = list.total.map { "\($0) task\($0 == 1 ? "" : "s")   " } ?? ""
    return ("\(ref.repo)@\(title)", count + "read-only")
  }

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) {
    let words = search.map { [Span("search: \($0)", .dim)] } ?? []
    guard let total = list.total, total > 0 else { return (words, "") }
    return (words, "row \(list.cursor + 1) of \(total)")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    var hints: [Hint?] = []
    if list.total ?? 0 > 0 {
      hints = [
        Hint([.history], "how its label changed", in: keymap), Hint([.find], "find", in: keymap),
      ]
      if isSearching { hints.append(Hint([.nextHit, .previousHit], "hits", in: keymap)) }
      hints += [
        Hint([.first, .last], "top/bottom", in: keymap),
        Hint([.halfDown, .halfUp], "half page", in: keymap), Hint([.export], "export", in: keymap),
      ]
    }
    return (hints + [Hint([.reload], "reload", in: keymap)]).compactMap { $0 }
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {
    let geometry = TaskListGeometry(size: shell.size)
    let width = shell.size.columns
    let words = ref.commit == title ? "" : "commit \(ref.commit.prefix(8))"
    canvas.put(clipped(words, to: width - 2), row: 1, column: 1, style: .dim)
    let table = TaskTable(list: list, geometry: geometry, now: shell.now, form: nil)
    if !geometry.isSmall { table.drawHeading(on: &canvas) }
    let row = geometry.rows.lowerBound
    if let trouble {
      canvas.putWrapped(
        [Span(trouble, Style(.error)), Span(""), Span("R asks again.", .dim)], rows: geometry.rows,
        width: width)
    } else if list.total == 0 {
      canvas.put("There is nothing in this version.", row: row, column: 2, style: .heading)
    } else {
      table.drawRows(on: &canvas)
    }
    table.drawFrame(on: &canvas, legend: Self.signs)
  }
}
