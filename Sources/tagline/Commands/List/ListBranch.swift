import ArgumentParser
import DataRepository

struct ListBranch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch",
    abstract: "List the branches of a repo, newest first.",
    discussion: "Example: tagline list branch labeled_data")

  @Argument(help: "The repo.")
  var repo: String

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let branches = try await context.openStore().listBranches(of: repo)
    var printer = context.printer(\.branches, listing)
    for branch in branches { try printer.add(branch) }
    try printer.finish()
  }
}
