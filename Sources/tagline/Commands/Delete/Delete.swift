import ArgumentParser

struct Delete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Delete a repo, branch, commit or file.",
    subcommands: [DeleteRepo.self, DeleteBranch.self, DeleteCommit.self, DeleteFile.self])
}
