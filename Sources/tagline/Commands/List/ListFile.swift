import ArgumentParser
import DataRepository
import LabelCore

struct ListFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "List the files of a directory, or those that fit a pattern.",
    discussion: """
      Example: tagline list file raw_data@master:/test-example.json

      A path with * ? [ ] { } in it is a pattern, as for glob file.
      """)

  @Argument(help: "repo@branch-or-commit, with :/path behind it.", transform: RefArgument.file)
  var file: FileRef

  @Flag(name: .shortAndLong, help: "All files at any depth.")
  var recursive = false

  @Option(
    help: ArgumentHelp(
      "Earlier contents of each file, too: none, all, or at most so many.", valueName: "n"))
  var history = FileHistory.Depth.none

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let tree = FileTree(store: try await context.openStore(), commit: file.commit)
    let path = file.pathOrRoot
    let entries =
      Glob.isPattern(path)
      ? try tree.matches(path) : try await tree.entries(at: path, isRecursive: recursive)
    guard history == .none else {
      return try await list(entries, FileHistory(store: tree.store, depth: history), on: context)
    }
    var printer = context.printer({ $0.files(at: file.commit) }, listing)
    for try await entry in entries { try printer.add(entry) }
    try printer.finish()
  }

  private func list(
    _ entries: FileTree.Entries, _ history: FileHistory, on context: CommandContext
  ) async throws {
    var printer = context.printer(\.history, listing)
    for try await entry in entries {
      for version in try await history.versions(of: entry, at: file.commit) {
        try printer.add(version)
      }
    }
    try printer.finish()
  }
}
