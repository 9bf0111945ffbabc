import LabelCore

/// Shows spans in the text: labelled ones on the colour of their label, or underlined where there is none, the
/// selection reversed. Where several overlap the innermost colour is seen, bold and underlined.
struct SpanMarks {
  let label: LabelState
  let layout: TextLayout
  let geometry: LabelGeometry

  func draw(_ shown: Range<Int>, on canvas: inout Canvas) {
    guard !label.markableTexts.isEmpty else { return }
    let spans = label.markedSpans()
    for (row, number) in shown.enumerated() {
      let line = layout.lines[number]
      guard !line.range.isEmpty,
        let text = label.markableTexts.first(where: { label.part(ofText: $0) == line.part })
      else { continue }
      draw(spans.filter { $0.text == text }, text, on: line, row: row, &canvas)
    }
  }

  private func draw(
    _ spans: [LabelState.MarkedSpan], _ text: Int, on line: TextLayout.Line, row: Int,
    _ canvas: inout Canvas
  ) {
    let content = layout.parts[line.part].text
    let cells = LineCells(content, line)
    let row = geometry.textRows.lowerBound + row
    let left = geometry.textColumns.lowerBound
    for (offset, columns) in cells.cells {
      let over = spans.filter { $0.range.contains(offset) }
      var style: Style?
      if let inner = over.last {
        let isSelected = over.contains { $0.place == label.marking?.selected }
        let isShared = over.count > 1
        style = Style(bold: isShared, reversed: isSelected, underlined: isShared)
          .tintedOrLined(label.tint(of: inner))
      }
      if let marking = label.marking, marking.text == text, marking.selected == nil,
        marking.selection.contains(offset)
      {
        style = Style(.cursor, underlined: !over.isEmpty)
      }
      guard let style else { continue }
      canvas.grid.restyle(
        row: row,
        columns: Range(
          left + columns.lowerBound,
          upTo: min(left + columns.upperBound, geometry.textColumns.upperBound)),
        style: style)
    }
  }
}

/// Where each character of a line stands on the screen, by its UTF-16 offset in the text.
private struct LineCells {
  var cells: [(offset: Int, columns: Range<Int>)] = []

  init(_ text: String, _ line: TextLayout.Line) {
    var offset = text.utf16.distance(from: text.utf16.startIndex, to: line.range.lowerBound)
    var column = 0
    for character in text[line.range] {
      let width =
        character == "\t" ? TextLayout.tabWidth(at: column) : CellText.width(of: character)
      cells.append((offset, column..<column + width))
      column += width
      offset += character.utf16.count
    }
  }
}

extension LabelState {
  /// The colour of a span's first label that has one.
  func tint(of span: MarkedSpan) -> Tint? {
    let choices = form.controls[span.place.control].choices
    return span.labels.lazy.compactMap { label in choices.first { $0.value == label }?.tint }.first
  }

  /// The labels of the selected span, or of those under the cursor, with what was answered about it.
  var spansUnderCursor: String? {
    guard let marking else { return nil }
    let all = markedSpans().filter { $0.text == marking.text }
    let over = all.filter {
      marking.selected == nil ? $0.range.overlaps(marking.head) : $0.place == marking.selected
    }
    let draft = draft
    let words = over.map { marked -> String in
      let span = draft.span(at: marked.place)
      let answers = (span?.answers ?? []).map { answer in
        answer.value.words(form.controls.first { $0.name == answer.control }?.schema)
      }
      let labels =
        span.map { AnswerValue.spans([$0]) }?
        .words(form.controls[marked.place.control].schema) ?? ""
      return labels + (answers.isEmpty ? "" : " (\(answers.joined(separator: ", ")))")
    }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}
