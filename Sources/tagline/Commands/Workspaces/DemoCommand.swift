import ArgumentParser
import Workspace

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label sample texts in a workspace and store of their own; a second run goes on.",
    discussion: "Example: tagline demo")

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    var context = CommandContext(common)
    let home = context.userFiles.data + "/demo"
    context.options.store = home + "/store.db"
    (context.options.endpoint, context.options.pachd) = (nil, nil)
    let directory = home + "/project"
    _ = try await WorkspaceSetup.demo(
      directory: directory, store: try await context.openStore(creating: true))
    try await LabelingSession(context: context, directory: directory).run()
  }
}
