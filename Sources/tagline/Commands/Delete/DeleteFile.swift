import ArgumentParser
import DataRepository
import LabelCore

struct DeleteFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Delete a file, a directory, or what fits a pattern, in one commit.",
    discussion: "Example: tagline delete file raw_data@master:/test-example.json")

  @Argument(help: "The file, as repo@branch:/path.", transform: RefArgument.file)
  var file: FileRef

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
    let paths = try await matching(file.pathOrRoot, in: store)
    _ = try await store.commit(
      paths.map { .delete(path: $0) }, to: file.branch, description: message, ifHead: nil)
  }

  private func matching(_ path: String, in store: any VersionedStore) async throws -> [String] {
    guard Glob.isPattern(path) else { return [path] }
    var paths: [String] = []
    for try await entry in try FileTree(store: store, commit: file.commit).matches(path) {
      paths.append(entry.displayPath)
    }
    guard !paths.isEmpty else {
      throw Failure(.nothing, "no file of \(file.commit) fits \(path)")
    }
    return paths
  }
}
