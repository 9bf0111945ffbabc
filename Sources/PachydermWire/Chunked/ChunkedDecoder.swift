package import DataRepository

/// Takes the envelope off an aws-chunked body as it arrives, in pieces cut anywhere.
///
/// A chunk is `size-in-hex[;chunk-signature=…]`, CRLF, the bytes, CRLF; a chunk of size 0 ends
/// them, and trailers and an empty line follow (AWS, "Signature calculations … transferring payload
/// in multiple chunks").
package struct ChunkedDecoder {
  /// Chunk heads and trailers longer than this are refused.
  package static let longestLine = 4096
  private static let mostTrailers = 16

  private enum State {
    case head
    case data(left: Int)
    case dataEnd
    case trailers
    case done
  }

  /// Header names in lower case; complete once `isDone`.
  package private(set) var trailers: [String: String] = [:]
  private var state = State.head
  private var line = Bytes()
  private var signing: SigV4.ChunkSigning?
  private var chunkSignature = ""
  private var chunkHash = Digest(.sha256)
  private var trailerText = Bytes()

  /// - Parameter signing: when given, every chunk, and the trailers if there are any, must be
  ///   signed.
  package init(signing: SigV4.ChunkSigning? = nil) {
    self.signing = signing
  }

  /// Whether the envelope ended as it should.
  package var isDone: Bool {
    if case .done = state { true } else { false }
  }

  /// Appends the contents in `bytes` to `out`.
  /// - Throws: `signatureDoesNotMatch`, or `incompleteBody` for a broken envelope. What came out
  ///   before must then be thrown away.
  package mutating func decode(_ bytes: Bytes, into out: inout Bytes) throws(S3Error) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if isDone { throw Self.broken }
      if case .data(let left) = state {
        let piece = rest.prefix(left)
        rest = rest.dropFirst(piece.count)
        out += piece
        if signing != nil { chunkHash.update(piece) }
        state = left == piece.count ? .dataEnd : .data(left: left - piece.count)
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        line += rest
        rest = []
        guard line.count <= Self.longestLine else { throw Self.broken }
        continue
      }
      line += rest[..<end]
      rest = rest[(end + 1)...]
      guard line.count <= Self.longestLine else { throw Self.broken }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      try take(line)
      line.removeAll(keepingCapacity: true)
    }
  }

  private static let broken = S3Error(
    .incompleteBody, "The aws-chunked encoding of the body is broken.")

  private mutating func take(_ line: Bytes) throws(S3Error) {
    switch state {
    case .head: try beginChunk(line)
    case .dataEnd:
      guard line.isEmpty else { throw Self.broken }
      try checkChunk()
      state = .head
    case .trailers:
      if line.isEmpty { try finish() } else { try takeTrailer(line) }
    case .data, .done: throw Self.broken
    }
  }

  private mutating func beginChunk(_ line: Bytes) throws(S3Error) {
    let parts = line.split(separator: UInt8(ascii: ";"), maxSplits: 1)
    let size = parts.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard !size.isEmpty, size.utf8.count <= 15, !size.hasPrefix("+"), !size.hasPrefix("-"),
      let count = Int(size, radix: 16)
    else { throw Self.broken }
    let prefix = "chunk-signature="
    let extra = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
    chunkSignature = extra.hasPrefix(prefix) ? String(extra.dropFirst(prefix.count)) : ""
    if count == 0 {
      try checkChunk()
      state = .trailers
    } else {
      state = .data(left: count)
    }
  }

  private mutating func checkChunk() throws(S3Error) {
    guard let wanted = signing?.chunk(hash: chunkHash.finish().hex) else { return }
    guard equalInConstantTime(Bytes(wanted.utf8), Bytes(chunkSignature.utf8)) else {
      throw S3Error(.signatureDoesNotMatch)
    }
  }

  private mutating func takeTrailer(_ line: Bytes) throws(S3Error) {
    let halves = line.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, trailers.count < Self.mostTrailers else { throw Self.broken }
    let name = String(decoding: halves[0], as: UTF8.self).lowercased()
    let value = String(decoding: halves[1].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    trailers[name] = value
    if name != "x-amz-trailer-signature" { trailerText += Bytes("\(name):\(value)\n".utf8) }
  }

  private mutating func finish() throws(S3Error) {
    state = .done
    guard signing != nil, !trailers.isEmpty else { return }
    let wanted = signing?.trailer(hash: Digest.of(trailerText, .sha256).hex) ?? ""
    let signature = trailers["x-amz-trailer-signature"] ?? ""
    guard equalInConstantTime(Bytes(wanted.utf8), Bytes(signature.utf8)) else {
      throw S3Error(.signatureDoesNotMatch)
    }
  }
}
