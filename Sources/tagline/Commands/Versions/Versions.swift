import ArgumentParser
import DataRepository
import LabelCore
import LabelUI

struct Versions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The versions of a repo: browse, compare, make, restore and export them.",
    discussion: """
      Example: tagline versions labeled_data

      On a terminal this opens the versions screen; to a pipe, or with --plain, it prints a table.
      """)

  @Argument(help: "The repo; a list of all repos when none is named.")
  var repo: String?

  @Flag(help: "One JSON array of plain objects.")
  var json = false

  @Flag(help: "Moments as RFC 3339 instead of \"3 minutes ago\".")
  var fullTimestamps = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let screens = StoreScreens(store: store, context: context)
    if !json, let options = screens.options {
      let first: any VersionsScreen =
        repo.map { VersionListState(repo: $0) } ?? RepoListState()
      return try await screens.run(first, of: repo, options)
    }
    if let repo {
      try await print(repo, screens.work, on: context)
    } else {
      let listings = StoreListings(now: context.now, isFull: fullTimestamps)
      var printer = ListingPrinter(
        listings.repos, style: json ? .json : .table, console: context.console)
      for repo in try await store.listRepos() { try printer.add(repo) }
      try printer.finish()
    }
  }

  private func print(
    _ repo: String, _ work: StoreVersionsWork, on context: CommandContext
  ) async throws {
    let list = try await work.versions(of: repo)
    let listings = StoreListings(now: context.now, isFull: fullTimestamps)
    var printer = ListingPrinter(
      listings.versions, style: json ? .json : .table, console: context.console)
    for version in list.versions {
      let figures = try await work.figures(of: version, in: list)
      try printer.add(ListedVersion(version: version, figures: figures))
    }
    try printer.finish()
  }
}

/// A version with its figures, as it is printed.
struct ListedVersion: Sendable {
  var version: VersionInfo
  /// Nil for a branch without commits.
  var figures: VersionFigures?
}
