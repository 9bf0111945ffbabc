/// Draws the keys of a screen over it, searchable, in pages (ux drawings 6a and 6b).
struct HelpView {
  let topic: HelpTopic
  let help: HelpState
  let size: Size

  /// A heading of a group, or a command with its keys.
  enum Entry: Equatable {
    case heading(String)
    case command(keys: String, sentence: String)
    case blank
  }

  /// On normal screens a box under the title; on small ones all rows without a frame.
  private var isBoxed: Bool { size.columns >= 60 && size.rows >= 18 }
  private var rows: Range<Int> { isBoxed ? 2..<size.rows - 2 : 0..<max(0, size.rows) }
  private var columns: Range<Int> { isBoxed ? 2..<size.columns - 2 : 0..<size.columns }

  private var columnCount: Int { max(1, columns.count / 36) }
  /// Rows of the frame and its heading, at the top and at the bottom.
  private var frame: Int { isBoxed ? 2 : 1 }

  /// What is on each page, by column.
  var pages: [[[Entry]]] {
    let height = max(1, rows.count - 2 * frame - (isBoxed ? 1 : 0))
    return pages(height: height, columns: columnCount)
  }

  func draw(on canvas: inout Canvas) {
    for row in Range(rows.lowerBound, upTo: size.rows) {
      canvas.grid.fill(row: row, columns: 0..<size.columns)
    }
    let pages = pages
    let page = min(help.page, pages.count - 1)
    if isBoxed { drawBox(on: &canvas) }
    let left = columns.lowerBound + (isBoxed ? 3 : 1)
    canvas.put(
      isBoxed ? " \(topic.screen.heading) " : topic.screen.heading, row: rows.lowerBound,
      column: left - (isBoxed ? 1 : 0), style: .heading)
    let step = (columns.count - (isBoxed ? 4 : 0)) / columnCount
    for (index, entries) in pages[page].enumerated() {
      for (offset, entry) in entries.enumerated() {
        draw(
          entry, row: rows.lowerBound + frame + offset, column: left + index * step,
          width: step - 2, on: &canvas)
      }
    }
    if isBoxed {
      canvas.put(
        topic.legend, row: rows.upperBound - 3, column: left, limit: columns.count - 5, style: .dim)
    }
    drawSearch(row: rows.upperBound - frame, left: left, on: &canvas)
    drawPlace(page: page, of: pages.count, on: &canvas)
  }

  /// Which page it is, and how to see the others.
  private func drawPlace(page: Int, of count: Int, on canvas: inout Canvas) {
    guard count > 1 || isBoxed else { return }
    guard isBoxed else {
      canvas.putRight(
        "\(page + 1)/\(count) PgDn", row: rows.lowerBound, end: size.columns - 1, style: .dim)
      return
    }
    canvas.rule(row: size.rows - 2, columns: 0..<size.columns)
    let more = page + 1 < count ? "PgDn next page" : (page > 0 ? "PgUp previous page" : "")
    let row = size.rows - 1
    canvas.put("page \(page + 1) of \(count)", row: row, column: 1, style: .dim)
    canvas.putRight(more, row: row, end: size.columns - 1, style: .dim)
  }

  /// Everything that can be done on this screen, by group, as far as it matches what was typed.
  var entries: [[Entry]] {
    let keymap = topic.keymap
    let wanted = help.editor.text.trimmed.lowercased()
    let screen = topic.screen
    let sections = topic.form.map { formSections($0, wanted: wanted) } ?? []
    let groups = CommandGroup.allCases.compactMap { group -> [Entry]? in
      var rows: [Entry] = []
      if group == .label, let form = topic.form { rows += entries(of: form, wanted: wanted) }
      let rowsHere = CommandTable.all.filter {
        $0.group == group && $0.screens.contains(screen) && !keymap.isUseless($0.command)
      }
      for info in rowsHere {
        // Hits can be walked only while a search is on, but people want to know of it before.
        let isHit = info.command == .nextHit || info.command == .previousHit
        let names = isHit ? info.keys.map(\.name) : keymap.keys(for: info.command).map(\.name)
        let line = info.argument.map { ":\(info.command.rawValue) \($0)" }
        let keys = (names.isEmpty ? [line].compactMap { $0 } : names).joined(separator: " ")
        guard !keys.isEmpty else { continue }
        let text = "\(keys) \(info.sentence) \(info.command.rawValue)".lowercased()
        guard wanted.isEmpty || text.contains(wanted) else { continue }
        rows.append(.command(keys: keys, sentence: info.sentence))
      }
      return rows.isEmpty ? nil : [.heading(group.rawValue)] + rows + [.blank]
    }
    return groups.prefix(1) + sections + groups.dropFirst()
  }

  private func entries(of form: LabelForm, wanted: String) -> [Entry] {
    form.places.compactMap { place in
      guard let key = form[place].key else { return nil }
      let title = form[place].title
      guard wanted.isEmpty || "\(key) \(title) label".lowercased().contains(wanted) else {
        return nil
      }
      return .command(
        keys: String(key), sentence: form.autoAdvances ? "\(title), then next" : "choose \(title)")
    }
  }

  /// Groups fill the columns of a page one after another; each goes where there first is room for
  /// it.
  private func pages(height: Int, columns: Int) -> [[[Entry]]] {
    guard columns > 1 else {
      let all = entries.flatMap { $0 }
      let pages = stride(from: 0, to: all.count, by: height).map {
        [Array(all[$0..<min($0 + height, all.count)])]
      }
      return pages.isEmpty ? [[]] : pages
    }
    var filled: [[Entry]] = []
    for piece in entries.flatMap({ pieces(of: $0, height: height) }) {
      let page = filled.count / columns * columns
      let open = filled.count % columns == 0 ? max(0, page - columns) : page
      let needed = piece.last == .blank ? piece.count - 1 : piece.count
      if let place = filled.indices.first(where: {
        $0 >= open && filled[$0].count + needed <= height
      }) {
        filled[place] += piece
      } else {
        filled.append(piece)
      }
    }
    let pages = stride(from: 0, to: filled.count, by: columns).map {
      Array(filled[$0..<min($0 + columns, filled.count)])
    }
    return pages.isEmpty ? [[]] : pages
  }

  /// A group cut into pieces of about one size, each of which fits a column and says what it is of.
  private func pieces(of group: [Entry], height: Int) -> [[Entry]] {
    guard group.count - 1 > height, case .heading(let name) = group.first else { return [group] }
    let rows = group.dropFirst().dropLast()
    let room = max(1, height - 1)
    let count = (rows.count + room - 1) / room
    let size = (rows.count + count - 1) / count
    return stride(from: rows.startIndex, to: rows.endIndex, by: size).map { start in
      let heading = start == rows.startIndex ? name : "\(name), more"
      return [.heading(heading)] + rows[start..<min(start + size, rows.endIndex)] + [.blank]
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

  private func drawSearch(row: Int, left: Int, on canvas: inout Canvas) {
    let end = columns.upperBound - (isBoxed ? 3 : 1)
    let start = canvas.putRight("Esc closes", row: row, end: end, style: .dim)
    let lead = canvas.put(
      isBoxed ? "type to search these keys: " : "search: ", row: row, column: left, style: .dim)
    let place = Position(row: row, column: lead)
    let cursor = help.editor.draw(on: &canvas.grid, at: place, limit: max(1, start - lead - 2))
    canvas.cursor = Position(row: row, column: cursor)
    if entries.isEmpty {
      canvas.put("no key matches", row: rows.lowerBound + 2, column: left, style: Style(.warning))
    }
  }

  private func drawBox(on canvas: inout Canvas) {
    let last = columns.upperBound - 1
    for row in rows {
      canvas.put("│", row: row, column: columns.lowerBound, style: .rule)
      canvas.put("│", row: row, column: last, style: .rule)
    }
    for (row, ends) in [(rows.lowerBound, ("┌", "┐")), (rows.upperBound - 1, ("└", "┘"))] {
      canvas.rule(row: row, columns: columns)
      canvas.put(ends.0, row: row, column: columns.lowerBound, style: .rule)
      canvas.put(ends.1, row: row, column: last, style: .rule)
    }
  }
}
