import ArgumentParser
import DataRepository
import LabelCore

struct InspectBranch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch",
    abstract: "Show a branch and the commit it points at.",
    discussion: "Example: tagline inspect branch labeled_data@v1")

  @Argument(help: "The branch, as repo@branch.", transform: RefArgument.branch)
  var branch: Branch

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let info = try await context.openStore().inspectBranch(branch)
    try context.printInspection(info, \.branches, listing) { _ in
      let name = "Name: \(info.branch)"
      return info.head.map { [name, "Head Commit: \(info.branch.repo)@\($0)"] } ?? [name]
    }
  }
}
