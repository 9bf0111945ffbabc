import ArgumentParser
import DataRepository
import LabelCore
import Workspace

struct Label: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label a file of your own: CSV, TSV, JSON, JSON lines or plain text.",
    discussion: """
      Example: tagline label mails.csv --labels urgent,normal,spam

      The texts go into the store as one commit, and a workspace is made beside the file. A second run goes \
      on where the first stopped.
      """)

  @Argument(help: "The file.")
  var file: String

  @Option(help: ArgumentHelp("The labels to choose from, separated by commas.", valueName: "a,b,c"))
  var labels: String?

  @Option(
    name: [.customShort("l"), .customLong("label-config")],
    help: ArgumentHelp("A labeling config instead of --labels, an XML file.", valueName: "file"))
  var labelConfig: String?

  @Option(help: ArgumentHelp("The column or member that holds the text.", valueName: "name"))
  var textColumn: String?

  @Option(
    help: ArgumentHelp("The workspace to make, instead of one beside the file.", valueName: "path"))
  var workspace: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard labels == nil || labelConfig == nil else {
      throw ValidationError("give --labels or --label-config, not both")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let source = Paths.absolute(file, in: context.directory)
    let directory = Paths.absolute(
      workspace ?? FileImport.workspaceName(for: file), in: context.directory)
    if LocalFiles.kind(of: directory + "/config.json") == .file {
      try FileImport.checkOrigin(of: directory, file: Paths.name(source))
      context.console.talk("going on in \(directory)")
      if labels != nil || labelConfig != nil {
        context.console.warn("the workspace keeps its labels; edit its config.xml for others")
      }
    } else {
      let config = try config(context)
      var importing = FileImport(path: source, textColumn: textColumn)
      // What is wrong with a config is said when the workspace is made.
      importing.fields = (try? LabelingConfig(parsing: config))?.fields ?? []
      let store = try await context.openStore(creating: true)
      try await importing.makeWorkspace(directory, config: config, in: store, on: context.console)
    }
    try await LabelingSession(context: context, directory: directory).run()
  }

  /// The labeling config's bytes; a person at a terminal is asked for labels when none were given.
  private func config(_ context: CommandContext) throws -> Bytes {
    if let labelConfig {
      return try LocalFiles.read(Paths.absolute(labelConfig, in: context.directory))
    }
    var given = labels
    if given == nil, context.console.isInputTerminal {
      context.console.talk("Which labels are there to choose from? Separate them by commas.")
      given = readLine()
    }
    let names = (given ?? "").split(separator: ",")
      .map { $0.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace) }
      .filter { !$0.isEmpty }.map(String.init)
    guard names.count > 1, Set(names).count == names.count else {
      throw Failure.usage("give two or more different labels: --labels urgent,normal,spam")
    }
    return Bytes(LabelingConfig.xml(labels: names).utf8)
  }
}
