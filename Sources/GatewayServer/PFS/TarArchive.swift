import DataRepository
import LabelCore

/// Files and directories as a tar archive, piece by piece as it is read. A directory brings all
/// that is below it.
actor TarArchive {
  private let entries: Lookahead<FileInfo>
  private let store: any VersionedStore
  private let commit: CommitRef
  private var below: TreeWalk?
  private var body: Lookahead<Bytes>?
  private var bodySize = 0
  /// The directory whose tree was written last.
  private var done: String?
  private var isEnded = false

  init(
    entries: AsyncThrowingStream<FileInfo, any Error>, store: any VersionedStore, commit: CommitRef
  ) {
    self.entries = Lookahead(entries)
    self.store = store
    self.commit = commit
  }

  /// - Throws: `missing` when there is nothing to write.
  func begin(orThrow missing: StoreError) async throws {
    guard try await entries.peek() != nil else { throw missing }
  }

  func next() async throws -> Bytes? {
    if let piece = try await body?.next() { return piece }
    if body != nil {
      body = nil
      let padding = TarHeader.padding(after: bodySize)
      if !padding.isEmpty { return padding }
    }
    guard let entry = try await nextEntry() else {
      defer { isEnded = true }
      return isEnded ? nil : Bytes(repeating: 0, count: 2 * TarHeader.blockSize)
    }
    if entry.kind == .file {
      body = Lookahead(store.readFile(entry.path, at: commit, offset: 0, length: nil))
      bodySize = entry.size
    }
    let header = TarHeader(
      path: entry.path, isDirectory: entry.kind == .directory,
      size: entry.kind == .file ? entry.size : 0, modified: Int(entry.committed ?? 0))
    return header.bytes
  }

  private func nextEntry() async throws -> FileInfo? {
    if let entry = try await below?.next() { return entry }
    below = nil
    while let entry = try await entries.next() {
      // The pattern may match inside a directory that it matched itself.
      if let done, entry.path.utf8.starts(with: done.utf8) { continue }
      guard entry.kind == .directory else { return entry }
      done = entry.path
      let walk = TreeWalk(entry.path, at: commit, of: store)
      below = walk
      return try await walk.next()
    }
    return nil
  }
}
