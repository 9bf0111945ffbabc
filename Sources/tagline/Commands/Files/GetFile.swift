import ArgumentParser
import DataRepository
import LabelCore

struct GetFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Print a file, or write a whole directory below a local one.",
    discussion: """
      Example: tagline get file -r labeled_data@v1:/ -o labeled_data/

      A pattern prints all files that fit, one after the other.
      """)

  @Argument(help: "repo@branch-or-commit:/path.", transform: RefArgument.file)
  var file: FileRef

  @Flag(name: .shortAndLong, help: "Everything below a directory; needs -o.")
  var recursive = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Write here.", valueName: "path"))
  var output: String?

  @Option(name: .shortAndLong, help: .hidden)
  var parallelism: Int?

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func validate() throws {
    if recursive, output == nil {
      throw ValidationError(
        "an output path needs to be specified when using the --recursive flag (-o DIR)")
    }
    if !recursive, file.path == nil {
      throw ValidationError("name the file: \(file.commit):/path")
    }
  }

  func run() async throws {
    let context = CommandContext(common)
    let store = try await context.openStore()
    if recursive, let output {
      let files = FileTree(store: store, commit: file.commit)
      try await TreeDownload(
        tree: files, target: Paths.absolute(output, in: context.directory)
      ).write(file.pathOrRoot)
      return
    }
    let paths = try await self.paths(in: store)
    if let output {
      try await write(paths, of: store, to: Paths.absolute(output, in: context.directory))
    } else {
      try await print(paths, of: store, on: context.console)
    }
  }

  /// The files meant; a directory is none.
  private func paths(in store: any VersionedStore) async throws -> [String] {
    let path = file.pathOrRoot
    if Glob.isPattern(path) {
      var paths: [String] = []
      for try await entry in try FileTree(store: store, commit: file.commit).matches(path)
      where entry.kind == .file { paths.append(entry.path) }
      guard !paths.isEmpty else {
        throw Failure(.nothing, "no file of \(file.commit) fits \(path)")
      }
      return paths
    }
    guard try await store.inspectFile(path, at: file.commit).kind == .file else {
      throw Failure.usage("\(path) is a directory; get it with -r and -o DIR")
    }
    return [path]
  }

  private func print(
    _ paths: [String], of store: any VersionedStore, on console: Console
  ) async throws {
    for path in paths {
      let pieces = store.readFile(path, at: file.commit, offset: 0, length: nil)
      for try await piece in pieces { try console.writeData(piece) }
    }
    try console.flush()
  }

  private func write(
    _ paths: [String], of store: any VersionedStore, to output: String
  ) async throws {
    let target = LocalFiles.isDirectory(output) ? "\(output)/\(Paths.name(paths[0]))" : output
    try await LocalFiles.write(to: target) { file in
      for path in paths {
        let pieces = store.readFile(path, at: self.file.commit, offset: 0, length: nil)
        for try await piece in pieces { try file.append(piece) }
      }
    }
  }
}
