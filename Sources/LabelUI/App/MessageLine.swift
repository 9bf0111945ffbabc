/// A message row of any screen: what is being typed, else words at the left and at the right.
struct MessageLine {
  var prompt: Prompt?
  var spans: [Span] = []
  var right = ""
  /// At the right of a prompt, while there is room behind what is typed.
  var besidePrompt = ""
  /// News is worth more than what stands at the right.
  var isNews = false

  func draw(on canvas: inout Canvas, row: Int, width: Int) {
    if let prompt { return draw(prompt, on: &canvas, row: row, width: width) }
    let start = canvas.putRight(right, row: row, end: width - 1, style: .dim)
    let room = (right.isEmpty ? width : start - 2) - 1
    let needed = spans.reduce(0) { $0 + CellText.width(of: $1.text) }
    if needed > room, width >= 60 || isNews {
      canvas.grid.fill(row: row, columns: 0..<width)
      return drawSpans(on: &canvas, row: row, room: width - 2)
    }
    drawSpans(on: &canvas, row: row, room: room)
  }

  private func drawSpans(on canvas: inout Canvas, row: Int, room: Int) {
    var column = 1
    for span in spans {
      let left = room + 1 - column
      let words = isNews ? sentences(of: span.text, to: left) : span.text
      column = canvas.put(
        clipped(words, to: left), row: row, column: column, limit: left, style: span.style)
    }
  }

  /// As many whole sentences as there is room for; all of them where not even one fits.
  private func sentences(of text: String, to width: Int) -> String {
    guard CellText.width(of: text) > width else { return text }
    let ends = text.indices.filter { index in
      ".;".contains(text[index]) && text[text.index(after: index)...].hasPrefix(" ")
    }
    return ends.map { String(text[..<$0]) }.last { CellText.width(of: $0) <= width } ?? text
  }

  private func draw(_ prompt: Prompt, on canvas: inout Canvas, row: Int, width: Int) {
    let column = canvas.put(prompt.lead, row: row, column: 1, style: .key)
    let place = Position(row: row, column: column)
    let cursor = prompt.editor.draw(on: &canvas.grid, at: place, limit: width - column - 1)
    canvas.cursor = Position(row: row, column: min(cursor, width - 1))
    let end = column + CellText.width(of: prompt.editor.text)
    guard end + 2 + CellText.width(of: besidePrompt) < width else { return }
    canvas.putRight(besidePrompt, row: row, end: width - 1, style: .dim)
  }
}

extension Span {
  init(_ notice: Notice) {
    switch notice.level {
    case .good: self.init(notice.text, Style(.good))
    case .warning: self.init(notice.text, Style(.warning))
    case .error: self.init(notice.text, Style(.error, bold: true))
    }
  }
}
