import ArgumentParser
import DataRepository
import LabelCore
import LabelUI
import Workspace

struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The commits of a branch, or those that changed one task's label.",
    discussion: """
      Example: tagline log labeled_data@master:/5

      Without a path it shows the commits, newest first; with one, every commit that changed the label
      in that object: when, who, and from what to what.
      """)

  @Argument(help: "repo, repo@branch-or-commit, or repo@branch-or-commit:/key.", transform: read)
  var ref: FileRef

  @Option(name: .customShort("n"), help: "At most so many commits.")
  var number: Int?

  @Flag(help: "One JSON array of plain objects.")
  var json = false

  @Flag(help: "Moments as RFC 3339 instead of \"3 minutes ago\".")
  var fullTimestamps = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  private static func read(_ text: String) throws -> FileRef {
    try FileRef(parsing: text, whenAlone: "master")
  }

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let screens = StoreScreens(store: store, context: context)
    if !json, let options = screens.options { return try await show(screens, options) }
    if ref.path != nil {
      try await printHistory(in: store, on: context)
    } else {
      try await printCommits(of: store, on: context)
    }
  }

  private func show(_ screens: StoreScreens, _ options: ScreenOptions) async throws {
    let first: any VersionsScreen
    if ref.path != nil {
      first = HistoryState(of: .object(ref), named: ref.description)
    } else {
      first = CommitLogState(
        repo: ref.commit.repo, branch: ref.commit.commit, showsAll: false)
    }
    try await screens.run(first, of: ref.commit.repo, options)
  }

  private func printHistory(in store: any VersionedStore, on context: CommandContext) async throws {
    // A commit that is not there is a failure, not a label that never changed.
    _ = try await store.inspectCommit(ref.commit)
    let changes = try await LabelHistory(store: store).changes(of: ref)
    let listings = StoreListings(now: context.now, isFull: fullTimestamps)
    var printer = ListingPrinter(
      listings.labelChanges, style: json ? .json : .table, console: context.console)
    for change in changes.prefix(number ?? .max) { try printer.add(change) }
    try printer.finish()
    if changes.isEmpty { throw QuietExit(status: .nothing) }
  }

  private func printCommits(of store: any VersionedStore, on context: CommandContext) async throws {
    let branches = try await store.listBranches(of: ref.commit.repo)
    let listings = StoreListings(now: context.now, isFull: fullTimestamps)
    var printer = ListingPrinter(
      listings.log(branches), style: json ? .json : .table, console: context.console)
    let commits = store.listCommits(of: ref.commit.repo, from: ref.commit, limit: number)
    for try await commit in commits { try printer.add(commit) }
    try printer.finish()
  }
}
