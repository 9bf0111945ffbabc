import DataRepository

/// Header fields, names in lower case.
package typealias HTTP2Fields = [(name: String, value: String)]

/// Reads the header blocks of one connection (RFC 7541); one block must be read after the other.
struct HPACKReader: Sendable {
  private static let mostEntries = 4096

  private var dynamic: [(name: String, value: String)] = []
  private var limit = mostEntries

  mutating func read(_ block: Bytes) throws(HTTP2Error) -> HTTP2Fields {
    var rest = block[...]
    var fields: HTTP2Fields = []
    while let first = rest.first {
      switch first {
      case 0x80...: fields.append(try entry(try integer(&rest, bits: 7)))
      case 0x40...:
        let field = try literal(&rest, bits: 6)
        fields.append(field)
        insert(field)
      case 0x20...:
        limit = try integer(&rest, bits: 5)
        guard limit <= Self.mostEntries else { throw .broken("a header table that is too large") }
        evict()
      default: fields.append(try literal(&rest, bits: 4))
      }
    }
    return fields
  }

  // MARK: The tables

  private func entry(_ index: Int) throws(HTTP2Error) -> (name: String, value: String) {
    let place = index - 1 - Self.fixed.count
    if index >= 1, place < 0 { return Self.fixed[index - 1] }
    guard dynamic.indices.contains(place) else { throw .broken("a header that is in no table") }
    return dynamic[place]
  }

  private mutating func insert(_ field: (name: String, value: String)) {
    dynamic.insert(field, at: 0)
    evict()
  }

  private mutating func evict() {
    var size = dynamic.reduce(0) { $0 + Self.size($1) }
    while size > limit, let last = dynamic.popLast() { size -= Self.size(last) }
  }

  private static func size(_ field: (name: String, value: String)) -> Int {
    field.name.utf8.count + field.value.utf8.count + 32
  }

  // MARK: What fields are made of

  private func literal(_ rest: inout ArraySlice<UInt8>, bits: Int) throws(HTTP2Error)
    -> (name: String, value: String)
  {
    let index = try integer(&rest, bits: bits)
    let name = index == 0 ? try string(&rest) : try entry(index).name
    return (name, try string(&rest))
  }

  private func integer(_ rest: inout ArraySlice<UInt8>, bits: Int) throws(HTTP2Error) -> Int {
    let most = 1 << bits - 1
    guard let first = rest.popFirst() else { throw .broken("a header block that is cut off") }
    var value = Int(first) & most
    guard value == most else { return value }
    for shift in stride(from: 0, through: 21, by: 7) {
      guard let byte = rest.popFirst() else { throw .broken("a header block that is cut off") }
      value += Int(byte & 127) << shift
      if byte < 128 { return value }
    }
    throw .broken("a number in a header block that is too large")
  }

  private func string(_ rest: inout ArraySlice<UInt8>) throws(HTTP2Error) -> String {
    let isHuffman = rest.first.map { $0 >= 128 } ?? false
    let size = try integer(&rest, bits: 7)
    guard size <= rest.count else { throw .broken("a header block that is cut off") }
    let bytes = rest.prefix(size)
    rest = rest.dropFirst(size)
    guard isHuffman else { return String(decoding: bytes, as: UTF8.self) }
    guard let text = HPACKHuffman.decode(bytes) else { throw .broken("a header of no code") }
    return String(decoding: text, as: UTF8.self)
  }

  /// Appendix A.
  private static let fixed: HTTP2Fields = [
    (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"),
    (":path", "/index.html"), (":scheme", "http"), (":scheme", "https"), (":status", "200"),
    (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"),
    (":status", "404"), (":status", "500"), ("accept-charset", ""),
    ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""),
    ("accept", ""), ("access-control-allow-origin", ""), ("age", ""), ("allow", ""),
    ("authorization", ""), ("cache-control", ""), ("content-disposition", ""),
    ("content-encoding", ""), ("content-language", ""), ("content-length", ""),
    ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""),
    ("date", ""), ("etag", ""), ("expect", ""), ("expires", ""), ("from", ""), ("host", ""),
    ("if-match", ""), ("if-modified-since", ""), ("if-none-match", ""), ("if-range", ""),
    ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""), ("location", ""),
    ("max-forwards", ""), ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""),
    ("referer", ""), ("refresh", ""), ("retry-after", ""), ("server", ""), ("set-cookie", ""),
    ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""),
    ("via", ""), ("www-authenticate", ""),
  ]
}

/// Writes header blocks: each field in full, so that nobody has to remember anything.
enum HPACKWriter {
  static func block(_ fields: HTTP2Fields) -> Bytes {
    fields.reduce(into: Bytes()) { block, field in
      block.append(0)
      block += string(field.name) + string(field.value)
    }
  }

  private static func string(_ text: String) -> Bytes {
    var size = text.utf8.count
    guard size >= 127 else { return [UInt8(size)] + text.utf8 }
    var bytes: Bytes = [127]
    size -= 127
    while size >= 128 {
      bytes.append(UInt8(size & 127) | 128)
      size >>= 7
    }
    return bytes + [UInt8(size)] + text.utf8
  }
}
