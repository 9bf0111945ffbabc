/// Cuts a stream of JSON values, one after another with or without white space, into their bytes as written;
/// on request the elements of lists as well.
package struct JSONStreamReader: Sendable {
  /// One value.
  package struct Value: Hashable, Sendable {
    /// Exactly as written, without white space around it; not checked to be JSON.
    package var bytes: [UInt8]
    /// The line it begins on, from 1.
    package var line: Int
    /// The byte it begins at.
    package var offset: Int
  }

  private enum State {
    case between
    /// In an array or object, that many deep.
    case nested(Int)
    case nestedString(Int)
    case nestedEscape(Int)
    case string
    case escape
    /// In a number or word.
    case word
  }

  private var state = State.between
  private var value: [UInt8] = []
  private var line = 1
  private var valueLine = 1
  /// Where the next byte stands in the file.
  private(set) var offset: Int
  private var valueOffset = 0
  /// Whether what stands in a list on top is a value each, instead of the list.
  private let readsLists: Bool
  private var isInList = false
  /// Without it values come with their first byte only, for those who count them.
  private let keepsBytes: Bool

  /// - Parameter offset: where the first byte stands in the file.
  package init(readsLists: Bool = false, offset: Int = 0, keepsBytes: Bool = true) {
    self.readsLists = readsLists
    self.offset = offset
    self.keepsBytes = keepsBytes
  }

  /// Whether a list on top was begun and is not closed, and no value in it is left half.
  package var isListOpen: Bool { isInList && value.isEmpty }

  /// The values that end in these bytes.
  package mutating func append(_ bytes: some Sequence<UInt8>) -> [Value] {
    var values: [Value] = []
    for byte in bytes {
      take(byte, into: &values)
      offset += 1
      if byte == 0x0a { line += 1 }
    }
    return values
  }

  /// What is left at the end: a number or word, or a value that is not complete.
  package mutating func finish() -> [Value] {
    var values: [Value] = []
    if !value.isEmpty { end(into: &values) }
    return values
  }

  private mutating func take(_ byte: UInt8, into values: inout [Value]) {
    switch state {
    case .between: begin(byte, into: &values)
    case .word:
      switch byte {
      case 0x20, 0x09, 0x0a, 0x0d: end(into: &values)
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
        end(into: &values)
        begin(byte, into: &values)
      case UInt8(ascii: ",") where isInList, UInt8(ascii: "]") where isInList:
        end(into: &values)
        begin(byte, into: &values)
      default: keep(byte)
      }
    default:
      keep(byte)
      advance(byte, into: &values)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if keepsBytes { value.append(byte) }
  }

  private mutating func begin(_ byte: UInt8, into values: inout [Value]) {
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d: return
    case UInt8(ascii: ",") where isInList: return
    case UInt8(ascii: "]") where isInList:
      isInList = false
      return
    case UInt8(ascii: "[") where readsLists && !isInList:
      isInList = true
      return
    case UInt8(ascii: "{"), UInt8(ascii: "["): state = .nested(1)
    case UInt8(ascii: "\""): state = .string
    default: state = .word
    }
    value.append(byte)
    valueLine = line
    valueOffset = offset
  }

  private mutating func advance(_ byte: UInt8, into values: inout [Value]) {
    switch (state, byte) {
    case (.nested(let depth), UInt8(ascii: "{")), (.nested(let depth), UInt8(ascii: "[")):
      state = .nested(depth + 1)
    case (.nested(let depth), UInt8(ascii: "}")), (.nested(let depth), UInt8(ascii: "]")):
      if depth == 1 { end(into: &values) } else { state = .nested(depth - 1) }
    case (.nested(let depth), UInt8(ascii: "\"")): state = .nestedString(depth)
    case (.nestedString(let depth), UInt8(ascii: "\"")): state = .nested(depth)
    case (.nestedString(let depth), UInt8(ascii: "\\")): state = .nestedEscape(depth)
    case (.nestedEscape(let depth), _): state = .nestedString(depth)
    case (.string, UInt8(ascii: "\"")): end(into: &values)
    case (.string, UInt8(ascii: "\\")): state = .escape
    case (.escape, _): state = .string
    default: break
    }
  }

  private mutating func end(into values: inout [Value]) {
    values.append(Value(bytes: value, line: valueLine, offset: valueOffset))
    value = []
    state = .between
  }
}
