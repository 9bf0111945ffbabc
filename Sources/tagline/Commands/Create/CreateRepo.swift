import ArgumentParser
import DataRepository

struct CreateRepo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Create a repo.",
    discussion: "Example: tagline create repo raw_data -d 'texts as they came in'")

  @Argument(help: "The new repo's name: letters, digits, _ and -.")
  var repo: String

  @Option(name: .shortAndLong, help: "What is in it.")
  var description = ""

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let store = try await CommandContext(common).openStore(creating: true)
    try await store.createRepo(repo, description: description)
  }
}
