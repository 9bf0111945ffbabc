/// Where each choice is drawn: on as many columns as the width allows, or along a line where there
/// is little room.
struct ChoiceTable: Equatable {
  /// One line of the table.
  enum Line: Equatable {
    case heading(control: Int)
    /// Words above some of a control's choices.
    case subheading(String)
    case items([Item])
    /// The name of a control and its value.
    case field(control: Int)
    /// An item to rank, by its place in the order.
    case ranked(control: Int, rank: Int)
    /// The spans that have labels of a control.
    case spans(control: Int)
    /// So many choices did not fit.
    case more(Int)
    case blank
  }

  struct Item: Equatable {
    var place: ChoicePlace
    /// First column, from the left edge of the table.
    var column: Int
    var width: Int
  }

  var lines: [Line]

  /// How much room there is: along lines, in columns, or one below the other beside the text.
  enum Density: Equatable { case compact, columns, panel }

  /// At most `limit` lines; headings, and words among the choices, only where there is room for them.
  init(form: LabelForm, width: Int, limit: Int, density: Density) {
    var lines = Self.lines(of: form, width: width, density: density, hasWords: density != .compact)
    if lines.count > limit {
      lines = Self.lines(of: form, width: width, density: density, hasWords: false)
    }
    if density == .compact, lines.count > limit {
      lines.removeAll { if case .heading = $0 { true } else { false } }
    }
    self.lines = Self.cut(lines, to: limit)
  }

  private static func lines(
    of form: LabelForm, width: Int, density: Density, hasWords: Bool
  ) -> [Line] {
    var lines: [Line] = []
    // Questions about spans keep their place while none is selected.
    for index in form.controls.indices
    where !form.hidden.contains(index) || form.controls[index].isPerRegion {
      let choices = form.controls[index].choices
      let kind = form.controls[index].kind
      if kind.isField || kind == .webPage {
        lines.append(.field(control: index))
        continue
      }
      if density == .panel, !lines.isEmpty { lines.append(.blank) }
      if density != .compact || form.controls.count > 1 { lines.append(.heading(control: index)) }
      if density == .panel { lines.append(.blank) }
      if kind == .ranker {
        lines += choices.indices.map { .ranked(control: index, rank: $0) }
        continue
      }
      let starts = choices.indices.filter { $0 == 0 || (hasWords && choices[$0].heading != nil) }
      for (start, end) in zip(starts, starts.dropFirst() + [choices.count]) {
        if hasWords, let words = choices[start].heading { lines.append(.subheading(words)) }
        lines += items(of: index, start..<end, in: form, width: width, density: density)
          .map(Line.items)
      }
      if kind == .labels {
        lines.append(.spans(control: index))
        // A panel has room for a list of them.
        if density == .panel { lines += Array(repeating: .blank, count: SpanList.panelHeight - 1) }
      }
      // A panel keeps apart what follows.
      if density == .panel, form.controls[(index + 1)...].contains(where: { $0.kind.isField }) {
        lines.append(.blank)
      }
    }
    return lines
  }

  /// Replaces what does not fit by a line that says how much that is.
  private static func cut(_ lines: [Line], to limit: Int) -> [Line] {
    guard lines.count > limit, limit > 0 else { return lines.count > limit ? [] : lines }
    let hidden = lines[(limit - 1)...].reduce(0) { count, line in
      if case .items(let items) = line { count + items.count } else { count }
    }
    return lines.prefix(limit - 1) + [.more(hidden)]
  }

  private static func items(
    of control: Int, _ section: Range<Int>, in form: LabelForm, width: Int, density: Density
  ) -> [[Item]] {
    let choices = form.controls[control].choices
    let widths = choices.map { itemWidth(of: $0) }
    if density == .compact { return flow(widths, control: control, width: width) }
    guard density != .panel, !choices.contains(where: { $0.depth > 0 }) else {
      return section.map { index in
        let indent = min(2 * choices[index].depth, width / 3)
        return [item(control, index, column: indent, width: min(widths[index], width - indent))]
      }
    }
    let widest = widths.max() ?? 1
    let step = min(width, max(widest + 2, width >= 72 ? 24 : 0))
    let columns = max(1, width / step)
    return stride(from: section.lowerBound, to: section.upperBound, by: columns).map { first in
      (first..<min(first + columns, section.upperBound)).map { index in
        item(control, index, column: (index - first) * step, width: min(widths[index], step))
      }
    }
  }

  /// Items one after another, as words in a line.
  private static func flow(_ widths: [Int], control: Int, width: Int) -> [[Item]] {
    var rows: [[Item]] = [[]]
    var column = 0
    for (index, wanted) in widths.enumerated() {
      if column > 0, column + wanted > width {
        rows.append([])
        column = 0
      }
      rows[rows.count - 1].append(
        item(control, index, column: column, width: min(wanted, width)))
      column += wanted + 1
    }
    return rows
  }

  private static func item(_ control: Int, _ choice: Int, column: Int, width: Int) -> Item {
    Item(place: ChoicePlace(control: control, choice: choice), column: column, width: width)
  }

  /// Sign, key and title: `> 1 complaint`.
  private static func itemWidth(of choice: FormChoice) -> Int {
    4 + CellText.width(of: choice.title)
  }
}
