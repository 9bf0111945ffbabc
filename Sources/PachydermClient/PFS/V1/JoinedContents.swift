import DataRepository

/// Files whose contents come one after another, told apart by their sizes.
actor JoinedContents {
  private var files: ArraySlice<FileInfo>
  private var pieces: AsyncThrowingStream<Bytes, any Error>.Iterator
  private var waiting: ArraySlice<UInt8> = []

  init(_ files: [FileInfo], _ pieces: AsyncThrowingStream<Bytes, any Error>) {
    self.files = files[...]
    self.pieces = pieces.makeAsyncIterator()
  }

  /// - Throws: when there is more or less than the sizes tell.
  func next() async throws -> FileContents? {
    guard let file = files.popFirst() else {
      guard try await !fetch(), waiting.isEmpty else { throw Self.mismatch }
      return nil
    }
    while waiting.count < file.size {
      guard try await fetch() else { throw Self.mismatch }
    }
    let bytes = Bytes(waiting.prefix(file.size))
    waiting = waiting.dropFirst(file.size)
    return FileContents(path: file.path, hash: file.hash, bytes: bytes)
  }

  private func fetch() async throws -> Bool {
    var pieces = self.pieces
    let piece = try await pieces.next(isolation: self)
    self.pieces = pieces
    guard let piece else { return false }
    waiting += piece
    return true
  }

  private static let mismatch = StoreError(
    .failed, "GetFile", "the contents of several files do not add up to their sizes")
}
