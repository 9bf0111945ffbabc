import ArgumentParser

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @Flag(help: "One JSON array of plain objects.")
  var json = false

  @Flag(help: "JSON objects as pachctl 1.13 prints them with --raw.")
  var raw = false

  @Flag(help: "Moments as RFC 3339 instead of \"3 minutes ago\".")
  var fullTimestamps = false

  @Option(help: .hidden)
  var project = "default"

  func validate() throws {
    guard !(json && raw) else { throw ValidationError("give --json or --raw, not both") }
    try ProjectOption.check(project)
  }

  var style: ListingStyle { json ? .json : raw ? .raw : .table }
}

enum ListingStyle: Equatable, Sendable {
  case table, json, raw
}

/// pachctl's `--project`, from 2.5 on.
enum ProjectOption {
  /// The embedded store and clusters before 2.5 have one project, called `default`.
  static func check(_ project: String) throws {
    guard project == "default" else {
      throw ValidationError("no project \(project): this store has the project default only")
    }
  }
}
