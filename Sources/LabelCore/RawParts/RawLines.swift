/// JSON lines: a value each line, blank lines passed over; a damaged line damages no other.
struct RawLines: Sendable {
  private var lines = LineReader()
  /// Where the next line begins in the file.
  private var offset: Int
  private var line = 1

  init(offset: Int) {
    self.offset = offset
  }

  mutating func append(_ bytes: [UInt8]) -> [RawPart] {
    var parts: [RawPart] = []
    for line in lines.append(bytes) { take(line, into: &parts) }
    return parts
  }

  mutating func finish() -> [RawPart] {
    var parts: [RawPart] = []
    for line in lines.finish() { take(line, into: &parts) }
    return parts
  }

  private mutating func take(_ bytes: [UInt8], into parts: inout [RawPart]) {
    if let first = bytes.firstIndex(where: { !$0.isJSONBlank }),
      let last = bytes.lastIndex(where: { !$0.isJSONBlank })
    {
      parts.append(
        RawPart(
          nth: 0, start: offset + first, line: line,
          // A huge line is not copied for nothing.
          bytes: last - first + 1 == bytes.count ? bytes : Array(bytes[first...last]),
          content: .json))
    }
    offset += bytes.count
    line += 1
  }
}
