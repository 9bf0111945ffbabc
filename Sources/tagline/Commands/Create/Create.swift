import ArgumentParser

struct Create: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Create a repo or a branch.",
    subcommands: [CreateRepo.self, CreateBranch.self])
}
