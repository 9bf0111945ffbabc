/// Strings, the longest of which are held once only.
extension JSONParser {
  mutating func string() throws(JSONError) -> JSON {
    let start = position
    position += 1
    let begin = position
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        let text = String(validating: bytes[begin..<position], as: UTF8.self)
        guard let text else { throw error("Invalid UTF-8", at: begin) }
        position += 1
        return .string(text)
      }
      if byte == UInt8(ascii: "\\") { return try unescaped(from: begin, start: start) }
      if byte < 0x20 { throw error("Invalid control character at", at: position) }
      position += 1
    }
    throw error("Unterminated string starting at", at: start)
  }

  /// The slow way, from the first backslash on.
  private mutating func unescaped(from begin: Int, start: Int) throws(JSONError) -> JSON {
    let end = endOfString
    if end - begin > Self.large, let text = largeText(from: begin, to: end) { return .string(text) }
    var text = Array(bytes[begin..<position])
    var hasLoneSurrogate = false
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          // Escapes are ASCII, so what was written must be UTF-8 even where its meaning is not.
          let isWritten = String(validating: bytes[begin..<position - 1], as: UTF8.self) != nil
          if hasLoneSurrogate, isWritten { return .escaped(JSON.escapedText(text)) }
          throw error("Invalid UTF-8", at: begin)
        }
        return .string(string)
      case UInt8(ascii: "\\"):
        let unit = try escape(in: start)
        if unit >= 0xd800 && unit < 0xe000 { hasLoneSurrogate = true }
        text.appendScalar(unit)
      case 0..<0x20: throw error("Invalid control character at", at: position - 1)
      default: text.append(byte)
      }
    }
    throw error("Unterminated string starting at", at: start)
  }

  /// Where the string that is being read ends, or all bytes do.
  private var endOfString: Int {
    var end = position
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(end, bytes.count)
  }

  /// From so many bytes on a string with escapes is read in place.
  private static let large = 1 << 20

  /// A long string, written where it stays, so that it is held once only; nil where anything in it is odd, which the
  /// usual way then names.
  private mutating func largeText(from begin: Int, to end: Int) -> String? {
    let written = UnsafeBufferPointer(rebasing: bytes[begin..<end])
    guard end < bytes.count, (try? UTF8Span(validating: written.span)) != nil else { return nil }
    var reader = self
    var isOdd = false
    let text = String(unsafeUninitializedCapacity: end - begin) { output in
      var count = 0
      reader.position = begin
      while reader.position < end, !isOdd {
        let byte = bytes[reader.position]
        reader.position += 1
        if byte != UInt8(ascii: "\\") {
          isOdd = byte < 0x20
          output[count] = byte
          count += 1
          continue
        }
        guard let unit = try? reader.escape(in: begin), !(0xd800..<0xe000).contains(unit),
          let scalar = Unicode.Scalar(unit)
        else {
          isOdd = true
          break
        }
        // Never longer than its escape.
        for unit in String(scalar).utf8 {
          output[count] = unit
          count += 1
        }
      }
      return count
    }
    guard !isOdd else { return nil }
    position = end + 1
    return text
  }

  /// The code point of the escape whose backslash was taken; a lone surrogate stands for itself.
  private mutating func escape(in start: Int) throws(JSONError) -> UInt32 {
    let backslash = position - 1
    guard let byte = peek else { throw error("Unterminated string starting at", at: start) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt32(byte)
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "u"):
      let unit = try hex(backslash)
      guard unit & 0xfc00 == 0xd800, peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      else { return unit }
      let before = position
      position += 2
      let low = try hex(before)
      if low & 0xfc00 == 0xdc00 { return 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00) }
      position = before
      return unit
    default: throw error("Invalid \\escape", at: backslash)
    }
  }

  private mutating func hex(_ backslash: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Self.hexDigit(byte) else {
        throw error("Invalid \\uXXXX escape", at: backslash + 1)
      }
      value = value << 4 + digit
      position += 1
    }
    return value
  }
}

extension [UInt8] {
  /// Appends UTF-8; a surrogate gets the three bytes that its value would have (as in WTF-8).
  fileprivate mutating func appendScalar(_ value: UInt32) {
    switch value {
    case 0..<0x80: append(UInt8(value))
    case 0x80..<0x800:
      append(UInt8(0xc0 | value >> 6))
      append(UInt8(0x80 | value & 0x3f))
    case 0x800..<0x10000:
      append(UInt8(0xe0 | value >> 12))
      append(UInt8(0x80 | value >> 6 & 0x3f))
      append(UInt8(0x80 | value & 0x3f))
    default:
      append(UInt8(0xf0 | value >> 18))
      append(UInt8(0x80 | value >> 12 & 0x3f))
      append(UInt8(0x80 | value >> 6 & 0x3f))
      append(UInt8(0x80 | value & 0x3f))
    }
  }
}
