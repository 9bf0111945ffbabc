import ArgumentParser
import DataRepository
import LabelCore

struct DeleteBranch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch",
    abstract: "Delete a branch; its commits stay.",
    discussion: "Example: tagline delete branch labeled_data@v1")

  @Argument(help: "The branch, as repo@branch.", transform: RefArgument.branch)
  var branch: Branch

  @Flag(name: .shortAndLong, help: "Delete it whatever depends on it.")
  var force = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let store = try await CommandContext(common).openStore()
    try await store.deleteBranch(branch, force: force)
  }
}
