import ArgumentParser

struct StartSession: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace",
    abstract: "Label the texts of a workspace, a Label Studio 0.x project directory.",
    discussion: """
      Example: tagline start my-project/ --init --source s3 --source-path master.raw_data \
      --target s3-completions --target-path master.labeled_data

      Without --label-config or --template, --init takes text_classification. All flags of Label Studio \
      0.8.2's start are understood; those about its web server are ignored.
      """)

  @OptionGroup var studio: LabelStudioOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let directory = try await WorkspaceMaker(context: context, studio: studio).directory()
    try await LabelingSession(context: context, directory: directory).run()
  }
}
