/// Draws the keys of a screen over it, searchable, in pages (ux drawings 6a and 6b).
struct HelpView {
  let state: AppState
  let help: HelpState
  let size: Size

  /// A heading of a group, or a command with its keys.
  enum Entry: Equatable {
    case heading(String)
    case command(keys: String, sentence: String)
    case blank
  }

  func draw(on canvas: inout Canvas) {
    let top = size.rows >= 16 ? 2 : 0
    let bottom = size.rows - (size.rows >= 16 ? 2 : 0)
    let left = size.columns >= 60 ? 2 : 0
    let right = size.columns - left
    guard right - left >= 20, bottom - top >= 6 else { return drawPlain(on: &canvas) }
    let columns = columnCount(in: right - left)
    let pages = pages(height: bottom - top - 4, columns: columns)
    let page = min(help.page, pages.count - 1)
    drawBox(rows: top..<bottom, columns: left..<right, on: &canvas)
    let heading = state.screen.heading
    canvas.put(" \(heading) ", row: top, column: left + 3, style: .heading)
    canvas.putRight(" page \(page + 1) of \(pages.count) ", row: top, end: right - 2, style: .dim)
    let step = (right - left - 4) / columns
    for (index, column) in pages[page].enumerated() {
      for (offset, entry) in column.enumerated() {
        draw(
          entry, row: top + 2 + offset, column: left + 3 + index * step, width: step - 2,
          on: &canvas)
      }
    }
    drawSearch(row: bottom - 2, left: left, right: right, on: &canvas)
  }

  /// Everything that can be done on this screen, by group, as far as it matches what was typed.
  var entries: [[Entry]] {
    let keymap = state.keymap
    let wanted = help.editor.text.trimmed.lowercased()
    let screen = state.screen
    return CommandGroup.allCases.compactMap { group in
      var rows: [Entry] = []
      if group == .label, screen == .label { rows += labelEntries(wanted: wanted) }
      for info in CommandTable.all where info.group == group && info.screens.contains(screen) {
        let names = keymap.keys(for: info.command).map(\.name)
        let line = info.argument.map { ":\(info.command.rawValue) \($0)" }
        let keys = (names.isEmpty ? [line].compactMap { $0 } : names).joined(separator: " ")
        // Hits can be walked only while a search is on.
        guard !keys.isEmpty else { continue }
        let text = "\(keys) \(info.sentence) \(info.command.rawValue)".lowercased()
        guard wanted.isEmpty || text.contains(wanted) else { continue }
        rows.append(.command(keys: keys, sentence: info.sentence))
      }
      return rows.isEmpty ? nil : [.heading(group.rawValue)] + rows + [.blank]
    }
  }

  private func labelEntries(wanted: String) -> [Entry] {
    let form = state.label.form
    let sentence = form.autoAdvances ? "label, then next" : "choose"
    return form.places.compactMap { place in
      guard let key = form[place].key else { return nil }
      let title = form[place].title
      guard wanted.isEmpty || "\(key) \(title) label".lowercased().contains(wanted) else {
        return nil
      }
      return .command(keys: String(key), sentence: "\(title): \(sentence)")
    }
  }

  private func columnCount(in width: Int) -> Int { max(1, width / 36) }

  /// Groups flow down the columns of a page; a group that does not fit goes on in the next column.
  private func pages(height: Int, columns: Int) -> [[[Entry]]] {
    var filled: [[Entry]] = [[]]
    for group in entries {
      var rest = group[...]
      if let last = filled.last, !last.isEmpty, last.count + group.count - 1 > height,
        group.count - 1 <= height || last.count + 3 > height
      {
        filled.append([])
      }
      while !rest.isEmpty {
        let room = height - (filled.last?.count ?? 0)
        if room <= 0 || (rest.count == 1 && rest.first == .blank && room < 1) {
          filled.append([])
          continue
        }
        filled[filled.count - 1] += rest.prefix(room)
        rest = rest.dropFirst(room)
        if rest.allSatisfy({ $0 == .blank }) { break }
        if !rest.isEmpty { filled.append([]) }
      }
    }
    return stride(from: 0, to: filled.count, by: columns).map {
      Array(filled[$0..<min($0 + columns, filled.count)])
    }
  }

  private func draw(
    _ entry: Entry, row: Int, column: Int, width: Int, on canvas: inout Canvas
  ) {
    switch entry {
    case .blank: break
    case .heading(let words):
      canvas.put(words, row: row, column: column, limit: width, style: .heading)
    case .command(let keys, let sentence):
      let end = canvas.put(
        clipped(keys, to: width / 2), row: row, column: column + 1, limit: width, style: .key)
      let text = max(column + 10, end + 1)
      canvas.put(clipped(sentence, to: column + width - text), row: row, column: text)
    }
  }

  private func drawSearch(row: Int, left: Int, right: Int, on canvas: inout Canvas) {
    let close = "Esc closes"
    let start = canvas.putRight(close, row: row, end: right - 2, style: .dim)
    let lead = canvas.put(
      size.columns >= 60 ? "type to search these keys: " : "search: ", row: row, column: left + 3,
      style: .dim)
    let place = Position(row: row, column: lead)
    let cursor = help.editor.draw(on: &canvas.grid, at: place, limit: max(1, start - lead - 2))
    canvas.cursor = Position(row: row, column: cursor)
    if entries.isEmpty {
      canvas.put("no key matches", row: row - 1, column: left + 3, style: Style(.warning))
    }
  }

  private func drawBox(rows: Range<Int>, columns: Range<Int>, on canvas: inout Canvas) {
    let last = columns.upperBound - 1
    for row in rows {
      canvas.grid.fill(row: row, columns: columns)
      canvas.put("│", row: row, column: columns.lowerBound, style: .rule)
      canvas.put("│", row: row, column: last, style: .rule)
    }
    for (row, ends) in [(rows.lowerBound, ("┌", "┐")), (rows.upperBound - 1, ("└", "┘"))] {
      canvas.rule(row: row, columns: columns)
      canvas.put(ends.0, row: row, column: columns.lowerBound, style: .rule)
      canvas.put(ends.1, row: row, column: last, style: .rule)
    }
  }

  /// Where no box fits: as many keys as there are rows.
  private func drawPlain(on canvas: inout Canvas) {
    for row in 0..<size.rows { canvas.grid.fill(row: row, columns: 0..<size.columns) }
    for (row, entry) in entries.joined().prefix(size.rows).enumerated() {
      draw(entry, row: row, column: 0, width: size.columns, on: &canvas)
    }
  }
}
