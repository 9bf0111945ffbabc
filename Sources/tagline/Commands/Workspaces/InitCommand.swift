import ArgumentParser
import LabelCore
import Workspace

struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a workspace without opening it.",
    discussion: """
      Example: tagline init my-project/ --source-path master.raw_data --target-path master.labeled_data

      The flags are those of start.
      """)

  @OptionGroup var studio: LabelStudioOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    var studio = studio
    studio.`init` = true
    let directory = try await WorkspaceMaker(context: context, studio: studio).directory()
    if common.store != nil || common.endpoint != nil || common.pachd != nil {
      await record(directory, context)
    }
    context.console.talk("made \(directory); label with: tagline start \(directory)")
  }

  /// Opens the workspace once, so that it keeps the store that was named.
  private func record(_ directory: String, _ context: CommandContext) async {
    do {
      let workspace = try await context.openWorkspace(directory)
      for remark in workspace.project.labeling.remarks { context.console.talk(remark) }
      _ = try await workspace.close(sending: false)
    } catch {
      context.console.warn("the store is not kept, name it again next time: \(error)")
    }
  }
}
