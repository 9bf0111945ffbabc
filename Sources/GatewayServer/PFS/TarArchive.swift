import DataRepository
import LabelCore

/// Files and directories as a tar archive, piece by piece as it is read. A directory brings all
/// that is below it.
actor TarArchive {
  /// Files up to this size are read many at once.
  private static let smallFile = 64 << 10
  private static let filesAtOnce = 256
  private static let bytesAtOnce = 1 << 20

  private let entries: Lookahead<FileInfo>
  private let store: any VersionedStore
  private let commit: CommitRef
  private var below: TreeWalk?
  private var body: Lookahead<Bytes>?
  private var bodySize = 0
  /// Found behind small files, and still to be written.
  private var held: FileInfo?
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
    if Self.isSmall(entry) { return try await smallFiles(from: entry) }
    if entry.kind == .file {
      body = Lookahead(store.readFile(entry.path, at: commit, offset: 0, length: nil))
      bodySize = entry.size
    }
    return Self.header(of: entry)
  }

  private static func isSmall(_ entry: FileInfo) -> Bool {
    entry.kind == .file && entry.size <= smallFile
  }

  private static func header(of entry: FileInfo) -> Bytes {
    TarHeader(
      path: entry.path, isDirectory: entry.kind == .directory,
      size: entry.kind == .file ? entry.size : 0, modified: Int(entry.committed ?? 0)
    ).bytes
  }

  /// This entry and small files behind it, as one piece.
  private func smallFiles(from first: FileInfo) async throws -> Bytes {
    var files = [first]
    var size = first.size
    while files.count < Self.filesAtOnce, size < Self.bytesAtOnce, let entry = try await nextEntry()
    {
      guard Self.isSmall(entry) else {
        held = entry
        break
      }
      files.append(entry)
      size += entry.size
    }
    var piece = Bytes()
    piece.reserveCapacity(size + files.count * 2 * TarHeader.blockSize)
    var rest = files[...]
    for try await contents in store.readFiles(files.map(\.path), at: commit) {
      // One that went while it was read, where nothing pins the commit, is passed over.
      while var file = rest.popFirst() {
        guard file.path.utf8.elementsEqual(contents.path.utf8) else { continue }
        file.size = contents.bytes.count
        piece += Self.header(of: file) + contents.bytes + TarHeader.padding(after: file.size)
        break
      }
    }
    return piece
  }

  private func nextEntry() async throws -> FileInfo? {
    if let entry = held {
      held = nil
      return entry
    }
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
