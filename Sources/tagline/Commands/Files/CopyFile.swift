import ArgumentParser
import DataRepository
import LabelCore

struct CopyFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Copy a file or directory to another branch or path, in one commit.",
    discussion: """
      Example: tagline copy file raw_data@master:/mail raw_data@small:/mail

      Onto a file that is there the content is added at its end, as pachctl 1.13 does; -o replaces it.
      """)

  @Argument(help: "What to copy, as repo@branch-or-commit:/path.", transform: RefArgument.file)
  var source: FileRef

  @Argument(
    help: "Where to, as repo@branch:/path; the same path when none is given.",
    transform: RefArgument.file)
  var target: FileRef

  @Flag(name: .shortAndLong, help: "Replace what is there.")
  var overwrite = false

  @Option(name: .shortAndLong, help: "The commit's description.")
  var message = ""

  @OptionGroup(title: "Everywhere") var common: CommonOptions

  func run() async throws {
    let store = try await CommandContext(common).openStore()
    let from = source.pathOrRoot
    let path = target.path ?? from
    let info = try await store.inspectFile(from, at: source.commit)
    var changes: [FileChange] = overwrite && path != "/" ? [.delete(path: path)] : []
    if !overwrite, info.kind == .file, try await isFile(path, in: store) {
      let body = store.readFile(from, at: source.commit, offset: 0, length: nil)
      changes.append(.append(path: path, content: .staged(try await store.stage(body))))
    } else {
      changes.append(.copy(from: source.commit, source: from, path: path))
    }
    _ = try await store.commit(changes, to: target.branch, description: message, ifHead: nil)
  }

  private func isFile(_ path: String, in store: any VersionedStore) async throws -> Bool {
    do {
      return try await store.inspectFile(path, at: target.commit).kind == .file
    } catch let error as StoreError where error.code.isAbsence {
      return false
    }
  }
}

extension StoreError.Code {
  /// Whether it says that something asked for is not there.
  var isAbsence: Bool {
    switch self {
    case .repoNotFound, .branchNotFound, .commitNotFound, .fileNotFound, .noHead: true
    default: false
    }
  }
}
