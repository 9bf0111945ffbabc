/// Cuts a JSON document piece by piece into the bytes of its items: the elements of a list, or
/// values one after another. Holds one item at a time.
package struct JSONItemReader: Sendable {
  /// One item as written, not checked to be JSON.
  package struct Item: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Bytes before it.
    package var offset: Int
    /// The line it begins on, from 1.
    package var line: Int
  }

  /// What is between items.
  private enum Frame {
    /// Nothing was met yet.
    case start
    /// In a list.
    case list
    /// Values one after another, or what comes behind a list.
    case values
  }

  private var frame = Frame.start
  private var isInString = false
  private var isEscaped = false
  /// Objects and lists open inside of an item.
  private var depth = 0
  private var value: [UInt8] = []
  private var start = (offset: 0, line: 1)
  private var offset = 0
  private var line = 1
  /// Whether the document was a list; nil before anything was met.
  package private(set) var isList: Bool?

  package init() {}

  /// Whether a list was begun and its end did not come.
  package var isCutOff: Bool { frame == .list }

  /// The items that end in these bytes.
  package mutating func append(_ bytes: some Sequence<UInt8>) -> [Item] {
    var items: [Item] = []
    for byte in bytes {
      take(byte, into: &items)
      offset += 1
      if byte == 0x0a { line += 1 }
    }
    return items
  }

  /// What is left at the end: a number or word, or an item that is not complete.
  package mutating func finish() -> [Item] {
    var items: [Item] = []
    if !value.isEmpty { end(into: &items) }
    return items
  }

  private mutating func take(_ byte: UInt8, into items: inout [Item]) {
    if value.isEmpty { return begin(byte, into: &items) }
    if isInString {
      value.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
        if depth == 0 { end(into: &items) }
      }
      return
    }
    // A number or word has no end of its own.
    if depth == 0, Self.isBetween(byte) || Self.opens(byte) {
      end(into: &items)
      return begin(byte, into: &items)
    }
    value.append(byte)
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth <= 0 { end(into: &items) }
    default: break
    }
  }

  private mutating func begin(_ byte: UInt8, into items: inout [Item]) {
    let isMark = offset < 3 && [0xef, 0xbb, 0xbf].contains(byte)
    if isMark || [0x20, 0x09, 0x0a, 0x0d].contains(byte) { return }
    switch (byte, frame) {
    case (UInt8(ascii: "["), .start):
      frame = .list
      isList = true
      return
    case (UInt8(ascii: "]"), .list):
      frame = .values
      return
    case (UInt8(ascii: ","), .list): return
    case (_, .start):
      frame = .values
      isList = false
    default: break
    }
    start = (offset, line)
    value.append(byte)
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth = 1
    default: break
    }
  }

  private mutating func end(into items: inout [Item]) {
    items.append(Item(bytes: value, offset: start.offset, line: start.line))
    value = []
    depth = 0
    isInString = false
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: "]"): true
    default: false
    }
  }

  private static func opens(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(byte)
  }
}
