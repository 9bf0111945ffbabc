import DataRepository

/// A frame of HTTP/2 (RFC 9113, section 4).
struct HTTP2Frame: Equatable, Sendable {
  enum Kind: UInt8, Sendable {
    case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate
    case continuation
  }

  /// Flags, where a kind has them.
  static let endStream: UInt8 = 1
  static let acknowledges: UInt8 = 1
  static let endHeaders: UInt8 = 4
  static let isPadded: UInt8 = 8
  static let hasPriority: UInt8 = 32

  /// The largest payload that is taken, and sent unless the peer takes more.
  static let standardSize = 16384

  /// Nil for a kind that is not known and to be ignored.
  var kind: Kind?
  var flags: UInt8 = 0
  var stream: UInt32 = 0
  var payload = Bytes()

  func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

  var bytes: Bytes {
    Self.number(payload.count, 3) + [kind?.rawValue ?? 0, flags] + Self.number(Int(stream), 4)
      + payload
  }

  /// Big-endian.
  static func number(_ value: Int, _ width: Int) -> Bytes {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func number(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}

/// Cuts a stream of bytes, in pieces of any size, into frames.
struct HTTP2FrameReader: Sendable {
  private var waiting = Bytes()

  /// Whether nothing came yet, or what came begins no frame of HTTP/2 but an answer of HTTP/1.
  private(set) var beginning = Bytes()

  /// The frames that are complete with these bytes.
  mutating func take(_ bytes: Bytes) throws(HTTP2Error) -> [HTTP2Frame] {
    if beginning.count < 9 { beginning += bytes.prefix(9 - beginning.count) }
    guard !beginning.starts(with: Bytes("HTTP/".utf8)) else { throw .notHTTP2 }
    waiting += bytes
    var frames: [HTTP2Frame] = []
    var start = 0
    while waiting.count - start >= 9 {
      let size = HTTP2Frame.number(waiting[start..<start + 3])
      guard size <= HTTP2Frame.standardSize else { throw .broken("a frame of \(size) bytes") }
      guard waiting.count - start >= 9 + size else { break }
      frames.append(
        HTTP2Frame(
          kind: HTTP2Frame.Kind(rawValue: waiting[start + 3]), flags: waiting[start + 4],
          stream: UInt32(HTTP2Frame.number(waiting[start + 5..<start + 9]) & 0x7fff_ffff),
          payload: Bytes(waiting[start + 9..<start + 9 + size])))
      start += 9 + size
    }
    waiting.removeFirst(start)
    return frames
  }
}

/// Why what a server sends cannot be read on.
package enum HTTP2Error: Error, Equatable, Sendable {
  /// It speaks something else, such as HTTP/1.
  case notHTTP2
  /// It breaks the protocol; says how.
  case broken(String)
}
