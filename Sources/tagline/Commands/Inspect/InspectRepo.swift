import ArgumentParser
import DataRepository

struct InspectRepo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Show a repo.",
    discussion: "Example: tagline inspect repo raw_data")

  @Argument(help: "The repo.")
  var repo: String

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let info = try await context.openStore().inspectRepo(repo)
    try context.printInspection(info, \.repos, listing) { listings in
      var lines = ["Name: \(DisplayText.cleaned(info.name))"]
      if !info.description.isEmpty {
        lines.append("Description: \(DisplayText.cleaned(info.description))")
      }
      lines.append("Created: \(listings.moment(info.created))")
      lines.append("Size of HEAD on master: \(HumanUnits.size(info.size))")
      return lines
    }
  }
}
