import LabelCore

extension VersionsProgram {
  package func view(_ size: Size, theme: Theme) -> Frame {
    var canvas = Canvas(size: size)
    draw(on: &canvas, size: size)
    let title = stack.last.map { "tagline " + $0.title(shell).left } ?? "tagline"
    return canvas.frame(size: size, theme: theme, title: title)
  }

  private func draw(on canvas: inout Canvas, size: Size) {
    guard let top = stack.last else { return }
    var shell = shell
    shell.size = size
    let layout = VersionsLayout(size: size, keyRows: top.keyRows)
    top.draw(on: &canvas, shell)
    if top.drawsAll { return }
    let title = top.title(shell)
    let start = canvas.putRight(title.right, row: 0, end: size.columns - 1, style: .title)
    canvas.put(
      clipped(title.left, to: max(8, start - 3)), row: 0, column: 1, style: .title)
    drawMessage(top, shell, layout, on: &canvas)
    drawFooter(top, shell, layout, on: &canvas)
    if let help { HelpView(topic: helpTopic, help: help, size: size).draw(on: &canvas) }
  }

  private func drawMessage(
    _ top: any VersionsScreen, _ shell: VersionsShell, _ layout: VersionsLayout,
    on canvas: inout Canvas
  ) {
    var line = MessageLine(prompt: shell.prompt)
    let words = top.message(shell)
    line.spans = words.left
    line.right = words.right
    line.besidePrompt = shell.promptWords
    if let question = shell.question {
      line = MessageLine(
        spans: [Span(question.lines.first ?? "", Style(.warning, bold: true))], isNews: true)
    } else if let notice = shell.notice {
      line.spans = [Span(notice)]
      line.isNews = true
    } else if let busy = shell.busy {
      line.spans = [Span("\(busy) … ^C stops")]
    }
    line.draw(on: &canvas, row: layout.messageRow, width: layout.size.columns)
  }

  private func drawFooter(
    _ top: any VersionsScreen, _ shell: VersionsShell, _ layout: VersionsLayout,
    on canvas: inout Canvas
  ) {
    let (rows, width) = (layout.footerRows, layout.size.columns)
    if let question = shell.question {
      return drawQuestion(question, rows: rows, width: width, on: &canvas)
    }
    if let prompt = shell.prompt {
      if let plan = prompt.plan {
        return draw(plan, prompt.pachctl, rows: rows, width: width, on: &canvas)
      }
      let hints = [Hint("", prompt.hint(on: screen))]
      return Footer(hints: hints).draw(on: &canvas, rows: rows, width: width)
    }
    let keymap = keymap
    let last = [
      Hint([.prompt], "command", in: keymap), Hint([.help], "help", in: keymap),
      Hint([.close], stack.count > 1 || !isAlone ? "back" : "quit", in: keymap),
    ]
    let small = rows.count < 2 ? Array(last.dropFirst()) : last
    Footer(hints: top.hints(keymap, shell), last: small.compactMap { $0 }).draw(
      on: &canvas, rows: rows, width: width)
  }

  /// What will be written, and its first half as a command for Pachyderm.
  private func draw(
    _ plan: VersionPlan, _ pachctl: String?, rows: Range<Int>, width: Int, on canvas: inout Canvas
  ) {
    var lines = [Span(plan.words)]
    if let pachctl {
      let line = "\(pachctl), then one commit"
      lines.append(Span(CellText.width(of: line) <= width - 2 ? line : pachctl, .dim))
    }
    for (row, line) in zip(rows, lines) {
      canvas.put(clipped(line.text, to: width - 2), row: row, column: 1, style: line.style)
    }
  }

  /// The rest of what will happen, and the keys that answer.
  private func drawQuestion(
    _ question: Question, rows: Range<Int>, width: Int, on canvas: inout Canvas
  ) {
    let keys =
      question.isGrave
      ? [Hint("y", "does it"), Hint("any other key", "leaves it")]
      : [Hint("Enter", "does it"), Hint("y", "copies the line"), Hint("Esc", "leaves")]
    var lines = Array(question.lines.dropFirst())
    if let line = question.pachctl { lines.append("same as: \(line)") }
    let room = max(0, rows.count - 1)
    for (offset, line) in lines.prefix(room).enumerated() {
      canvas.put(clipped(line, to: width - 2), row: rows.lowerBound + offset, column: 1)
    }
    let first = rows.lowerBound + min(lines.count, room)
    Footer(hints: keys).draw(on: &canvas, rows: first..<rows.upperBound, width: width)
  }
}

/// Where the parts that all screens over the store have in common stand.
struct VersionsLayout: Equatable {
  let size: Size
  /// Small screens have no rules and no headings.
  let isSmall: Bool
  let isWide: Bool
  /// Between the title and the message row.
  let body: Range<Int>
  let messageRow: Int
  let footerRows: Range<Int>

  init(size: Size, keyRows: Int = 2) {
    self.size = size
    isSmall = size.columns < 60 || size.rows < 18
    isWide = size.columns >= 120 && size.rows >= 24
    let footer = size.rows < 10 ? 0 : (isSmall ? 1 : (isWide ? keyRows + 1 : keyRows))
    footerRows = max(0, size.rows - footer)..<size.rows
    messageRow = max(0, size.rows - footer - 1)
    body = Range(1, upTo: messageRow)
  }
}
