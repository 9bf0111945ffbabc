import ArgumentParser

struct Put: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put files into a branch.", subcommands: [PutFile.self])
}

struct Get: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Get files out of a commit.", subcommands: [GetFile.self])
}

struct Copy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy files inside the store.", subcommands: [CopyFile.self])
}

struct GlobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glob", abstract: "List what fits a pattern.", subcommands: [GlobFile.self])
}

struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how two commits differ.", subcommands: [DiffFile.self])
}
