import ArgumentParser
import DataRepository
import LabelCore

struct InspectCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Show a commit.",
    discussion: "Example: tagline inspect commit labeled_data@master")

  @Argument(help: "The commit, as repo@branch-or-commit.", transform: RefArgument.commit)
  var commit: CommitRef

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let info = try await context.openStore().inspectCommit(commit)
    try context.printInspection(info, \.commits, listing) { listings in
      var lines = ["Commit: \(info.repo)@\(info.id)", "Original Branch: \(info.branch)"]
      if !info.description.isEmpty {
        lines.append("Description: \(DisplayText.cleaned(info.description))")
      }
      if let parent = info.parent { lines.append("Parent: \(parent)") }
      lines.append("Started: \(listings.moment(info.started))")
      if info.finished != nil { lines.append("Finished: \(listings.moment(info.finished))") }
      lines.append("Size: \(HumanUnits.size(info.size))")
      return lines
    }
  }
}
