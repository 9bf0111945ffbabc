package import DataRepository
package import LabelCore

extension String: WireValue {
  package static var absent: String { "" }
  package init(json: JSON) throws(WireError) {
    guard let text = json.stringValue else { throw WireError("not a string: \(json.text())") }
    self = text
  }
  package var json: JSON { .string(self) }
}

extension Bool: WireValue {
  package static var absent: Bool { false }
  package init(json: JSON) throws(WireError) {
    guard let value = json.boolValue else { throw WireError("not a bool: \(json.text())") }
    self = value
  }
  package var json: JSON { .bool(self) }
}

/// int64 and uint64: a string in JSON, read from a number, too.
extension Int: WireValue {
  package static var absent: Int { 0 }
  package init(json: JSON) throws(WireError) {
    guard let value = json.intValue ?? json.stringValue.flatMap({ Int($0) }) else {
      throw WireError("not a whole number: \(json.text())")
    }
    self = value
  }
  package var json: JSON { .string(String(self)) }
}

/// uint32: a number in JSON.
extension UInt32: WireValue {
  package static var absent: UInt32 { 0 }
  package init(json: JSON) throws(WireError) {
    guard let value = UInt32(exactly: try Int(json: json)) else {
      throw WireError("not a uint32: \(json.text())")
    }
    self = value
  }
  package var json: JSON { .number(String(self)) }
}

/// bytes: base64 in JSON. As a message's wrapper (BytesValue) it looks the same.
package struct WireBytes: WireValue {
  package var bytes: Bytes

  package init(_ bytes: Bytes) {
    self.bytes = bytes
  }

  package static var absent: WireBytes { WireBytes([]) }
  /// Standard or URL-safe base64, with or without padding.
  package init(json: JSON) throws(WireError) {
    guard var text = json.stringValue else { throw WireError("not base64: \(json.text())") }
    if text.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) {
      text = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    }
    let missing = (4 - text.utf8.count % 4) % 4
    if missing > 0 { text += String(repeating: "=", count: missing) }
    guard let bytes = Bytes(base64: text) else { throw WireError("not base64") }
    self.bytes = bytes
  }
  package var json: JSON { .string(bytes.base64) }
}

/// google.protobuf.Timestamp: RFC 3339 in JSON, to the microsecond.
package struct Timestamp: WireValue {
  /// Unix seconds.
  package var seconds: Double

  package init(_ seconds: Double) {
    self.seconds = seconds
  }

  package static var absent: Timestamp { Timestamp(0) }
  package init(json: JSON) throws(WireError) {
    guard let text = json.stringValue, let seconds = WireTime.parseRFC3339(text) else {
      throw WireError("not a time: \(json.text())")
    }
    self.seconds = seconds
  }
  package var json: JSON { .string(WireTime.rfc3339(seconds)) }
}

extension Optional: WireValue where Wrapped: WireValue {
  package static var absent: Wrapped? { nil }
  package init(json: JSON) throws(WireError) {
    self = json == .null ? nil : try Wrapped(json: json)
  }
  package var json: JSON { map(\.json) ?? .null }
}

/// A repeated field.
extension Array: WireValue where Element: WireValue {
  package static var absent: [Element] { [] }
  package init(json: JSON) throws(WireError) {
    guard let values = json.arrayValue else { throw WireError("not a list: \(json.text())") }
    self = []
    for value in values { append(try Element(json: value)) }
  }
  package var json: JSON { .array(map(\.json)) }
}

/// An enum: its name in JSON, read from its number, too; one that is not known is taken for 0.
package protocol WireEnum: WireValue, CaseIterable, RawRepresentable<Int> {
  var wireName: String { get }
}

extension WireEnum {
  package init(json: JSON) throws(WireError) {
    if let name = json.stringValue {
      self = Self.allCases.first { $0.wireName == name } ?? .absent
    } else if let number = json.intValue {
      self = Self(rawValue: number) ?? .absent
    } else {
      throw WireError("not a name of \(Self.self): \(json.text())")
    }
  }
  package var json: JSON { .string(wireName) }
}
