package import DataRepository

/// Percent-encoding as SigV4 (AWS, "Create a signed request") and S3 listings use it: RFC 3986's
/// unreserved characters stay, every other byte becomes `%XX` with upper-case digits.
package enum PercentEncoding {
  /// Encodes the bytes of `text`; a `/` stays when `keepingSlashes`.
  package static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
    encode(Bytes(text.utf8), keepingSlashes: keepingSlashes)
  }

  /// Encodes `bytes`, which need not be UTF-8.
  package static func encode(_ bytes: Bytes, keepingSlashes: Bool = false) -> String {
    let digits = Bytes("0123456789ABCDEF".utf8)
    var out = Bytes()
    out.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if isUnreserved(byte) || (keepingSlashes && byte == UInt8(ascii: "/")) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes that `text` stands for; nil when a `%` is not followed by two hex digits.
  package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> Bytes? {
    var out = Bytes()
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue)
        else { return nil }
        out.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: out.append(UInt8(ascii: " "))
      default: out.append(byte)
      }
    }
    return out
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// A query string as pairs in the order sent; names and values are decoded bytes read as UTF-8.
package struct QueryItems: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package var name: String
    /// Empty for `?name` and for `?name=`.
    package var value: String

    package init(_ name: String, _ value: String = "") {
      self.name = name
      self.value = value
    }
  }

  package var items: [Item]

  package init(_ items: [Item] = []) {
    self.items = items
  }

  /// Reads what stands behind the `?`; `+` is a space. Nil for a broken `%` escape.
  package init?(query: some StringProtocol) {
    items = []
    for pair in query.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(halves[0], plusIsSpace: true),
        let value = PercentEncoding.decode(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
      else { return nil }
      items.append(
        Item(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
  }

  /// The first value of `name`; empty where it was given without one.
  package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// Encoded, in the order of `items`: `a=1&b=`.
  package var encoded: String {
    items.map(Self.encoded).joined(separator: "&")
  }

  /// Encoded and sorted by the bytes of name and value, as SigV4 wants it.
  package var canonical: String {
    items.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
      .sorted { a, b in
        a.0 == b.0
          ? a.1.utf8.lexicographicallyPrecedes(b.1.utf8)
          : a.0.utf8.lexicographicallyPrecedes(b.0.utf8)
      }
      .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  private static func encoded(_ item: Item) -> String {
    "\(PercentEncoding.encode(item.name))=\(PercentEncoding.encode(item.value))"
  }
}
