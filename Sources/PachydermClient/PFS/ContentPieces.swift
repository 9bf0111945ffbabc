import DataRepository

/// The bytes of a file in pieces of one size, the last one smaller.
actor ContentPieces {
  private var source: AsyncThrowingStream<Bytes, any Error>.Iterator
  private let size: Int
  private var waiting: ArraySlice<UInt8> = []

  init(_ source: AsyncThrowingStream<Bytes, any Error>, size: Int) {
    self.source = source.makeAsyncIterator()
    self.size = size
  }

  /// The next piece; nil at the end, at once for an empty file.
  func next() async throws -> Bytes? {
    while waiting.count < size {
      var source = self.source
      let more = try await source.next(isolation: self)
      self.source = source
      guard let more else { break }
      waiting += more
    }
    let piece = Bytes(waiting.prefix(size))
    waiting = waiting.dropFirst(piece.count)
    return piece.isEmpty ? nil : piece
  }
}

extension FileContent {
  var size: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .staged(let staged): staged.size
    }
  }
}
