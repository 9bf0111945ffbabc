import DataRepository

/// The files of a tar archive (POSIX.1-2001, "ustar" and "pax Interchange Format") with their bytes,
/// one by one as it arrives.
actor TarReader {
  private static let blockSize = 512

  private var source: AsyncThrowingStream<Bytes, any Error>.Iterator
  private var waiting: ArraySlice<UInt8> = []
  /// From an extended header, for the entry behind it.
  private var longPath: String?
  private var largeSize: Int?

  init(_ pieces: AsyncThrowingStream<Bytes, any Error>) {
    source = pieces.makeAsyncIterator()
  }

  /// The next file; nil at the end.
  func next() async throws -> (path: String, bytes: Bytes)? {
    while let header = try await take(Self.blockSize, isEndAllowed: true) {
      guard header.contains(where: { $0 != 0 }) else { return nil }
      let size = try largeSize ?? Self.octal(header[124..<136])
      let path = longPath ?? Self.path(header)
      let type = header[156]
      let body = try await body(size)
      if type == UInt8(ascii: "x") {
        try readExtension(body)
        continue
      }
      (longPath, largeSize) = (nil, nil)
      if type == UInt8(ascii: "0") || type == 0 { return (path, body) }
    }
    return nil
  }

  private func body(_ size: Int) async throws -> Bytes {
    let padded = (size + Self.blockSize - 1) / Self.blockSize * Self.blockSize
    guard let blocks = try await take(padded, isEndAllowed: false) else { return [] }
    return Bytes(blocks.prefix(size))
  }

  private func take(_ count: Int, isEndAllowed: Bool) async throws -> Bytes? {
    while waiting.count < count {
      var source = self.source
      let more = try await source.next(isolation: self)
      self.source = source
      guard let more else {
        if waiting.isEmpty && isEndAllowed { return nil }
        throw Self.broken("it ends within an entry")
      }
      waiting += more
    }
    let bytes = Bytes(waiting.prefix(count))
    waiting = waiting.dropFirst(count)
    return bytes
  }

  private static func path(_ header: Bytes) -> String {
    let prefix = text(header[345..<500])
    let isUstar = header[257..<262].elementsEqual("ustar".utf8)
    return isUstar && !prefix.isEmpty ? prefix + "/" + text(header[0..<100]) : text(header[0..<100])
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func octal(_ field: ArraySlice<UInt8>) throws -> Int {
    let digits = String(decoding: field.filter { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
    guard let size = digits.isEmpty ? 0 : Int(digits, radix: 8) else {
      throw broken("an entry has no size")
    }
    return size
  }

  /// Records `LENGTH KEY=VALUE\n`.
  private func readExtension(_ records: Bytes) throws {
    var rest = records[...]
    while let space = rest.firstIndex(of: 0x20) {
      let digits = String(decoding: rest[..<space], as: UTF8.self)
      guard let length = Int(digits), length > digits.utf8.count + 1, length <= rest.count else {
        throw Self.broken("an extended header makes no sense")
      }
      let record = String(
        decoding: rest[rest.index(after: space)..<rest.startIndex + length - 1], as: UTF8.self)
      if record.hasPrefix("path=") { longPath = String(record.dropFirst(5)) }
      if record.hasPrefix("size=") { largeSize = Int(record.dropFirst(5)) }
      rest = rest.dropFirst(length)
    }
  }

  private static func broken(_ what: String) -> StoreError {
    StoreError(.failed, "GetFileTAR", "pachd's archive cannot be read: \(what)")
  }
}
