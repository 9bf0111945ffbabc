import ArgumentParser
import DataRepository
import LabelCore

struct Finish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finish a commit.",
    subcommands: [FinishCommit.self])
}

struct FinishCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Finish an open commit.",
    discussion: "Example: tagline finish commit raw_data@master -m 'second batch'")

  @Argument(help: "The commit, as repo@branch-or-commit.", transform: RefArgument.commit)
  var commit: CommitRef

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message: String?

  @Option(name: .customLong("description"), help: .hidden)
  var description: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let store = try await CommandContext(common).openStore()
    _ = try await store.finishCommit(commit, description: message ?? description)
  }
}
