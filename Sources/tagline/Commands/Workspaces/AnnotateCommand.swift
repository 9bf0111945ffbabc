import ArgumentParser
import LabelCore
import Workspace

struct Annotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label from a script.",
    discussion: """
      Example: tagline annotate my-project/ --task 3 --choice sentiment=Positive
      Example: tagline annotate my-project/ --from decisions.jsonl

      Example: tagline annotate my-project/ --task 3 --choice stars=4 --choice comment='too late'
      Example: tagline annotate my-project/ --task 4 --choice label=0-4:PER --choice topic='Hotel / Room'

      A span is START-END:LABEL, in UTF-16 code units from 0, END behind the last; the order of items is given by \
      one --choice each, the best first.

      A line of the file is {"task": 3, "choices": {"sentiment": ["Positive"]}} or {"task": 4, "skip": true}, \
      with "new" and "note" where wanted; marks and numbers may be numbers, spans objects with start, end and \
      labels. What does not fit the labeling config is refused.
      """)

  @Argument(help: "The workspace.")
  var directory: String

  @Option(help: ArgumentHelp("The task's id, as the task list shows it.", valueName: "id"))
  var task: Int?

  @Option(
    help: ArgumentHelp(
      "A value of a control; again for several. NAME= may be left out where there is one control.",
      valueName: "name=value"))
  var choice: [String] = []

  @Flag(help: "Add a second completion instead of changing mine.")
  var new = false

  @Flag(help: "Skip the task.")
  var skip = false

  @Option(help: "A note on the task.")
  var note = ""

  @Option(
    help: ArgumentHelp("Decisions, one JSON object a line; - is standard input.", valueName: "file")
  )
  var from: String?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if from != nil {
      guard task == nil, choice.isEmpty, !skip, !new else {
        throw ValidationError("--from says all of it; give no --task, --choice, --skip or --new")
      }
    } else {
      guard task != nil else { throw ValidationError("give --task ID or --from FILE") }
      guard skip != !choice.isEmpty else {
        throw ValidationError("give --choice NAME=VALUE or --skip")
      }
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let lines = try await fileLines(context)
    try await context.withWorkspace(directory) { workspace in
      // Without a first sync there are no tasks to name.
      if try await workspace.summary().total == 0 { _ = try await workspace.sync() }
      if let lines {
        let count = try await workspace.annotate(jsonLines: lines)
        context.console.talk("\(count) decisions saved")
      } else {
        let done = try await workspace.annotate(order(for: workspace))
        let label = done.row.status == .skipped ? "skipped" : done.row.label
        context.console.talk("task \(done.id) (\(done.row.name)): \(label)")
      }
    }
  }

  private func fileLines(_ context: CommandContext) async throws -> [UInt8]? {
    guard let from else { return nil }
    if from != "-" { return try LocalFiles.read(Paths.absolute(from, in: context.directory)) }
    var bytes: [UInt8] = []
    for try await piece in try LocalFiles.pieces(of: nil) { bytes += piece }
    return bytes
  }

  private func order(for workspace: Workspace) throws -> AnnotateOrder {
    let controls = workspace.project.labeling.controls.map(\.name)
    var choices: [String: [String]] = [:]
    for text in choice {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, controls.contains(String(parts[0])) {
        choices[String(parts[0]), default: []].append(String(parts[1]))
      } else if controls.count == 1 {
        choices[controls[0], default: []].append(text)
      } else {
        throw Failure.usage(
          "--choice \(text): give NAME=VALUE with one of \(controls.joined(separator: ", "))")
      }
    }
    var order = AnnotateOrder(taskID: task ?? 0, choices: choices)
    order.isSkip = skip
    order.isNew = new
    order.note = note
    return order
  }
}
