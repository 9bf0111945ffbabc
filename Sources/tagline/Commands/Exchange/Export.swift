import ArgumentParser
import LabelCore
import Workspace

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the labels of a version as one file for other programs.",
    discussion: """
      Example: tagline export labeled_data@v1 --format json-min -o labels.json

      The files equal what Label Studio exports: with --label-studio 0.8 (the default) 0.8.2's, made \
      by label-studio-converter 0.0.22, one row for each task with its newest label; with \
      --label-studio 1.23 those of 1.23.2, made by label-studio-sdk 2.1.2, one row for each annotation.

      What cannot be read as a task is named on standard error and left out; the exit status is then 5.
      """)

  @Argument(
    help: """
      repo@branch-or-commit, a workspace, a directory with a downloaded version, or an exported file.
      """,
    transform: CompareSide.init(reading:))
  var version: CompareSide

  @Option(help: ArgumentHelp("\(ExportFormat.names).", valueName: "format"))
  var format: ExportFormat

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write here; - is standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "Whose files: 0.8 or 1.23.")
  var labelStudio: ExportEdition = .completions

  @Option(
    help: """
      usual: the tasks that Label Studio exports; labelled: those with a label; all: those without as \
      well.
      """)
  var only: ExportScope = .usual

  @Option(
    help: ArgumentHelp(
      "The labeling config, instead of the workspace's; without any, controls follow from the results.",
      valueName: "file"))
  var config: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let version = try await context.version(self.version, includingOpen: only == .all)
    var options = ExportOptions(format)
    options.edition = labelStudio
    options.scope = only
    options.schema = try context.labelingConfig(of: version, at: self.version, given: config)
      .map { config throws in try ExportSchema(config) }
    try options.check()
    var run = ExportRun(options, of: try await StoredTasks(of: version))
    try await write(&run, on: context)
    try context.console.tell(run.report)
  }

  private func write(_ run: inout ExportRun, on context: CommandContext) async throws {
    let progress = ProgressLine(context.console)
    defer { progress.clear() }
    guard output == "-" else {
      return try await run.write(to: Paths.absolute(output, in: context.directory)) {
        progress.show($0.words)
      }
    }
    while let piece = try await run.next() {
      try context.console.writeData(piece)
      progress.show(run.report.words)
    }
    try context.console.flush()
  }
}

extension Console {
  /// Names what could not be exported.
  /// - Throws: a quiet end with the status for bad data when there was any.
  fileprivate func tell(_ report: ExportReport) throws {
    guard report.problemCount > 0 else { return }
    for problem in report.problems { warn("\(problem.path) left out: \(problem.reason)") }
    let more = report.problemCount - report.problems.count
    if more > 0 { warn("and \(more) more left out") }
    throw QuietExit(status: .failure)
  }
}

extension ExportFormat: ExpressibleByArgument {}
extension ExportEdition: ExpressibleByArgument {}
extension ExportScope: ExpressibleByArgument {}

extension ExportFormat {
  /// All formats as the command line takes them.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
