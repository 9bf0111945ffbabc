import ArgumentParser
import LabelCore
import Workspace

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is done, unsent, stale and orphaned.",
    discussion: """
      Example: tagline status my-project/ --json
      Example: tagline status my-project/ --unreadable
      """)

  @Argument(help: "The workspace.")
  var directory: String

  @Flag(help: "As one JSON object; the texts that cannot be read as one JSON array.")
  var json = false

  @Flag(help: "List the texts that cannot be read, with the reasons.")
  var unreadable = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let workspace = try await context.openWorkspace(directory, isReadOnly: true)
    if unreadable {
      return try await UnreadableListing(style: json ? .json : .table, console: context.console)
        .print(of: workspace)
    }
    let words = StatusWords(status: try await workspace.status(), now: context.now)
    if json {
      try context.console.writeLine(words.json.text(.python))
    } else {
      for line in words.lines { try context.console.writeLine(DisplayText.cleaned(line)) }
    }
    try context.console.flush()
  }
}
