import ArgumentParser

struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is known about a repo, branch, commit or file.",
    subcommands: [InspectRepo.self, InspectBranch.self, InspectCommit.self, InspectFile.self])
}
