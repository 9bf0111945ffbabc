import ArgumentParser
import LabelCore

struct GlobFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "List the files and directories that fit a pattern.",
    discussion: """
      Example: tagline glob file 'raw_data@master:/mail/*.json'

      * and ? stay within a directory, ** goes through all, [a-c] and {one,two} choose.
      """)

  @Argument(help: "repo@branch-or-commit:/pattern.", transform: RefArgument.file)
  var file: FileRef

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard file.path != nil else {
      throw ValidationError("give a pattern: \(file.commit):/*")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let tree = FileTree(store: try await context.openStore(), commit: file.commit)
    var printer = context.printer({ $0.files(at: file.commit) }, listing)
    for try await entry in try tree.matches(file.pathOrRoot) { try printer.add(entry) }
    try printer.finish()
  }
}
