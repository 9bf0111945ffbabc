import LabelCore

/// How one kind of thing is listed in each style.
struct ListingFormat<Item> {
  var headers: [String]
  var isLastHeaderOpen = false
  var cells: (Item) -> [Table.Cell]
  /// A plain object with our names.
  var json: (Item) -> JSON
  /// The object of Pachyderm 1.13's protocol.
  var raw: (Item) -> JSON
}

/// Prints items as they come, in bounded memory.
struct ListingPrinter<Item> {
  private let format: ListingFormat<Item>
  private let style: ListingStyle
  private let console: Console
  private var table: Table
  private var isFirst = true

  init(_ format: ListingFormat<Item>, style: ListingStyle, console: Console) {
    self.format = format
    self.style = style
    self.console = console
    table = Table(
      format.headers, isLastHeaderOpen: format.isLastHeaderOpen, isColoured: console.isColoured)
  }

  mutating func add(_ item: Item) throws(Failure) {
    switch style {
    case .table:
      if let page = table.add(format.cells(item)) { try console.write(page) }
    case .json:
      try console.write((isFirst ? "[\n" : ",\n") + format.json(item).text(.python))
    case .raw:
      try console.writeLine(format.raw(item).text(.indented(2)))
    }
    isFirst = false
  }

  mutating func finish() throws(Failure) {
    switch style {
    case .table: try console.write(table.finish())
    case .json: try console.write(isFirst ? "[]\n" : "\n]\n")
    case .raw: break
    }
    try console.flush()
  }
}
