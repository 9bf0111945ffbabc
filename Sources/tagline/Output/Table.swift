/// Rows of text in columns, laid out as pachctl 1.13 does: one space between columns, every row's last
/// column padded too, and the header again at the top of each page of 50 lines.
struct Table {
  /// A cell's text and the colour it is shown in when colours are on.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var colour: Colour?

    init(_ text: String, colour: Colour? = nil) {
      self.text = text
      self.colour = colour
    }

    init(stringLiteral value: String) {
      self.init(value)
    }
  }

  /// Rows after which the header comes again (50 lines with the header itself).
  static let rowsPerPage = 49

  private let headers: [String]
  /// Whether the last header stands outside the columns, as DESCRIPTION does in `list commit`.
  private let isLastHeaderOpen: Bool
  private let isColoured: Bool
  private var rows: [[Cell]] = []
  private var hasPrinted = false

  init(_ headers: [String], isLastHeaderOpen: Bool = false, isColoured: Bool = false) {
    self.headers = headers
    self.isLastHeaderOpen = isLastHeaderOpen
    self.isColoured = isColoured
  }

  /// Adds a row; returns a page when one is full.
  mutating func add(_ cells: [Cell]) -> String? {
    rows.append(cells)
    return rows.count == Self.rowsPerPage ? page() : nil
  }

  /// What is left after the last full page; the header alone when there were no rows.
  mutating func finish() -> String {
    rows.isEmpty && hasPrinted ? "" : page()
  }

  private mutating func page() -> String {
    defer { rows.removeAll(keepingCapacity: true) }
    hasPrinted = true
    let widths = columnWidths()
    var text = headerLine(widths)
    for row in rows {
      for (cell, width) in zip(row, widths) {
        text += padded(cell, to: width)
      }
      text += "\n"
    }
    return text
  }

  private func columnWidths() -> [Int] {
    var widths = headers.map { $0.unicodeScalars.count }
    if isLastHeaderOpen, let last = widths.indices.last { widths[last] = 0 }
    for row in rows {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], DisplayText.width(cell.text))
      }
    }
    return widths.map { $0 + 1 }
  }

  private func headerLine(_ widths: [Int]) -> String {
    var text = ""
    for (index, (header, width)) in zip(headers, widths).enumerated() {
      let isOpen = isLastHeaderOpen && index == headers.count - 1
      text += isOpen ? header : padded(Cell(header), to: width)
    }
    return text + "\n"
  }

  private func padded(_ cell: Cell, to width: Int) -> String {
    let padding = String(repeating: " ", count: max(0, width - DisplayText.width(cell.text)))
    let text = cell.text + padding
    guard isColoured, let colour = cell.colour else { return text }
    return colour.painted(text)
  }
}

/// A colour of the terminal's own palette.
enum Colour: Int {
  case red = 31
  case green = 32
  case yellow = 33
  case cyan = 36

  /// The text between the escape sequences that switch the colour on and off.
  func painted(_ text: String) -> String {
    "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
