import ArgumentParser
import DataRepository
import LabelCore
import LabelUI
import Logging
import Workspace

struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the labels of two versions task by task.",
    discussion: """
      Example: tagline compare labeled_data@v1 labeled_data@v2 --stat

      A version is repo@branch-or-commit, a directory with a downloaded one (tagline get file -r),
      a workspace, or a file that Label Studio exported (JSON, JSON_MIN, CSV, TSV). Tasks belong
      together by the raw file they came from, else by id and text: a renamed file is not gone plus
      new. Agreement is over the tasks labelled in both, with the first version as gold.
      --by annotator takes one version and compares the people who labelled it.

      --take and --into write a new version: A's commit with what was taken from B, objects byte
      for byte, as one commit on a new branch. For example, to bring together what two people did:
      tagline compare labeled_data@ana labeled_data@bo --take three-way --into v4

      On a terminal this opens the compare screen, where differences are decided and written as a
      new version; to a pipe, with --plain, or when a form is asked for, the result is printed.
      """)

  @Argument(
    help: "repo@branch-or-commit, a directory, or an exported file.",
    transform: CompareSide.init(reading:))
  var a: CompareSide

  @Argument(help: "What to compare it with.", transform: CompareSide.init(reading:))
  var b: CompareSide?

  @Flag(help: "How to print the result; figures when none is asked for.")
  var format: ReportFormat?

  @Option(
    help: ArgumentHelp(
      "Only differences of this kind: \(DifferenceKind.names). May be repeated.",
      valueName: "kind"),
    transform: DifferenceKind.init(reading:))
  var only: [DifferenceKind] = []

  @Option(help: "Only differences with this label in either version.")
  var label: String?

  @Option(help: ArgumentHelp("Only differences that this annotator decided.", valueName: "name"))
  var labelledBy: String?

  @Option(help: "annotator: compare the annotators of one version.")
  var by: ComparedBy?

  @Flag(help: "Exit with 1 when there are differences of the kinds asked for.")
  var exitCode = false

  @Option(
    help: ArgumentHelp(
      "The labeling config, where a CSV or TSV export does not tell which columns are labels.",
      valueName: "file"))
  var config: String?

  @OptionGroup(title: "Writing a new version") var writing: WriteOptions

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if by == nil, b == nil {
      throw ValidationError("name two versions to compare, or one with --by annotator")
    }
    guard by != nil else { return }
    if b != nil { throw ValidationError("--by annotator takes one version") }
    if writing.into != nil { throw ValidationError("--into needs two versions") }
    if !only.isEmpty || label != nil || labelledBy != nil {
      throw ValidationError("--only, --label and --labelled-by need two versions")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    if let options = screenOptions(context) { return try await show(on: context, options) }
    let progress = ProgressLine(context.console)
    let reading = SideReading(config: config) { progress.show($0) }
    let versions = try await context.versions([a, b].compactMap { $0 }, reading)
    progress.clear()
    if versions.count == 2 {
      try await compare(versions[0], versions[1], on: context)
    } else {
      try await compareAnnotators(versions[0], on: context)
    }
  }

  /// How to open the screen; nil when a result was asked for that is printed, or nobody could see
  /// it.
  private func screenOptions(_ context: CommandContext) -> ScreenOptions? {
    guard format == nil, !exitCode, writing.into == nil else { return nil }
    let mode = TerminalMode.find(
      plain: common.plain, wantsColour: context.console.isColoured,
      environment: context.environment)
    return if case .screen(let options) = mode { options } else { nil }
  }

  private func show(on context: CommandContext, _ options: ScreenOptions) async throws {
    let isStored = [a, b].contains { if case .ref? = $0 { true } else { false } }
    let store = isStored ? try await context.openStore() : nil
    let subject: CompareSubject =
      b.map { .versions(a: a.name, b: $0.name) } ?? .annotators(of: a.name)
    let filter = ComparisonFilter(kinds: Set(only), label: label, annotator: labelledBy)
    var screen = CompareAlone(work: context.compareWork(on: store, config: config))
    if case .ref(let ref) = a, let store {
      screen.form = await context.labelForm(of: ref.repo, in: store)
    }
    let record = try await screen.run(subject, filter, options)
    if record.exitStatus != .good { throw QuietExit(status: record.exitStatus) }
  }

  private func compare(
    _ a: any LabelVersion, _ b: any LabelVersion, on context: CommandContext
  ) async throws {
    let progress = ProgressLine(context.console)
    let result = try await ComparisonJob(a, b, cache: context.summaryCache)
      .run { progress.show($0) }
    let filter = ComparisonFilter(kinds: Set(only), label: label, annotator: labelledBy)
    let selection = try await result.select(filter)
    progress.clear()
    warn(result.unreadable, on: context)
    context.logger("compare").info(
      "\(a.name) \(b.name): \(result.hashes.total) files, \(result.read) read")
    let written = try await writing.write(result)
    if let written { context.console.talk(Self.words(written)) }
    if let written, format == nil {
      try print("\(written.branch) \(written.commit)\n", on: context)
    } else {
      try await report(result, selection, on: context)
    }
    try context.console.flush()
    if exitCode, try await isDifferent(result, filter) { throw QuietExit(status: .nothing) }
  }

  private static func words(_ written: WrittenVersion) -> String {
    let commit =
      written.commit == written.parent
      ? "no commit was needed" : "commit \(written.commit.prefix(8)) on \(written.parent.prefix(8))"
    return "wrote \(written.branch) (\(commit)): of \(written.counts.all) differences "
      + "\(written.counts.fromA) as in A, \(written.counts.fromB) as in B"
  }

  private func report(
    _ result: VersionComparison, _ selection: VersionComparison.Selection,
    on context: CommandContext
  ) async throws {
    let report = ComparisonReport(.of(result.a), .of(result.b), result.comparison)
    let form = format?.form ?? .stat
    try print(report.head(form, hasRows: selection.count > 0), on: context)
    var isFirst = true
    // Figures alone need no rows, and a file of a million rows is not for memory.
    if form != .stat {
      for try await rows in result.pages(selection) {
        try print(report.rows(form, rows, isFirst: isFirst), on: context)
        isFirst = false
      }
    }
    try print(report.tail(form), on: context)
  }

  private func isDifferent(
    _ result: VersionComparison, _ filter: ComparisonFilter
  ) async throws -> Bool {
    var filter = filter
    filter.kinds = (only.isEmpty ? Set(DifferenceKind.allCases) : Set(only)).subtracting([.same])
    if filter.kinds.isEmpty { return false }
    return try await result.select(filter).count > 0
  }

  private func compareAnnotators(
    _ version: any LabelVersion, on context: CommandContext
  ) async throws {
    let progress = ProgressLine(context.console)
    let result = try await AgreementJob(version, cache: context.summaryCache)
      .run { progress.show($0) }
    progress.clear()
    let agreement = result.agreement
    let report = AnnotatorReport(.of(version), agreement)
    warn(result.unreadable, on: context)
    switch format ?? .stat {
    case .json: try print(report.json, on: context)
    case .csv: try print(report.csv, on: context)
    case .markdown: try print(report.markdown, on: context)
    case .stat: try print(report.stat, on: context)
    }
    try context.console.flush()
    let isDifferent = agreement.controls.contains { control in
      agreement.pairs(control).contains { $0.agreement.same < $0.agreement.both }
    }
    if exitCode, isDifferent { throw QuietExit(status: .nothing) }
  }

  private func print(_ text: String, on context: CommandContext) throws(Failure) {
    try context.console.writeData(Array(text.utf8))
  }

  private func warn(_ unreadable: VersionComparison.Unreadable, on context: CommandContext) {
    guard let first = unreadable.paths.first else { return }
    let more = unreadable.count > 1 ? " and \(unreadable.count - 1) more" : ""
    context.console.warn("\(first)\(more) left out: not a task with completions")
  }
}

/// The forms in which a comparison is printed, as flags.
enum ReportFormat: String, EnumerableFlag {
  case json
  case csv
  case markdown
  case stat

  var form: ReportForm {
    switch self {
    case .json: .json
    case .csv: .csv
    case .markdown: .markdown
    case .stat: .stat
    }
  }

  static func help(for value: ReportFormat) -> ArgumentHelp? {
    switch value {
    case .json: "One JSON object with all figures and differences."
    case .csv: "A line for each difference."
    case .markdown: "Tables for a pull request."
    case .stat: "Only the figures (this is what is printed without any of these)."
    }
  }
}

/// What is compared instead of two versions.
enum ComparedBy: String, ExpressibleByArgument {
  case annotator
}

extension DifferenceKind {
  /// All kinds as the command line takes them.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads a kind, or says which there are.
  init(reading text: String) throws {
    guard let kind = Self(argument: text) else {
      throw ValidationError("no kind of difference is called \(text); there are \(Self.names)")
    }
    self = kind
  }
}
