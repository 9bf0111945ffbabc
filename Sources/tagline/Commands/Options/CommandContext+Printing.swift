import DataRepository
import LabelCore

extension CommandContext {
  /// A printer of one kind of listing.
  func printer<Item>(
    _ format: (StoreListings) -> ListingFormat<Item>, _ options: ListingOptions
  ) -> ListingPrinter<Item> {
    let listings = StoreListings(now: now, isFull: options.fullTimestamps)
    return ListingPrinter(format(listings), style: options.style, console: console)
  }

  /// Prints one thing: as JSON when asked for, else the lines.
  func printInspection<Item>(
    _ item: Item, _ format: (StoreListings) -> ListingFormat<Item>, _ options: ListingOptions,
    lines: (StoreListings) -> [String]
  ) throws(Failure) {
    let listings = StoreListings(now: now, isFull: options.fullTimestamps)
    switch options.style {
    case .json: try console.writeLine(format(listings).json(item).text(.python))
    case .raw: try console.writeLine(format(listings).raw(item).text(.indented(2)))
    case .table: try console.write(lines(listings).map { $0 + "\n" }.joined())
    }
    try console.flush()
  }
}
