import ArgumentParser
import DataRepository
import LabelCore

struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the labels of two versions task by task.",
    discussion: """
      Example: tagline compare labeled_data@v1 labeled_data@v2 --stat

      Tasks belong together by the raw file they came from, else by id and text: a renamed file is
      not gone plus new. Agreement is over the tasks labelled in both, with the first version as
      gold. --by annotator takes one version and compares the people who labelled it.
      """)

  @Argument(help: "repo@branch-or-commit.", transform: RefArgument.commit)
  var a: CommitRef

  @Argument(help: "repo@branch-or-commit to compare it with.", transform: RefArgument.commit)
  var b: CommitRef?

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

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if by == nil, b == nil {
      throw ValidationError("name two versions to compare, or one with --by annotator")
    }
    guard by != nil else { return }
    if b != nil { throw ValidationError("--by annotator takes one version") }
    if !only.isEmpty || label != nil || labelledBy != nil {
      throw ValidationError("--only, --label and --labelled-by need two versions")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let reader = VersionReader(store: try await context.openStore())
    if let b {
      try await compare(with: b, reader, on: context)
    } else {
      try await compareAnnotators(reader, on: context)
    }
  }

  private func compare(
    with b: CommitRef, _ reader: VersionReader, on context: CommandContext
  ) async throws {
    let commits = (try await reader.pinned(a), try await reader.pinned(b))
    let options = ComparisonOptions(keepsSame: only.contains(.same))
    let (whole, tally) = try await reader.compare(commits.0, commits.1, options)
    let comparison = whole.filtered(
      ComparisonFilter(kinds: Set(only), label: label, annotator: labelledBy))
    let report = ComparisonReport(side(a, commits.0), side(b, commits.1), comparison)
    warn(tally, on: context)
    switch format ?? .stat {
    case .json: try print(report.json, on: context)
    case .csv: try print(report.csv, on: context)
    case .markdown: try print(report.markdown, on: context)
    case .stat: try print(report.stat, on: context)
    }
    if exitCode, comparison.rows.contains(where: { $0.kind != .same }) {
      throw QuietExit(status: .nothing)
    }
  }

  private func compareAnnotators(
    _ reader: VersionReader, on context: CommandContext
  ) async throws {
    let commit = try await reader.pinned(a)
    let (agreement, tally) = try await reader.agreement(at: commit)
    let report = AnnotatorReport(side(a, commit), agreement)
    warn(tally, on: context)
    switch format ?? .stat {
    case .json: try print(report.json, on: context)
    case .csv: try print(report.csv, on: context)
    case .markdown: try print(report.markdown, on: context)
    case .stat: try print(report.stat, on: context)
    }
    let isDifferent = agreement.controls.contains { control in
      agreement.pairs(control).contains { $0.agreement.same < $0.agreement.both }
    }
    if exitCode, isDifferent { throw QuietExit(status: .nothing) }
  }

  private func print(_ text: String, on context: CommandContext) throws(Failure) {
    try context.console.writeData(Array(text.utf8))
    try context.console.flush()
  }

  private func side(_ ref: CommitRef, _ commit: CommitRef) -> ComparisonReport.Side {
    .init(ref.description, commit: ref == commit ? nil : commit.commit)
  }

  private func warn(_ tally: VersionReader.Tally, on context: CommandContext) {
    guard let first = tally.unreadable.first else { return }
    let more = tally.unreadableCount > 1 ? " and \(tally.unreadableCount - 1) more" : ""
    context.console.warn("\(first)\(more) left out: not a task with completions")
  }
}

/// The forms in which a comparison is printed.
enum ReportFormat: String, EnumerableFlag {
  case json
  case csv
  case markdown
  case stat

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
