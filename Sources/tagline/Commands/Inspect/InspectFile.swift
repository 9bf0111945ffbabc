import ArgumentParser
import DataRepository
import LabelCore

struct InspectFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Show a file or directory.",
    discussion: "Example: tagline inspect file raw_data@master:/test-example.json")

  @Argument(help: "The file, as repo@branch-or-commit:/path.", transform: RefArgument.file)
  var file: FileRef

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    let info = try await store.inspectFile(file.pathOrRoot, at: file.commit)
    let format = { (listings: StoreListings) in listings.files(at: file.commit) }
    try context.printInspection(info, format, listing) { listings in
      var lines = ["Path: \(DisplayText.cleaned(info.displayPath))"]
      lines.append("Type: \(info.kind == .directory ? "dir" : "file")")
      lines.append("Size: \(HumanUnits.size(info.size))")
      if !info.hash.isEmpty { lines.append("Hash: \(info.hash)") }
      if info.committed != nil { lines.append("Committed: \(listings.moment(info.committed))") }
      return lines
    }
  }
}
