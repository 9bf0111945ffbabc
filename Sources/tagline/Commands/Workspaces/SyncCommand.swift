import ArgumentParser
import LabelCore
import Workspace

struct Sync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in new texts and labels, and send what was labelled here.",
    discussion: "Example: tagline sync my-project/")

  @Argument(help: "The workspace.")
  var directory: String

  @Flag(help: "What changed, as JSON.")
  var json = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    try await context.withWorkspace(directory) { workspace in
      let pulled = try await workspace.sync()
      try await workspace.checkConfig()
      let sent = try await workspace.flush()
      let words = SyncWords(
        pulled: pulled, sent: sent, target: workspace.project.config.target.branch.description)
      let lines = json ? [words.json.text(.python)] : words.lines
      for line in lines { try context.console.writeLine(DisplayText.cleaned(line)) }
      try context.console.flush()
    }
  }
}
