import ArgumentParser

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
    let directory = try WorkspaceMaker(context: context, studio: studio).directory()
    context.console.talk("made \(directory); label with: tagline start \(directory)")
  }
}
