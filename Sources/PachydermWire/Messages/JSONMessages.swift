package import DataRepository

/// Cuts a stream of bytes into the JSON objects that stand in it one after another, with white
/// space or nothing between them.
package struct JSONMessages: Sendable {
  private let limit: Int
  private var message = Bytes()
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// - Parameter limit: largest message in bytes.
  package init(limit: Int = 32 << 20) {
    self.limit = limit
  }

  /// Whether the bytes so far end between two messages.
  package var isBetween: Bool { depth == 0 && message.isEmpty }

  /// The messages that are complete with these bytes.
  /// - Throws: a `WireError` for what begins no object, or a message over the limit.
  package mutating func take(_ bytes: Bytes) throws(WireError) -> [Bytes] {
    var complete: [Bytes] = []
    var start = 0
    for (place, byte) in bytes.enumerated() {
      if depth == 0 {
        if Self.isSpace(byte) { continue }
        guard byte == UInt8(ascii: "{") else { throw WireError("a message must be an object") }
        (depth, start) = (1, place)
      } else if step(byte) {
        complete.append(message + bytes[start...place])
        message = []
      }
    }
    if depth > 0 { message += bytes[start...] }
    guard message.count <= limit, complete.allSatisfy({ $0.count <= limit }) else {
      throw WireError("a message is larger than \(limit) bytes")
    }
    return complete
  }

  /// Takes a byte inside a message; true when it was its last.
  private mutating func step(_ byte: UInt8) -> Bool {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
    return depth == 0
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
