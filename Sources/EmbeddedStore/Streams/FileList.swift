import DataRepository
import GRDB

/// A listing under way: a place in a tree, and what passes.
struct FileList: Sendable {
  /// Entries of a full page.
  static let pageSize = 1024

  private(set) var cursor: TreeCursor?
  private var tree: Slot?
  private let prefix: Bytes
  private let depth: ListRequest.Depth
  private let after: Key?
  private var left: Int
  /// Small at first: many only want the beginning.
  private var pageSize = 64

  init(_ request: ListRequest) {
    var prefix = Bytes(request.prefix.utf8)
    if prefix.first != slash { prefix.insert(slash, at: 0) }
    self.prefix = prefix
    depth = request.depth
    after = request.after.map { Key(bytes: Bytes($0.utf8)) }
    left = max(0, request.limit ?? Int.max)
  }

  /// The directory that `prefix` ends in, with its `/`.
  private var directory: Bytes {
    Bytes(prefix[...(prefix.lastIndex(of: slash) ?? 0)])
  }

  /// Goes to the first entry.
  mutating func start(_ tree: TreeReader) throws {
    self.tree = tree.root
    var first = Key(bytes: prefix)
    if let after, first <= after { first = after.successor }
    cursor = try tree.cursor(from: first)
  }

  mutating func page(_ database: Database, _ access: NodeAccess) throws -> Page<FileList, FileInfo>
  {
    let times = CommitTimes(database: database)
    let reader = TreeReader(root: tree, access: access)
    let wanted = min(left, pageSize)
    var found: [FileInfo] = []
    found.reserveCapacity(wanted)
    while found.count < wanted, let slot = cursor?.current, slot.key.hasPrefix(prefix) {
      if let child = childDirectory(of: slot.key) {
        if let info = try info(child, reader) { found.append(info) }
        cursor = try reader.cursor(from: child.endOfDirectory)
      } else {
        found.append(try times.info(slot))
        cursor?.advance()
        try cursor?.descend(to: 0, access)
      }
    }
    left -= found.count
    pageSize = min(pageSize * 4, Self.pageSize)
    return Page(elements: found, next: found.count < wanted || left == 0 ? nil : self)
  }

  /// The directory of the listed level that a file further down is in.
  private func childDirectory(of key: Key) -> Key? {
    guard depth == .directories else { return nil }
    let start = directory.count
    return key.bytes[start...].firstIndex(of: slash).map { Key(bytes: Bytes(key.bytes[..<$0])) }
  }

  private func info(_ directory: Key, _ tree: TreeReader) throws -> FileInfo? {
    if let after, Key(bytes: directory.directoryPrefix) <= after { return nil }
    return try tree.directory(directory).map { FileInfo(directory: directory, $0) }
  }
}
