import LabelCore

extension AppState {
  /// The picture of this state on a screen of any size; nothing is changed by looking.
  package func view(_ size: Size, theme: Theme) -> Frame {
    if let versions { return versions.view(size, theme: theme) }
    var canvas = Canvas(size: size)
    draw(on: &canvas, size)
    return canvas.frame(size: size, theme: theme, title: windowTitle)
  }

  /// The screens where tasks are labelled, with the help over them.
  func draw(on canvas: inout Canvas, _ size: Size) {
    switch screen {
    case .list: TaskListView(state: self, size: size).draw(on: &canvas)
    default: LabelView(state: self, size: size).draw(on: &canvas)
    }
    if let help { HelpView(topic: helpTopic, help: help, size: size).draw(on: &canvas) }
  }

  private var windowTitle: String {
    guard let task = label.task else { return "tagline" }
    return "tagline #\(task.id) \(session.summary.labelled)/\(session.summary.total)"
  }
}

/// The picture being drawn and where the cursor is to be.
package struct Canvas {
  var grid: Grid
  var cursor: Position?

  init(size: Size) { grid = Grid(size: size) }

  /// The finished frame: lines as the terminal can show them, the cursor on the screen.
  func frame(size: Size, theme: Theme, title: String) -> Frame {
    let cursor = cursor.map {
      Position(
        row: max(0, min($0.row, size.rows - 1)), column: max(0, min($0.column, size.columns - 1)))
    }
    let shown = theme.capabilities.isUTF8 ? grid : grid.inASCII()
    return Frame(grid: shown, cursor: cursor, title: title)
  }

  /// Writes at a place; the column after it comes back.
  @discardableResult
  mutating func put(
    _ text: String, row: Int, column: Int, limit: Int = .max, style: Style = .plain
  ) -> Int {
    grid.put(text, at: Position(row: row, column: column), limit: max(0, limit), style: style)
  }

  /// Writes so that the text ends before `end`; the column where it begins comes back.
  @discardableResult
  mutating func putRight(_ text: String, row: Int, end: Int, style: Style = .plain) -> Int {
    let column = max(0, end - CellText.width(of: text))
    put(text, row: row, column: column, limit: end - column, style: style)
    return column
  }

  /// Writes words in several styles one after another, whole words only.
  @discardableResult
  mutating func put(_ spans: [Span], row: Int, column: Int, limit: Int) -> Int {
    let end = column + limit
    return spans.reduce(column) { place, span in
      put(span.text, row: row, column: place, limit: end - place, style: span.style)
    }
  }

  /// What stands where rows would be: sentences one below the other, none of them cut.
  mutating func putWrapped(_ lines: [Span], rows: Range<Int>, width: Int) {
    var row = rows.lowerBound
    for span in lines {
      var layout = TextLayout([TextPart(span.text)], width: width - 4)
      layout.find(throughLine: rows.count)
      // A blank line keeps sentences apart.
      if layout.lines.isEmpty { row += 1 }
      for line in layout.lines where row < rows.upperBound {
        put(layout.text(of: line), row: row, column: 2, style: span.style)
        row += 1
      }
    }
  }

  mutating func rule(row: Int, columns: Range<Int>) {
    grid.fill("─", row: row, columns: columns, style: .rule)
  }
}

/// Words and how they look.
package struct Span: Equatable {
  var text: String
  var style: Style

  init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// Cuts to a width with a sign that something is missing.
func clipped(_ text: String, to width: Int) -> String {
  guard CellText.width(of: text) > width else { return text }
  var used = 0
  let kept = text.prefix { character in
    used += CellText.width(of: character)
    return used < width
  }
  return width > 0 ? kept + "…" : ""
}
