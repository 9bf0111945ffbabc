import ArgumentParser
import LabelCore
import LabelUI
import Workspace

struct Versions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The versions of a repo: browse, compare, make, restore and export them.",
    discussion: "Example: tagline versions labeled_data")

  @Argument(help: "The repo; all repos when there is none.")
  var repo: String?

  @Flag(help: "One JSON array of plain objects.")
  var json = false

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let mode = TerminalMode.find(
      plain: common.plain, wantsColour: context.console.isColoured,
      environment: context.environment)
    guard !json, case .screen(let options) = mode, let repo else { return }
    let record = try await StoreScreens(store: store).run(VersionListState(repo: repo), options)
    if record.exitStatus != .good { throw QuietExit(status: record.exitStatus) }
  }
}
