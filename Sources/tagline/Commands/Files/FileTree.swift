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

  /// Files and directories that fit a pattern, in byte order.
  /// - Throws: wrong use when the pattern makes no sense.
  func matches(_ pattern: String) throws -> Entries {
    let glob = try Glob(pattern)
    // Only full names before the pattern can be sought: `/a*` begins in `/`.
    let known = glob.literalPrefix
    let start = String(known[...(known.lastIndex(of: "/") ?? known.startIndex)])
    let (entries, continuation) = Entries.makeStream()
    let task = Task {
      do {
        try await walk(start, glob) { continuation.yield($0) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    continuation.onTermination = { _ in task.cancel() }
    return entries
  }

  /// One level at a time, so that a directory is seen as one and its size known.
  private func walk(
    _ directory: String, _ glob: Glob, _ found: (FileInfo) -> Void
  ) async throws {
    for try await entry in store.listFiles(
      ListRequest(prefix: directory, depth: .directories), at: commit)
    {
      if glob.matches(entry.displayPath) { found(entry) }
      if entry.kind == .directory { try await walk(entry.path, glob, found) }
    }
  }
}
