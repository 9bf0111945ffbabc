import ArgumentParser
import DataRepository

struct ListRepo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "List the repos, newest first.",
    discussion: "Example: tagline list repo")

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let repos = try await context.openStore().listRepos()
    var printer = context.printer(\.repos, listing)
    for repo in repos { try printer.add(repo) }
    try printer.finish()
  }
}
