import ArgumentParser
import DataRepository
import LabelCore

struct StartCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Start a commit: what is put into the branch goes into it until it is finished.",
    discussion: "Example: tagline start commit raw_data@master")

  @Argument(help: "The branch, as repo@branch.", transform: RefArgument.branch)
  var branch: Branch

  @Option(name: .shortAndLong, help: "The commit's parent, instead of the branch's head.")
  var parent: String?

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message: String?

  @Option(name: .customLong("description"), help: .hidden)
  var description: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let commit = try await store.startCommit(
      on: branch, parent: parent, description: message ?? description ?? "")
    try context.console.writeLine(commit.id)
    try context.console.flush()
  }
}
