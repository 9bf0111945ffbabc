import ArgumentParser
import DataRepository
import LabelCore

struct ListCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "List the commits of a repo or branch, newest first.",
    discussion: "Example: tagline list commit labeled_data@master -n 10")

  @Argument(
    help: "repo, or repo@branch-or-commit for its ancestors.", transform: RefArgument.history)
  var commit: HistoryRef

  @Option(name: .customShort("n"), help: "At most so many.")
  var number: Int?

  @Option(name: .shortAndLong, help: "Stop before this commit or branch: only what came after it.")
  var from: String?

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    var end: String?
    if let from {
      end = try await store.inspectCommit(CommitRef(repo: commit.repo, commit: from)).id
    }
    var printer = context.printer(\.commits, listing)
    let commits = store.listCommits(
      of: commit.repo, from: commit.commit, limit: end == nil ? number : nil)
    var count = 0
    for try await commit in commits {
      if commit.id == end || count == number { break }
      try printer.add(commit)
      count += 1
    }
    try printer.finish()
  }
}
