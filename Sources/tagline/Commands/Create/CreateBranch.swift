import ArgumentParser
import DataRepository
import LabelCore

struct CreateBranch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "branch",
    abstract: "Create a branch, or move it when it exists.",
    discussion: """
      Example: tagline create branch labeled_data@v1 --head master

      Without --head the branch has no commits. A branch that points at a commit is a version.
      """)

  @Argument(help: "The branch, as repo@branch.", transform: RefArgument.branch)
  var branch: Branch

  @Option(help: "A commit id or branch of the same repo, with ^ and ~n behind it.")
  var head: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    await UnsentLabels(context).warn(beforeMarking: branch, of: store)
    _ = try await store.createBranch(branch, head: head)
  }
}
