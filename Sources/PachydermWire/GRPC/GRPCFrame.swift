package import DataRepository

/// A length-prefixed message (gRPC over HTTP/2, "Length-Prefixed-Message"): a flag that says whether
/// the message is compressed, its length in four bytes, and the message.
package enum GRPCFrame {
  /// Bytes before a message.
  package static let prefixSize = 5
  /// The largest message that pachd takes, of all releases.
  package static let largestSent = 20 << 20
  /// The largest message taken from pachd: one with 20 MiB of a file in it is a little longer.
  package static let largestReceived = largestSent + 1 << 16

  /// The five bytes before an uncompressed message of `count` bytes.
  package static func prefix(of count: Int) -> Bytes {
    [0] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }
}

/// Why bytes are no frames.
package enum GRPCFrameError: Error, Equatable, Sendable {
  /// A message is compressed, which was not asked for.
  case compressed
  /// The first byte is neither 0 nor 1.
  case flag(UInt8)
  /// A message of `size` bytes.
  case tooLarge(size: Int, limit: Int)
}

/// Cuts a stream of bytes, in pieces of any size, into the messages of its frames.
package struct GRPCFrameReader: Sendable {
  private let limit: Int
  private var prefix = Bytes()
  private var message = Bytes()
  /// Bytes that the message still lacks; nil between messages and in a prefix.
  private var missing: Int?

  /// - Parameter limit: largest message in bytes; nothing is kept of a larger one.
  package init(limit: Int = GRPCFrame.largestReceived) {
    self.limit = limit
  }

  /// Whether the bytes so far end between two frames.
  package var isBetween: Bool { prefix.isEmpty && missing == nil }

  /// The messages that are complete with these bytes.
  package mutating func take(_ bytes: Bytes) throws(GRPCFrameError) -> [Bytes] {
    var complete: [Bytes] = []
    var rest = bytes[...]
    while true {
      if missing == nil, !(try readPrefix(&rest)) { return complete }
      guard let lacking = missing else { return complete }
      let piece = rest.prefix(lacking)
      message += piece
      rest = rest.dropFirst(piece.count)
      missing = lacking - piece.count
      guard missing == 0 else { return complete }
      complete.append(message)
      (message, missing) = ([], nil)
    }
  }

  /// True when the prefix is complete.
  private mutating func readPrefix(_ rest: inout ArraySlice<UInt8>) throws(GRPCFrameError) -> Bool {
    let piece = rest.prefix(GRPCFrame.prefixSize - prefix.count)
    prefix += piece
    rest = rest.dropFirst(piece.count)
    guard prefix.count == GRPCFrame.prefixSize else { return false }
    guard prefix[0] != 1 else { throw .compressed }
    guard prefix[0] == 0 else { throw .flag(prefix[0]) }
    let size = prefix[1...].reduce(0) { $0 << 8 | Int($1) }
    guard size <= limit else { throw .tooLarge(size: size, limit: limit) }
    (prefix, missing) = ([], size)
    return true
  }
}
