extension JSON {
  /// The value with members sorted by name, equal names reduced to the last, numbers in one spelling:
  /// two values that Python finds equal (`==`) have the same canonical form.
  package var canonical: JSON {
    switch self {
    case .null, .bool, .string: self
    case .number(let spelling): .number(Self.canonicalNumber(spelling))
    case .array(let values): .array(values.map(\.canonical))
    case .object(let members): .object(Self.canonicalMembers(members))
    }
  }

  /// By name as bytes: Swift finds differently composed letters equal, which JSON does not.
  private static func canonicalMembers(_ members: [Member]) -> [Member] {
    let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return sorted.indices.compactMap { index in
      let member = sorted[index]
      let next = sorted[(index + 1)...].first
      if let next, next.name.utf8.elementsEqual(member.name.utf8) { return nil }
      return Member(member.name, member.value.canonical)
    }
  }

  /// The canonical form as compact UTF-8 JSON, for hashing.
  package var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    canonical.write(into: &bytes)
    return bytes
  }

  private static func canonicalNumber(_ spelling: String) -> String {
    if !spelling.contains(where: { ".eE".contains($0) }) {
      return spelling == "-0" ? "0" : spelling
    }
    guard let value = Double(spelling), value.isFinite else { return spelling }
    if let whole = Int(exactly: value) { return String(whole) }
    return value.description
  }

  private func write(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let spelling): bytes += spelling.utf8
    case .string(let text): Self.write(text, into: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, into bytes: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        bytes += "\\u00".utf8
        bytes += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
