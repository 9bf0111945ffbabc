import ArgumentParser
import LabelCore
import Workspace

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rename or drop choices in all labels, in one commit.",
    discussion: """
      Example: tagline migrate my-project/ --rename 'sentiment: Positive=Good' --dry-run
      Example: tagline migrate my-project/ --config new.xml --rename-control sentiment=tone --yes

      A value is written as it is stored: of a choice with an alias the alias. Of nested choices and taxonomies \
      it is the way there, 'Hotel / Room', and takes along what lies below it; \\= is an equals sign. Every \
      completion of everybody is rewritten, predictions are not; a completion of which no answer is left is \
      taken off. Unsent labels are sent first, as they are. Exits 1 when there is nothing to do.
      """)

  @Argument(help: "The workspace.")
  var directory: String

  @Option(help: ArgumentHelp("Rename a value; again for several.", valueName: "control: old=new"))
  var rename: [String] = []

  @Option(help: ArgumentHelp("Take a value off; again for several.", valueName: "control: value"))
  var drop: [String] = []

  @Option(help: ArgumentHelp("Rename a control; again for several.", valueName: "old=new"))
  var renameControl: [String] = []

  @Option(help: ArgumentHelp("The labeling config from now on.", valueName: "file"))
  var config: String?

  @Flag(help: "Only show what would be done.")
  var dryRun = false

  @Flag(help: "One JSON array of what becomes of which value.")
  var json = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard !rename.isEmpty || !drop.isEmpty || !renameControl.isEmpty || config != nil else {
      throw ValidationError("give --rename, --drop, --rename-control or --config")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let xml = try config.map { try LocalFiles.read(Paths.absolute($0, in: context.directory)) }
    try await context.withWorkspace(directory) { workspace in
      _ = try await workspace.sync()
      let labeling = try xml.map(Self.labeling) ?? workspace.project.labeling
      let migration = try migration(for: labeling)
      try await requireFit(workspace, migration, labeling, context)
      let values = try await workspace.migratedValues(migration)
      try list(values, context)
      try await say(left: workspace.annotationsLeft(by: migration), context)
      guard !values.isEmpty || xml != nil else {
        context.console.talk("nothing to do: no label holds any of these values")
        throw QuietExit(status: .nothing)
      }
      if dryRun { return }
      let count = values.reduce(0) { $0 + $1.count }
      let target = workspace.project.config.target.branch
      if count > 0, try !context.confirm("Rewrite \(count) answers in \(target), in one commit?") {
        throw Failure(.nothing, "nothing was changed")
      }
      let report = try await workspace.migrate(migration)
      if let xml { try workspace.project.replaceConfig(xml) }
      say(report, target, context)
    }
  }

  private static func labeling(_ xml: [UInt8]) throws -> LabelingConfig {
    do {
      return try LabelingConfig(parsing: xml)
    } catch {
      throw Failure.usage("--config: the labeling config, \(error)")
    }
  }

  private func migration(for labeling: LabelingConfig) throws -> LabelMigration {
    var migration = LabelMigration()
    do throws(MigrationMistake) {
      for text in rename { try migration.addRename(text) }
      for text in drop { try migration.addDrop(text) }
      for text in renameControl { try migration.addControl(text) }
      return try migration.fitted(to: labeling)
    } catch {
      throw Failure.usage(error.message)
    }
  }

  /// What would not fit the config afterwards is refused, unless it may stay as it is.
  private func requireFit(
    _ workspace: Workspace, _ migration: LabelMigration, _ labeling: LabelingConfig,
    _ context: CommandContext
  ) async throws {
    let left = try await workspace.misfits(after: migration, against: labeling)
    guard !left.isEmpty, !common.keepUnfit else { return }
    let list = left.map { "  \($0)" }.joined(separator: "\n")
    throw Failure(
      .conflict,
      "labels would still not fit the labeling config; nothing was changed:\n\(list)\n"
        + "Name them too, or leave them as they are with --keep-unfit.")
  }

  private func list(_ values: [MigratedValue], _ context: CommandContext) throws {
    guard !values.isEmpty || json else { return }
    var printer = ListingPrinter(
      Self.listing, style: json ? .json : .table, console: context.console)
    for value in values { try printer.add(value) }
    try printer.finish()
  }

  private func say(left count: Int, _ context: CommandContext) {
    guard count > 0 else { return }
    let objects = count == 1 ? "1 object" : "\(count) objects"
    context.console.talk(
      "\(objects) of Label Studio 1.x with such values will stay: change them there")
  }

  private func say(_ report: MigrationReport, _ target: Branch, _ context: CommandContext) {
    if report.objects > 0 {
      let tasks = "\(report.objects) \(report.objects == 1 ? "task" : "tasks")"
      context.console.talk("\(tasks) rewritten" + (report.commit.map { ", commit \($0)" } ?? ""))
    }
    if let before = report.before {
      context.console.talk(
        "before it: \(target.repo)@\(before); to go back: "
          + "tagline create branch \(target) --head \(before)")
    }
    if config != nil { context.console.talk("the labeling config of \(directory) is the new one") }
  }

  private static var listing: ListingFormat<MigratedValue> {
    ListingFormat<MigratedValue>(
      headers: ["CONTROL", "VALUE", "BECOMES", "LABELS"],
      cells: { value in
        let control = value.newControl == value.control ? "" : "\(value.newControl): "
        let becomes = value.newValue.map { control + $0 } ?? "(dropped)"
        return [
          .init(DisplayText.cleaned(value.control)), .init(DisplayText.cleaned(value.value)),
          .init(DisplayText.cleaned(becomes)), .init(String(value.count)),
        ]
      },
      json: { value in
        .members(
          ("control", .string(value.control)), ("value", .string(value.value)),
          ("new_control", .string(value.newControl)),
          ("new_value", value.newValue.map { .string($0) } ?? .null), ("labels", .int(value.count)))
      },
      raw: { _ in .null })
  }
}
