/// Why bytes are not JSON, in the words of Python's json module, which Label Studio's users know.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `Expecting value`, `Extra data` and so on.
  package var reason: String
  /// Both from 1; the column and `offset` count characters, as Python does.
  package var line: Int
  package var column: Int
  /// Characters before it.
  package var offset: Int

  package var description: String { "\(reason): line \(line) column \(column) (char \(offset))" }
}

extension JSON {
  /// How deep arrays and objects may nest; deeper input is refused, not followed.
  package static let maximumDepth = 500

  /// Reads one JSON text (RFC 8259) with nothing but white space around it. Invalid UTF-8, `NaN` and byte
  /// order marks are refused.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { JSON.result(of: $0) }
    self = try result.get()
  }

  /// The same of bytes that somebody else holds, so that none of them are copied.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    self = try JSON.result(of: bytes).get()
  }

  private static func result(of bytes: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONError> {
    var parser = JSONParser(bytes)
    do throws(JSONError) {
      return .success(try parser.document())
    } catch {
      return .failure(error)
    }
  }

  /// Reads one JSON text from a string.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// A recursive descent over bytes; recursion is bounded by `JSON.maximumDepth`.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      throw error("Unexpected UTF-8 BOM (decode using utf-8-sig)", at: 0)
    }
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw error("Extra data", at: position) }
    return value
  }

  /// The next value, with white space before it.
  mutating func value() throws(JSONError) -> JSON {
    skipSpace()
    guard position < bytes.count else { throw error("Expecting value", at: position) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try descend()
    var members: [JSON.Member] = []
    skipSpace()
    if take("}") { return ascend(.object(members)) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else {
        throw error("Expecting property name enclosed in double quotes", at: position)
      }
      let start = position
      guard case .string(let name) = try string() else {
        throw error("Lone surrogate in a property name", at: start)
      }
      skipSpace()
      guard take(":") else { throw error("Expecting ':' delimiter", at: position) }
      members.append(JSON.Member(name, try value()))
      skipSpace()
      if take("}") { return ascend(.object(members)) }
      guard take(",") else { throw error("Expecting ',' delimiter", at: position) }
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try descend()
    var values: [JSON] = []
    skipSpace()
    if take("]") { return ascend(.array(values)) }
    while true {
      values.append(try value())
      skipSpace()
      if take("]") { return ascend(.array(values)) }
      guard take(",") else { throw error("Expecting ',' delimiter", at: position) }
    }
  }

  private mutating func descend() throws(JSONError) {
    guard depth < JSON.maximumDepth else {
      throw error("Nested deeper than \(JSON.maximumDepth) levels", at: position)
    }
    depth += 1
    position += 1
  }

  private mutating func ascend(_ value: JSON) -> JSON {
    depth -= 1
    return value
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      (0..<word.utf8CodeUnitCount).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
    else { throw error("Expecting value", at: position) }
    position = end
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    _ = take("-")
    if take("0") {
    } else if digits() == 0 {
      throw error("Expecting value", at: start)
    }
    // A fraction or exponent without digits does not belong to the number, as in Python.
    var end = position
    if take("."), digits() > 0 { end = position } else { position = end }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() > 0 { end = position } else { position = end }
    }
    return .number(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position - start
  }

  // MARK: Small things

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 0x57)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 0x37)
    default: nil
    }
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(truncatingIfNeeded: character.value) else { return false }
    position += 1
    return true
  }

  func error(_ reason: String, at position: Int) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    // Continuation bytes are not characters.
    let characters = { (bytes: Slice<UnsafeBufferPointer<UInt8>>) in
      bytes.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
    }
    return JSONError(
      reason: reason, line: before.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) },
      column: characters(before[lineStart...]) + 1, offset: characters(before))
  }
}
