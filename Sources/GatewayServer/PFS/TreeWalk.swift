import DataRepository
import LabelCore

/// A directory with all below it, directories before what is in them, in byte order; the store
/// lists files only.
actor TreeWalk {
  private let store: any VersionedStore
  private let commit: CommitRef
  private let root: String
  private var files: AsyncThrowingStream<FileInfo, any Error>.Iterator?
  private var waiting: ArraySlice<FileInfo> = []
  /// The file or directory given out last.
  private var last = ""

  /// - Parameter root: a file or directory.
  init(_ root: String, at commit: CommitRef, of store: any VersionedStore) {
    self.root = root
    self.commit = commit
    self.store = store
  }

  /// - Throws: `fileNotFound` at first when there is no `root`.
  func next() async throws -> FileInfo? {
    if files == nil { try await start() }
    if waiting.isEmpty, let file = try await nextFile() { try await take(file) }
    guard let next = waiting.popFirst() else { return nil }
    last = next.path
    return next
  }

  private func start() async throws {
    let info = try await store.inspectFile(root, at: commit)
    waiting = [info]
    last = info.path
    files =
      (info.kind == .file
      ? AsyncThrowingStream { nil }
      : store.listFiles(ListRequest(prefix: info.path), at: commit)).makeAsyncIterator()
  }

  private func nextFile() async throws -> FileInfo? {
    var files = self.files
    let file = try await files?.next(isolation: self)
    self.files = files
    return file
  }

  private func take(_ file: FileInfo) async throws {
    var path = ""
    for name in file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      path += name + "/"
      guard !Self.isWithin(last, path), !Self.isWithin(root, path) else { continue }
      waiting.append(try await store.inspectFile(path, at: commit))
    }
    waiting.append(file)
  }

  private static func isWithin(_ path: String, _ directory: String) -> Bool {
    path.utf8.starts(with: directory.utf8)
  }
}
