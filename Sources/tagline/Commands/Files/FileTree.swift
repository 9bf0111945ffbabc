import DataRepository
import LabelCore

/// The files of one commit as commands name them: by path or by pattern.
struct FileTree: Sendable {
  let store: any VersionedStore
  let commit: CommitRef

  typealias Entries = AsyncThrowingStream<FileInfo, any Error>

  /// The file itself, or what the directory holds.
  /// - Throws: `fileNotFound` when there is nothing at the path.
  func entries(at path: String, isRecursive: Bool) async throws -> Entries {
    let depth: ListRequest.Depth = isRecursive ? .recursive : .directories
    if path != "/" {
      let info = try await store.inspectFile(path, at: commit)
      guard info.kind == .directory else {
        return Entries { continuation in
          continuation.yield(info)
          continuation.finish()
        }
      }
    }
    let prefix = path == "/" ? path : path + "/"
    return store.listFiles(ListRequest(prefix: prefix, depth: depth), at: commit)
  }
}
