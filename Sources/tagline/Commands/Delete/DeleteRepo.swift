import ArgumentParser
import DataRepository

struct DeleteRepo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Delete a repo with all its branches, commits and files.",
    discussion: "Example: tagline delete repo raw_data")

  @Argument(help: "The repo.")
  var repo: String?

  @Flag(name: .shortAndLong, help: "Delete it whatever depends on it.")
  var force = false

  @Flag(help: "Delete all repos; asks first.")
  var all = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard all != (repo != nil) else { throw ValidationError("give a repo or --all") }
  }

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    if let repo { return try await store.deleteRepo(repo, force: force) }
    let repos = try await store.listRepos()
    let question = "Delete all \(repos.count) repos with everything in them?"
    guard try context.confirm(question) else { throw Failure(.nothing, "nothing was deleted") }
    for repo in repos { try await store.deleteRepo(repo.name, force: force) }
  }
}
