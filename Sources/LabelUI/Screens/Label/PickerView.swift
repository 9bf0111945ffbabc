/// Draws the list of labels that match what is typed, over the text.
struct PickerView {
  let picker: ChoicePicker
  let label: LabelState
  let rows: Range<Int>
  let width: Int

  func draw(on canvas: inout Canvas) {
    guard rows.count >= 2 else { return }
    let columns = 0..<width
    let draft = label.draft
    for row in rows { canvas.grid.fill(row: row, columns: columns) }
    let name = picker.control.map { form.controls[$0].name } ?? "label"
    let lead = canvas.put("\(name): ", row: rows.lowerBound, column: 2, style: .key)
    let place = Position(row: rows.lowerBound, column: lead)
    let cursor = picker.editor.draw(
      on: &canvas.grid, at: place, limit: max(1, columns.count - lead - 2))
    canvas.cursor = Position(row: rows.lowerBound, column: cursor)
    let matches = picker.matches(in: form)
    let height = rows.count - 1
    let first = picker.firstShown(height: height)
    if matches.isEmpty {
      canvas.put("no label contains that", row: rows.lowerBound + 1, column: 4, style: .dim)
    }
    let column = hasKeys ? 6 : 4
    for (offset, place) in matches.dropFirst(first).prefix(height).enumerated() {
      let row = rows.lowerBound + 1 + offset
      let isSelected = first + offset == picker.selected
      if isSelected { canvas.put(">", row: row, column: 1, style: .key) }
      if draft.isChosen(place, in: form, at: label.marking?.selected) {
        canvas.put("*", row: row, column: 2, style: Style(.chosen))
      }
      if hasKeys, let key = form[place].key {
        canvas.put(String(key), row: row, column: 4, style: .key.tinted(form[place].tint))
      }
      canvas.put(
        clipped(path(of: place), to: columns.count - column - 2), row: row, column: column,
        style: isSelected ? .cursor : .plain)
      if let hint = form[place].hint {
        let end = column + CellText.width(of: path(of: place)) + 2
        canvas.put(
          clipped(hint, to: columns.count - end - 2), row: row, column: end,
          limit: columns.count - end - 2, style: .dim)
      }
    }
  }

  private var form: LabelForm { label.form }

  /// Whether its choices have keys that work outside the list, and stand nowhere else.
  private var hasKeys: Bool {
    picker.control.map { form.controls[$0].choices.contains { $0.key != nil } } ?? false
  }

  /// Nested choices with their parents before them.
  private func path(of place: ChoicePlace) -> String {
    let choices = form.controls[place.control].choices
    var depth = choices[place.choice].depth
    var titles = [choices[place.choice].title]
    for choice in choices[..<place.choice].reversed() where choice.depth < depth {
      depth = choice.depth
      titles.append(choice.title)
    }
    return titles.reversed().joined(separator: " / ")
  }
}
