extension JSON {
  /// The styles in which the programs that share our files write JSON.
  package struct Style: Equatable, Sendable {
    var comma = ","
    var colon = ":"
    /// Blanks of each level; nil writes one line.
    var indent: Int?
    /// Whether characters outside ASCII become `\uXXXX`.
    var isASCII = false
    /// Whether `/` becomes `\/`, as ujson does.
    var escapesSlash = false

    /// Python's `json.dumps` as Label Studio stores objects: `", "`, `": "`, ASCII with `\uXXXX`.
    package static let python = Style(comma: ", ", colon: ": ", isASCII: true)
    /// ujson as Label Studio 0.8.2 writes local copies and id files: no blanks, ASCII, `\/`.
    package static let ujson = Style(isASCII: true, escapesSlash: true)
    /// Shortest; characters outside ASCII stand for themselves.
    package static let compact = Style()
    /// ujson with `ensure_ascii=False`, as Label Studio 1.x exports.
    package static let ujsonText = Style(escapesSlash: true)
    /// The same with `indent=2`.
    package static let indentedUjsonText = Style(colon: ": ", indent: 2, escapesSlash: true)
    /// Python's `json.dump(indent=2, ensure_ascii=False)`, as Label Studio 0.8 exports.
    package static let indentedText = Style(colon: ": ", indent: 2)

    /// Python's `json.dumps(indent: n)`, as config.json; ASCII.
    package static func indented(_ width: Int) -> Style {
      Style(colon: ": ", indent: width, isASCII: true)
    }
  }

  /// The bytes of this value, without a newline at the end.
  /// - Parameter depth: levels that are around it where lines are indented.
  package func bytes(_ style: Style, depth: Int = 0) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(self, depth: depth)
    return writer.output
  }

  /// Gives the bytes of this value in pieces, so that no more than one of them is held.
  package func write(_ style: Style, into take: ([UInt8]) -> Void) {
    withoutActuallyEscaping(take) { take in
      var writer = JSONWriter(style: style, take: take)
      writer.write(self, depth: 0)
      take(writer.output)
    }
  }

  /// `bytes` as a string.
  package func text(_ style: Style = .compact) -> String {
    String(decoding: bytes(style), as: UTF8.self)
  }

  /// The ASCII JSON text of a string given as UTF-8 that may hold lone surrogates (WTF-8).
  static func escapedText(_ bytes: [UInt8]) -> String {
    var writer = JSONWriter(style: .python)
    var index = 0
    while index < bytes.count {
      index += writer.writeCharacter(bytes, at: index)
    }
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// What `escapedText` made, with U+FFFD for lone surrogates.
  static func readable(_ escaped: String) -> String {
    guard let value = try? JSON(parsing: "\"\(replacingLoneSurrogates(escaped))\"") else {
      return escaped
    }
    return value.stringValue ?? escaped
  }

  /// Surrogate escapes stand alone or in pairs of twelve characters; alone they become U+FFFD.
  private static func replacingLoneSurrogates(_ escaped: String) -> String {
    var output: [UInt8] = []
    let bytes = Array(escaped.utf8)
    var index = 0
    while index < bytes.count {
      let isEscape = bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count
      guard isEscape else {
        output.append(bytes[index])
        index += 1
        continue
      }
      let length = bytes[index + 1] == UInt8(ascii: "u") ? 6 : 2
      let unit = surrogate(bytes, at: index)
      if unit == 0xd800, surrogate(bytes, at: index + 6) == 0xdc00 {
        output += bytes[index..<index + 12]
        index += 12
      } else {
        output += unit == nil ? Array(bytes[index..<index + length]) : Array("\\ufffd".utf8)
        index += length
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// 0xd800 or 0xdc00 if an escape of a high or low surrogate begins here.
  private static func surrogate(_ bytes: [UInt8], at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      let unit = UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16),
      bytes[index + 1] == UInt8(ascii: "u"), unit & 0xf800 == 0xd800
    else { return nil }
    return unit & 0xfc00
  }
}

/// Writes JSON in one of the styles.
private struct JSONWriter {
  let style: JSON.Style
  var output: [UInt8] = []
  /// Takes what is written piece by piece; nil keeps it together.
  private let take: (([UInt8]) -> Void)?
  private let comma: [UInt8]
  private let colon: [UInt8]

  private static let pieceSize = 1 << 16

  init(style: JSON.Style, take: (([UInt8]) -> Void)? = nil) {
    self.style = style
    self.take = take
    comma = Array(style.comma.utf8)
    colon = Array(style.colon.utf8)
  }

  mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .number(let text): output += text.utf8
    case .string(let text): write(text)
    case .escaped(let text):
      output.append(UInt8(ascii: "\""))
      output += text.utf8
      output.append(UInt8(ascii: "\""))
    case .array(let values):
      write(values, between: ("[", "]"), depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      write(members, between: ("{", "}"), depth: depth) {
        $0.write($1.name)
        $0.output += $0.colon
        $0.write($1.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<Item>(
    _ items: [Item], between ends: (Unicode.Scalar, Unicode.Scalar), depth: Int,
    each: (inout JSONWriter, Item) -> Void
  ) {
    output.append(UInt8(ascii: ends.0))
    for (index, item) in items.enumerated() {
      if index > 0 { output += comma }
      breakLine(depth + 1)
      each(&self, item)
    }
    if !items.isEmpty { breakLine(depth) }
    output.append(UInt8(ascii: ends.1))
  }

  private mutating func breakLine(_ depth: Int) {
    guard let width = style.indent else { return }
    output.append(UInt8(ascii: "\n"))
    output += repeatElement(UInt8(ascii: " "), count: width * depth)
  }

  private mutating func write(_ text: String) {
    var text = text
    output.append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      if take == nil, bytes.count > Self.pieceSize { reserve(for: bytes) }
      var index = 0
      while index < bytes.count {
        let start = index
        let limit = min(bytes.count, start + Self.pieceSize)
        while index < limit, isPlain(bytes[index]) { index += 1 }
        output += bytes[start..<index]
        if index < limit { index += writeCharacter(bytes, at: index) }
        giveAway()
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func giveAway() {
    guard let take, output.count >= Self.pieceSize else { return }
    take(output)
    output.removeAll(keepingCapacity: true)
  }

  /// Makes room for a long string at once: growing would hold it twice.
  private mutating func reserve(for bytes: UnsafeBufferPointer<UInt8>) {
    var count = 1
    for byte in bytes where !isPlain(byte) { count += style.isASCII || byte < 0x20 ? 5 : 1 }
    output.reserveCapacity(output.count + bytes.count + count)
  }

  /// Python's `ensure_ascii` escapes it, ujson does not.
  private var escapesDelete: Bool { style.isASCII && !style.escapesSlash }

  private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: false
    case UInt8(ascii: "/"): !style.escapesSlash
    case 0x7f: !escapesDelete
    case 0x80...: !style.isASCII
    default: true
    }
  }

  /// Writes the character that begins at `index`, escaped if it must be, and gives its length in bytes.
  mutating func writeCharacter(_ bytes: some RandomAccessCollection<UInt8>, at index: Int) -> Int {
    let at = { (offset: Int) in
      UInt32(bytes[bytes.index(bytes.startIndex, offsetBy: index + offset)])
    }
    let first = at(0)
    switch first {
    case 0x22, 0x5c: output += [0x5c, UInt8(first)]
    case 0x2f where style.escapesSlash: output += [0x5c, 0x2f]
    case 8: output += "\\b".utf8
    case 9: output += "\\t".utf8
    case 10: output += "\\n".utf8
    case 12: output += "\\f".utf8
    case 13: output += "\\r".utf8
    case 0..<0x20: writeUnit(first)
    case 0x7f where escapesDelete: writeUnit(first)
    case 0..<0x80: output.append(UInt8(first))
    case ..<0xe0:
      writeUnit((first & 0x1f) << 6 | at(1) & 0x3f)
      return 2
    case ..<0xf0:
      writeUnit((first & 0x0f) << 12 | (at(1) & 0x3f) << 6 | at(2) & 0x3f)
      return 3
    default:
      let high = (first & 0x07) << 18 | (at(1) & 0x3f) << 12
      let scalar = high | (at(2) & 0x3f) << 6 | at(3) & 0x3f
      writeUnit(0xd800 + (scalar - 0x10000) >> 10)
      writeUnit(0xdc00 + (scalar - 0x10000) & 0x3ff)
      return 4
    }
    return 1
  }

  private mutating func writeUnit(_ unit: UInt32) {
    output.append(UInt8(ascii: "\\"))
    output.append(UInt8(ascii: "u"))
    for shift in stride(from: UInt32(12), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
      output.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
  }
}
