import DataRepository

/// What of a directory's listing passes a request; paths are compared as bytes.
struct ListFilter: Sendable {
  private let request: ListRequest
  private let prefix: String

  init(_ request: ListRequest) {
    self.request = request
    prefix = request.prefix.hasPrefix("/") ? request.prefix : "/" + request.prefix
  }

  var limit: Int { request.limit ?? .max }

  /// The directory that the prefix ends in.
  var directory: String { String(prefix[...(prefix.lastIndex(of: "/") ?? prefix.startIndex)]) }

  func passes(_ file: FileInfo) -> Bool {
    // A walk tells of directories, too, and both of the directory itself.
    guard request.depth == .directories || file.kind == .file, file.path != directory,
      file.path.utf8.starts(with: prefix.utf8)
    else { return false }
    return request.after.map { $0.utf8.lexicographicallyPrecedes(file.path.utf8) } ?? true
  }
}

/// A listing as it passes a filter.
actor FilteredList {
  private var files: AsyncThrowingStream<FileInfo, any Error>.Iterator
  private let filter: ListFilter
  private var left: Int

  init(files: AsyncThrowingStream<FileInfo, any Error>, filter: ListFilter) {
    self.files = files.makeAsyncIterator()
    self.filter = filter
    left = filter.limit
  }

  func next() async throws -> FileInfo? {
    do {
      while left > 0, let file = try await fetch() {
        guard filter.passes(file) else { continue }
        left -= 1
        return file
      }
    } catch let error as StoreError where error.code == .fileNotFound {
      // Nothing begins with the prefix.
    }
    return nil
  }

  private func fetch() async throws -> FileInfo? {
    var files = self.files
    let file = try await files.next(isolation: self)
    self.files = files
    return file
  }
}

/// A file's bytes up to a length, in pieces of at most 1 MiB; messages may be larger.
actor RangeReader {
  private var pieces: AsyncThrowingStream<Bytes, any Error>.Iterator
  private var left: Int
  private var waiting: ArraySlice<UInt8> = []

  init(pieces: AsyncThrowingStream<Bytes, any Error>, left: Int) {
    self.pieces = pieces.makeAsyncIterator()
    self.left = left
  }

  func next() async throws -> Bytes? {
    while left > 0, waiting.isEmpty {
      var pieces = self.pieces
      let piece = try await pieces.next(isolation: self)
      self.pieces = pieces
      guard let piece else { return nil }
      waiting = piece[...]
    }
    let piece = Bytes(waiting.prefix(min(left, 1 << 20)))
    waiting = waiting.dropFirst(piece.count)
    left -= piece.count
    return piece.isEmpty ? nil : piece
  }
}
