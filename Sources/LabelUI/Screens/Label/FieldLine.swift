import LabelCore

/// One control in one line: its name, its value, and what it takes where nothing is there yet.
struct FieldLine {
  let label: LabelState
  let control: Int
  let width: Int

  func draw(on canvas: inout Canvas, at place: Position) {
    let field = label.form.controls[control]
    let hasFocus = label.focused != nil && label.focus == control
    let room = min(nameWidth, width / 2)
    canvas.put(
      clipped(field.name, to: room), row: place.row, column: place.column, limit: room,
      style: hasFocus ? .cursor : .heading)
    let left = width - room - 2
    let words = words(of: field, room: left)
    canvas.put(
      clipped(words.text, to: left), row: place.row, column: place.column + room + 2, limit: left,
      style: words.style)
  }

  /// Names of all fields take the same room, so that values stand below each other.
  private var nameWidth: Int {
    let fields = label.form.controls.filter { $0.isField || $0.kind == .webPage }
    return fields.map { CellText.width(of: $0.name) }.max() ?? 0
  }

  private func words(of field: FormControl, room: Int) -> Span {
    if field.kind == .webPage { return Span("on the web page only; what it holds is kept", .dim) }
    let value = label.draft.value(of: field, at: label.marking?.selected)
    switch (field.kind, value) {
    case (.rating, _): return rating(field, value, room: room)
    case (_, .texts(let texts)?):
      return Span(
        texts.map { "\"\($0.split(whereSeparator: \.isNewline).joined(separator: "\u{21B5}"))\"" }
          .joined(separator: " "), Style(.chosen))
    case (_, let value?): return Span(value.words(field.schema), Style(.chosen))
    case (_, nil) where field.isFound: return Span(required(field, findWords), .dim)
    case (_, nil):
      let rule = field.kind.rule
      return Span(required(field, rule.isEmpty ? "nothing yet" : rule), .dim)
    }
  }

  /// Which key opens the list, which a label may have taken.
  private var findWords: String {
    label.keymap.keys(for: .pick).first.map { "\($0.name) finds one" } ?? "nothing yet"
  }

  /// `* * * . .`: marks given and not; in numbers beyond twenty, and where there is little room.
  private func rating(_ field: FormControl, _ value: AnswerValue?, room: Int) -> Span {
    let most = field.choices.count
    guard case .rating(let mark) = value else {
      let dots = most <= 20 ? String(repeating: ". ", count: most) + "  " : ""
      let words = required(field, "1 to \(most)")
      return Span((CellText.width(of: dots + words) <= room ? dots : "") + words, .dim)
    }
    let given = min(most, Int(mark))
    guard most <= 20 else { return Span("\(given) of \(most)", Style(.chosen)) }
    let signs = String(repeating: "* ", count: given) + String(repeating: ". ", count: most - given)
    return Span("\(signs)  \(given) of \(most)", Style(.chosen))
  }

  private func required(_ field: FormControl, _ words: String) -> String {
    words + (field.isRequired ? ", required" : "")
  }
}

/// An item of a Ranker at its place in the order.
struct RankLine {
  let label: LabelState
  let control: Int
  let width: Int

  func draw(_ rank: Int, on canvas: inout Canvas, at place: Position) {
    let field = label.form.controls[control]
    let ids = label.ranking(of: field)
    guard ids.indices.contains(rank) else { return }
    let title = field.choices.first { $0.value == ids[rank] }?.title ?? ids[rank]
    let isSelected = label.focus == control && min(label.rankCursor, ids.count - 1) == rank
    canvas.put("\(rank + 1)", row: place.row, column: place.column + 2, style: .key)
    canvas.put(
      clipped(title, to: width - 6), row: place.row, column: place.column + 6, limit: width - 6,
      style: isSelected ? .cursor : .plain)
  }
}

/// The spans that have labels of one control, in the order of the text: `PER Anna   ORG Acme`.
struct SpanList {
  let label: LabelState
  let control: Int
  let width: Int
  /// Lines there are for it.
  let height: Int

  /// Lines that a panel leaves for it.
  static let panelHeight = 5

  func draw(on canvas: inout Canvas, at place: Position) {
    let draft = label.draft
    let spans = label.markedSpans().filter { $0.place.control == control }
    guard !spans.isEmpty else {
      let key = label.keymap.keys(for: .mark).first?.name ?? ":mark"
      let words = label.marking == nil ? "\(key) marks a part of the text" : "nothing labelled yet"
      canvas.put(
        clipped(words, to: width), row: place.row, column: place.column, limit: width, style: .dim)
      return
    }
    let end = place.column + width
    var row = place.row
    var column = place.column
    for (index, span) in spans.enumerated() {
      let words =
        draft.span(at: span.place).map { AnswerValue.spans([$0]) }?
        .words(label.form.controls[control].schema) ?? ""
      let isSelected = span.place == label.marking?.selected
      if column > place.column, column + CellText.width(of: words) > end {
        let more = "+\(spans.count - index)"
        guard row + 1 < place.row + height else {
          canvas.putRight(more, row: row, end: end, style: .dim)
          return
        }
        row += 1
        column = place.column
      }
      // The last line keeps room for the count of those that do not fit.
      let room = end - column - (row + 1 == place.row + height ? 4 : 0)
      column =
        canvas.put(
          clipped(words, to: room), row: row, column: column, limit: room,
          style: isSelected ? .cursor : Style(.chosen).tinted(label.tint(of: span))) + 3
    }
  }
}
