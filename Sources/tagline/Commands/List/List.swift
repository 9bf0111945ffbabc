import ArgumentParser

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List repos, branches, commits or files.",
    subcommands: [ListRepo.self, ListBranch.self, ListCommit.self, ListFile.self])
}
