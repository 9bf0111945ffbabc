import LabelCore

/// The lines of a form's choices as the config wants them laid out, however many they are.
struct ChoiceRows {
  let form: LabelForm
  let width: Int
  let density: ChoiceTable.Density
  /// Whether there is room for words among the choices.
  var hasWords = false
  /// Whether there is room for one choice a line where the config wants that.
  var isTall = false

  var lines: [ChoiceTable.Line] {
    var lines: [ChoiceTable.Line] = []
    // Questions about spans keep their place while none is selected.
    for index in form.controls.indices
    where !form.hidden.contains(index) || form.controls[index].isPerRegion {
      let control = form.controls[index]
      if control.isField || control.kind == .webPage {
        lines.append(.field(control: index))
        continue
      }
      if density == .panel, !lines.isEmpty { lines.append(.blank) }
      if density != .compact || form.controls.count > 1 { lines.append(.heading(control: index)) }
      if density == .panel { lines.append(.blank) }
      lines += content(of: index)
      // A panel keeps apart what follows.
      if density == .panel, form.controls[(index + 1)...].contains(where: \.isField) {
        lines.append(.blank)
      }
    }
    return lines
  }

  private func content(of control: Int) -> [ChoiceTable.Line] {
    let choices = form.controls[control].choices
    let kind = form.controls[control].kind
    if kind == .ranker { return choices.indices.map { .ranked(control: control, rank: $0) } }
    var lines: [ChoiceTable.Line] = []
    let starts = choices.indices.filter { $0 == 0 || (hasWords && choices[$0].heading != nil) }
    for (start, end) in zip(starts, starts.dropFirst() + [choices.count]) {
      if hasWords, let words = choices[start].heading { lines.append(.subheading(words)) }
      lines += items(of: control, start..<end).map(ChoiceTable.Line.items)
    }
    guard kind == .labels else { return lines }
    guard density == .panel else { return lines + [.spans(control: control)] }
    // A panel has room for a list of them.
    return lines + [.blank, .spans(control: control)]
      + Array(repeating: .blank, count: SpanList.panelHeight - 1)
  }

  private func items(of control: Int, _ section: Range<Int>) -> [[ChoiceTable.Item]] {
    let choices = form.controls[control].choices
    let widths = choices.map { Self.width(of: $0) }
    if density == .compact { return flow(section, widths, control: control, gap: 1) }
    let layout = form.controls[control].layout
    let isTree = choices.contains { $0.depth > 0 }
    let isColumn = density == .panel ? layout != .inline : isTall && layout == .vertical
    if isColumn || isTree {
      return section.map { index in
        let indent = min(2 * choices[index].depth, width / 3)
        return [item(control, index, column: indent, width: min(widths[index], width - indent))]
      }
    }
    if layout == .inline {
      let row = flow(section, widths, control: control, gap: Self.inlineGap)
      if row.count == 1 { return row }
    }
    return columns(section, widths, control: control)
  }

  /// Blanks between choices in a row that the config wants.
  private static let inlineGap = 2

  /// Items below each other on as many columns as there is room for.
  private func columns(
    _ section: Range<Int>, _ widths: [Int], control: Int
  ) -> [[ChoiceTable.Item]] {
    let widest = widths.max() ?? 1
    // Far apart they read best; a row that is asked for holds as many as it can.
    let isInline = form.controls[control].layout == .inline
    let least = width >= 72 && !isInline ? 24 : 0
    let step = max(1, min(width, max(widest + Self.inlineGap, least)))
    // The last column needs no gap behind it.
    let count = max(1, isInline ? (width + Self.inlineGap) / step : width / step)
    return stride(from: section.lowerBound, to: section.upperBound, by: count).map { first in
      (first..<min(first + count, section.upperBound)).map { index in
        item(control, index, column: (index - first) * step, width: min(widths[index], step))
      }
    }
  }

  /// Items one after another, as words in a line.
  private func flow(
    _ section: Range<Int>, _ widths: [Int], control: Int, gap: Int
  ) -> [[ChoiceTable.Item]] {
    var rows: [[ChoiceTable.Item]] = [[]]
    var column = 0
    for index in section {
      if column > 0, column + widths[index] > width {
        rows.append([])
        column = 0
      }
      rows[rows.count - 1].append(
        item(control, index, column: column, width: min(widths[index], width)))
      column += widths[index] + gap
    }
    return rows
  }

  private func item(
    _ control: Int, _ choice: Int, column: Int, width: Int
  ) -> ChoiceTable.Item {
    ChoiceTable.Item(
      place: ChoicePlace(control: control, choice: choice), column: column, width: width)
  }

  /// Sign, key and title: `> 1 complaint`.
  private static func width(of choice: FormChoice) -> Int { 4 + CellText.width(of: choice.title) }
}
