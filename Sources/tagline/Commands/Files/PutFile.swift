import ArgumentParser
import DataRepository
import LabelCore

struct PutFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Put local files into a branch, in one commit.",
    discussion: """
      Example: tagline put file raw_data@master:/mails.json -f mails.json --split json --target-file-datums 1

      What is there already is added to, as pachctl 1.13 does; -o replaces it. With --split the path becomes \
      a directory of files 0000000000000000, 0000000000000001, …
      """)

  @Argument(help: "repo@branch, with :/path behind it.", transform: RefArgument.file)
  var file: FileRef

  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp("A file, a directory with -r, or - for standard input.", valueName: "path"))
  var files: [String] = []

  @Option(name: .shortAndLong, help: "A file that names the files to put, one a line.")
  var inputFile: String?

  @Flag(name: .shortAndLong, help: "Directories with all that is in them.")
  var recursive = false

  @Flag(name: .shortAndLong, help: "Replace what is there instead of adding to it.")
  var overwrite = false

  /// What 2.x calls the way of 1.13.
  @Flag(name: .shortAndLong, help: .hidden)
  var append = false

  @OptionGroup(title: "Splitting") var splitting: SplitOptions

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message = ""

  @Option(name: .shortAndLong, help: .hidden)
  var parallelism: Int?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard !(append && overwrite) else {
      throw ValidationError("give --append or --overwrite, not both")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let sources = try PutSources(
      path: file.path, isRecursive: recursive, directory: context.directory
    ).resolve(try names(context))
    let store = try await context.openStore()
    var writer = PutWriter(store: store, branch: file.branch, description: message)
    do {
      for source in sources {
        if let format = splitting.format {
          let splitter = RecordSplitter(format, grouping: splitting.grouping)
          try await writer.split(source, with: splitter, isReplacing: overwrite)
        } else {
          try await writer.put(source, isReplacing: overwrite)
        }
      }
      try await writer.finish()
    } catch {
      await writer.abandon()
      throw error
    }
  }

  /// What `-f` and `-i` name; standard input when neither is given.
  private func names(_ context: CommandContext) throws -> [String] {
    var names = files
    if let inputFile {
      let path = Paths.absolute(inputFile, in: context.directory)
      let text = String(decoding: try LocalFiles.read(path), as: UTF8.self)
      names += text.split(whereSeparator: \.isNewline).map(String.init)
    }
    return names.isEmpty && inputFile == nil ? ["-"] : names
  }
}
