import ArgumentParser
import DataRepository

struct DeleteFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Delete a file or directory, in one commit.",
    discussion: "Example: tagline delete file raw_data@master:/test-example.json")

  @Argument(help: "The file, as repo@branch:/path.")
  var file: FileArgument

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message = ""

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    guard let path = file.path, path != "/" else {
      throw ValidationError("name the file: \(file.branch):/path")
    }
  }

  func run() async throws {
    let store = try await CommandContext(common).openStore()
    _ = try await store.commit(
      [.delete(path: file.pathOrRoot)], to: file.branch, description: message, ifHead: nil)
  }
}
