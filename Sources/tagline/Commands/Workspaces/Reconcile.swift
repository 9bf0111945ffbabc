import ArgumentParser
import LabelCore
import Workspace

struct Reconcile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drop labels whose raw file changed or is gone, in one commit.",
    discussion: """
      Example: tagline reconcile my-project/ --dry-run
      Example: tagline reconcile my-project/ --moved --stale keep --yes

      A stale label was given for another text than its raw file has now; of an orphan the raw file is gone. \
      What is dropped leaves the target branch with its entry in target.json, everybody's completions with it; \
      the commit before is named, and how to get one back. Unsent labels are sent first. Exits 1 when there is \
      nothing to do.
      """)

  @Argument(help: "The workspace.")
  var directory: String

  @Flag(help: "Only show what would be done.")
  var dryRun = false

  @Option(help: "Stale labels: drop, keep (right for the new text as well) or leave.")
  var stale: ReconcileRules.Stale = .drop

  @Option(help: "Labels whose raw file is gone: drop or leave.")
  var orphans: ReconcileRules.Orphans = .drop

  @Flag(help: "A label whose text is now at one other, open task moves there.")
  var moved = false

  @Flag(help: "Also orphans of which somebody said on the screen that the label stays.")
  var kept = false

  @Flag(help: "One JSON array of what is to become of which label.")
  var json = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  private var rules: ReconcileRules {
    var rules = ReconcileRules()
    rules.stale = stale
    rules.orphans = orphans
    rules.movesLabels = moved
    rules.includesKept = kept
    return rules
  }

  func run() async throws {
    let context = CommandContext(common)
    try await context.withWorkspace(directory) { workspace in
      if dryRun {
        // What is shown is to be true of the store as it is now; only project.db follows it.
        _ = try await workspace.sync()
        guard try await list(workspace, context).count > 0 else { throw nothing(context) }
        return
      }
      _ = try await workspace.sync()
      _ = try await workspace.flush()
      let (count, annotation) = try await list(workspace, context)
      guard count > 0 else { throw nothing(context) }
      let question = "Do this to \(count) \(count == 1 ? "label" : "labels") in one commit?"
      guard try context.confirm(question) else { throw Failure(.nothing, "nothing was changed") }
      let report = try await workspace.reconcile(rules)
      let words = ReconcileWords(
        report: report, target: workspace.project.config.target.branch, annotation: annotation)
      for line in words.lines { context.console.talk(line) }
    }
  }

  private func nothing(_ context: CommandContext) -> QuietExit {
    context.console.talk("nothing to do: every label stands on the text it was given for")
    return QuietExit(status: .nothing)
  }

  /// Prints which labels the rules concern: how many, and the path of an object of Label Studio 1.x among
  /// what goes.
  private func list(
    _ workspace: Workspace, _ context: CommandContext
  ) async throws -> (count: Int, annotation: String?) {
    var printer = ListingPrinter(
      ReconcileWords.listing, style: json ? .json : .table, console: context.console)
    var count = 0
    var annotation: String?
    var cursor = ReconcileCursor()
    while !cursor.isAtEnd {
      let items = try await workspace.outdated(rules, &cursor)
      for item in items { try printer.add(item) }
      count += items.count
      annotation = annotation ?? items.lazy.compactMap(\.annotations.first).first
    }
    if count > 0 || json { try printer.finish() }
    return (count, annotation)
  }
}

extension ReconcileRules.Stale: ExpressibleByArgument {}
extension ReconcileRules.Orphans: ExpressibleByArgument {}
