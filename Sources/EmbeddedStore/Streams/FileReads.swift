import DataRepository
import GRDB
import LabelCore

/// One file being read, piece by piece.
struct FileRead: Sendable {
  var offset: Int
  var left: Int
  private(set) var hash: ContentHash?

  init(offset: Int, left: Int) {
    self.offset = max(0, offset)
    self.left = max(0, left)
  }

  mutating func start(
    _ key: Key, _ commit: CommitRef, in store: EmbeddedStore, _ database: Database
  ) throws {
    let found = try StoreRows(database: database).commit(commit)
    guard let file = try store.tree(of: found, database).file(key) else {
      throw EmbeddedStore.fileNotFound(key, at: found)
    }
    hash = file.hash
    left = min(left, max(0, file.totals.size - offset))
  }

  mutating func page(_ contents: ContentRows) throws -> Page<FileRead, Bytes> {
    guard let hash, left > 0 else { return Page(elements: [], next: nil) }
    let piece = try contents.read(hash, from: offset, limit: min(left, ContentRows.pieceSize))
    guard !piece.isEmpty else {
      throw StoreError(.failed, hash.hex, "content \(hash.hex) is shorter than its size says")
    }
    offset += piece.count
    left -= piece.count
    return Page(elements: [piece], next: left > 0 ? self : nil)
  }
}

/// Many small files being read, a few at a time.
struct ManyRead: Sendable {
  var rest: ArraySlice<String>
  var commit: CommitRef?

  /// A page ends after so many files or bytes.
  private static let pageSize = 256
  private static let pageBytes = 1 << 20

  init(rest: ArraySlice<String>) {
    self.rest = rest
  }

  mutating func page(_ tree: TreeReader, _ contents: ContentRows) throws -> Page<
    ManyRead, FileContents
  > {
    var found: [FileContents] = []
    var size = 0
    while found.count < Self.pageSize, size < Self.pageBytes, let path = rest.popFirst() {
      guard let file = try tree.file(Key(path: path)) else { continue }
      let bytes = try contents.whole(file.hash)
      size += bytes.count
      found.append(FileContents(path: file.key.text, hash: file.hash.hex, bytes: bytes))
    }
    return Page(elements: found, next: rest.isEmpty ? nil : self)
  }
}
