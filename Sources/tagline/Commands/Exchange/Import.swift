import ArgumentParser
import DataRepository
import LabelCore

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put tasks of CSV, TSV, JSON, JSON lines or text files into a branch, in one commit.",
    discussion: """
      Example: tagline import mails.csv --into raw_data@master
      Example: tagline import export.json --into raw_data@master --labels-into labeled_data@master

      Each task becomes a file of its own, mails.csv/0000000000000000 and so on in the order of the file. \
      A file whose name is taken is refused: --append puts its tasks behind those that are there.

      Labels in an export of Label Studio (0.x or 1.x) go where --labels-into says, in one commit, under \
      numbers that nothing has yet. All files are read through before anything is written.
      """)

  @Argument(help: "The files; their names say what is in them: .csv .tsv .json .jsonl .txt.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Where tasks go, with :/directory behind it if wanted.", valueName: "repo@branch"),
    transform: RefArgument.file)
  var into: FileRef

  @Option(
    help: ArgumentHelp("Where labels go that the tasks bring along.", valueName: "repo@branch"),
    transform: RefArgument.file)
  var labelsInto: FileRef?

  @Flag(help: "Keep the tasks of each file together, as one file of JSON lines.")
  var oneFile = false

  @Flag(help: "Put the tasks behind those of a file of the same name.")
  var append = false

  @Option(help: ArgumentHelp("The column or member that holds the text.", valueName: "name"))
  var textColumn: String?

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("name the files to import") }
  }

  func run() async throws {
    let context = CommandContext(common)
    let sources = try files.map { file in
      try ImportSource(
        naming: file, path: Paths.absolute(file, in: context.directory), textColumn: textColumn)
    }
    let store = try await context.openStore(creating: true)
    var job = ImportJob(store: store, sources: sources, into: into)
    job.labels = labelsInto
    job.isOneFile = oneFile
    job.isAppending = append
    job.message = message ?? "import \(sources.map(\.name).joined(separator: ", "))"
    let plan = try await job.plan()
    context.console.talk(plan.words(isDryRun: dryRun))
    if labelsInto == nil, plan.labelledTasks > 0 {
      context.console.warn(
        "labels of \(plan.labelledTasks) tasks are left out: --labels-into labeled_data@master takes them"
      )
    }
    guard !dryRun else { return }
    for (branch, commit) in try await job.write(plan) {
      try context.console.writeLine("\(branch) \(commit)")
    }
    try context.console.flush()
  }
}
