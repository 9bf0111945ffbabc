import LabelCore
import Workspace

/// Prints the texts that cannot be read and why, in bounded memory.
struct UnreadableListing {
  let style: ListingStyle
  let console: Console

  /// Rows read at once.
  private static let page = 500

  func print(of workspace: Workspace) async throws {
    var printer = ListingPrinter(Self.format, style: style, console: console)
    var offset = 0
    while true {
      let page = try await workspace.page(
        filter: TaskFilter(statuses: [.unreadable]), offset: offset, limit: Self.page)
      for row in page.rows { try printer.add(row) }
      offset += page.rows.count
      if page.rows.isEmpty { break }
    }
    try printer.finish()
  }

  private static var format: ListingFormat<TaskRow> {
    ListingFormat(
      headers: ["ID", "TEXT", "REASON"], isLastHeaderOpen: true,
      cells: { row in
        [
          .init(String(row.id)), .init(DisplayText.cleaned(row.name)),
          .init(DisplayText.cleaned(row.reason ?? "")),
        ]
      },
      json: json, raw: json)
  }

  private static func json(_ row: TaskRow) -> JSON {
    .members(
      ("id", .int(row.id)), ("key", .string(row.key)),
      ("item", row.item.map { .int($0) } ?? .null), ("reason", .string(row.reason ?? "")))
  }
}
