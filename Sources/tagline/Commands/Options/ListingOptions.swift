import ArgumentParser

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @Flag(help: "One JSON array of plain objects.")
  var json = false

  @Flag(help: "JSON objects as pachctl 1.13 prints them with --raw.")
  var raw = false

  @Flag(help: "Moments as RFC 3339 instead of \"3 minutes ago\".")
  var fullTimestamps = false

  func validate() throws {
    guard !(json && raw) else { throw ValidationError("give --json or --raw, not both") }
  }

  var style: ListingStyle { json ? .json : raw ? .raw : .table }
}

enum ListingStyle: Equatable, Sendable {
  case table, json, raw
}
