import ArgumentParser
import DataRepository
import LabelCore

struct DeleteCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Delete a commit; branches that point at it go back to its parent.",
    discussion: "Example: tagline delete commit labeled_data@master")

  @Argument(help: "The commit, as repo@branch-or-commit.", transform: RefArgument.commit)
  var commit: CommitRef

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    try await CommandContext(common).openStore().deleteCommit(commit)
  }
}
