import ArgumentParser
import LabelCore
import Workspace

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the labels of a version for other programs.",
    discussion: """
      Example: tagline export labeled_data@v1 --format json-min -o labels.json

      The files equal what Label Studio exports: with --label-studio 0.8 (the default) 0.8.2's, made \
      by label-studio-converter 0.0.22, one row for each task with its newest label; with \
      --label-studio 1.23 those of 1.23.2, made by label-studio-sdk 2.1.2, one row for each annotation.

      ls1-tasks makes tasks that Label Studio 1.x imports with every annotation in place, ls1-target \
      the objects of its target storage; both go into a directory of their own, below -o or as one \
      commit onto a branch:
      tagline export labeled_data@master --format ls1-tasks --into labeled_data@web

      What cannot be read as a task is named on standard error and left out; the exit status is then 5.
      """)

  @Argument(
    help: """
      repo@branch-or-commit, a workspace, a directory with a downloaded version, or an exported file.
      """,
    transform: CompareSide.init(reading:))
  var version: CompareSide

  @Option(help: ArgumentHelp("\(ExportForm.names).", valueName: "format"))
  var format: ExportForm?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write here; - is standard output. A directory for objects.", valueName: "path"))
  var output: String?

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

  @OptionGroup(title: "For Label Studio 1.x") var bucket: BucketOptions

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    switch (format, bucket.target) {
    case (nil, nil): throw ValidationError("give --format, one of \(ExportForm.names)")
    case (.file?, _?), (.objects(.tasks)?, _?):
      throw ValidationError("--target \(ExportTarget.s3.rawValue) is --format ls1-target")
    default: break
    }
    guard case .objects = form else { return try bucket.refuse() }
    guard (output == nil) != (bucket.into == nil), output != "-" else {
      throw ValidationError("say where the objects go: -o DIRECTORY, or --into repo@branch")
    }
  }

  /// What is written; `validate` has seen to it that it is given.
  private var form: ExportForm { format ?? .objects(.target) }

  func run() async throws {
    let context = CommandContext(common)
    switch form {
    case .file(let format): try await write(format, context)
    case .objects(let form):
      try await BucketCommand(context: context, form: form, options: bucket).run(
        version, directory: output, takesOpen: only == .all)
    }
  }

  private func write(_ format: ExportFormat, _ context: CommandContext) async throws {
    let version = try await context.version(self.version, includingOpen: only == .all)
    var options = ExportOptions(format)
    options.edition = labelStudio
    options.scope = only
    options.schema = try context.labelingConfig(of: version, at: self.version, given: config)
      .map { config throws in try ExportSchema(config) }
    try options.check()
    var run = try await ExportRun(options, of: StoredTasks(of: version))
    try await write(&run, on: context)
    try context.console.tell(run.report)
  }

  private func write(_ run: inout ExportRun, on context: CommandContext) async throws {
    let progress = ProgressLine(context.console)
    defer { progress.clear() }
    if let output, output != "-" {
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
  func tell(_ report: ExportReport) throws {
    guard report.problemCount > 0 else { return }
    for problem in report.problems { warn("\(problem.path) left out: \(problem.reason)") }
    let more = report.problemCount - report.problems.count
    if more > 0 { warn("and \(more) more left out") }
    throw QuietExit(status: .failure)
  }
}

extension ExportEdition: ExpressibleByArgument {}
extension ExportScope: ExpressibleByArgument {}

/// What `--format` takes: one file, or objects for a bucket.
enum ExportForm: Equatable, Sendable, ExpressibleByArgument {
  case file(ExportFormat)
  case objects(BucketForm)

  init?(argument: String) {
    if let format = ExportFormat(rawValue: argument) {
      self = .file(format)
    } else if let form = BucketForm(rawValue: argument) {
      self = .objects(form)
    } else {
      return nil
    }
  }

  /// All formats as the command line takes them.
  static var names: String {
    let names = ExportFormat.allCases.map(\.rawValue) + BucketForm.allCases.map(\.rawValue)
    return names.joined(separator: ", ")
  }
}
