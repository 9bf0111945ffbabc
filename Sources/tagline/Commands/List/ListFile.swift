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

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let tree = FileTree(store: try await context.openStore(), commit: file.commit)
    var printer = context.printer({ $0.files(at: file.commit) }, listing)
    let path = file.pathOrRoot
    let entries =
      Glob.isPattern(path)
      ? try tree.matches(path) : try await tree.entries(at: path, isRecursive: recursive)
    for try await entry in entries { try printer.add(entry) }
    try printer.finish()
  }
}
