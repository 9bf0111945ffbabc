import DataRepository
import PachydermWire

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
  private let files: ResultReader<PFS.FileInfo>
  private let filter: ListFilter
  private var left: Int

  init(files: ResultReader<PFS.FileInfo>, filter: ListFilter) {
    self.files = files
    self.filter = filter
    left = filter.limit
  }

  func next() async throws -> FileInfo? {
    do {
      while left > 0, let message = try await files.next() {
        let file = FileInfo(message)
        guard filter.passes(file) else { continue }
        left -= 1
        return file
      }
    } catch let error as StoreError where error.code == .fileNotFound {
      // Nothing begins with the prefix.
    }
    return nil
  }
}

/// A file's bytes up to a length, in pieces of at most 1 MiB; messages may be larger.
actor RangeReader {
  private let pieces: ResultReader<WireBytes>
  private var left: Int
  private var waiting: ArraySlice<UInt8> = []

  init(pieces: ResultReader<WireBytes>, left: Int) {
    self.pieces = pieces
    self.left = left
  }

  func next() async throws -> Bytes? {
    while left > 0, waiting.isEmpty {
      guard let piece = try await pieces.next() else { return nil }
      waiting = piece.bytes[...]
    }
    let piece = Bytes(waiting.prefix(min(left, 1 << 20)))
    waiting = waiting.dropFirst(piece.count)
    left -= piece.count
    return piece.isEmpty ? nil : piece
  }
}

/// Files as additions to an empty tree.
actor Additions {
  private var files: AsyncThrowingStream<FileInfo, any Error>.Iterator

  init(_ files: AsyncThrowingStream<FileInfo, any Error>) {
    self.files = files.makeAsyncIterator()
  }

  func next() async throws -> FileDifference? {
    var files = self.files
    let file = try await files.next(isolation: self)
    self.files = files
    return file.map { FileDifference(path: $0.path, old: nil, new: $0) }
  }
}

extension AsyncThrowingStream<FileInfo, any Error> {
  var differences: Additions { Additions(self) }
}
