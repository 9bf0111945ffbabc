import DataRepository
import LabelCore

/// The blocks before an entry of a tar archive (POSIX.1-2001, "pax Interchange Format"), with the
/// leading slash of the path kept as Pachyderm does.
struct TarHeader {
  static let blockSize = 512
  /// Octal digits that the size field has room for.
  private static let largestSize = 0o77_777_777_777

  let path: String
  let isDirectory: Bool
  let size: Int
  /// Unix seconds.
  let modified: Int

  /// An extended header first where the plain one has no room.
  var bytes: Bytes {
    let name = Bytes(path.utf8)
    var records = Bytes()
    if name.count > 100 || name.contains(where: { $0 >= 0x80 }) {
      records += Self.record("path", path)
    }
    if size > Self.largestSize { records += Self.record("size", String(size)) }
    guard !records.isEmpty else { return block(name, size, type: isDirectory ? "5" : "0") }
    return block(Bytes("PaxHeader".utf8), records.count, type: "x") + Self.padded(records)
      + block(Bytes(name.prefix(100)), min(size, Self.largestSize), type: isDirectory ? "5" : "0")
  }

  /// Zeros that fill the last block of so many bytes.
  static func padding(after count: Int) -> Bytes {
    Bytes(repeating: 0, count: (blockSize - count % blockSize) % blockSize)
  }

  private static func padded(_ bytes: Bytes) -> Bytes { bytes + padding(after: bytes.count) }

  /// `LENGTH KEY=VALUE\n`, its own length included.
  private static func record(_ key: String, _ value: String) -> Bytes {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while String(length).utf8.count + rest.utf8.count != length {
      length = String(length).utf8.count + rest.utf8.count
    }
    return Bytes((String(length) + rest).utf8)
  }

  private func block(_ name: Bytes, _ size: Int, type: String) -> Bytes {
    var block = Bytes(repeating: 0, count: Self.blockSize)
    func put(_ bytes: Bytes, at place: Int) {
      block.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
    func octal(_ value: Int, _ digits: Int) -> Bytes {
      let text = String(value, radix: 8)
      return Bytes((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }
    put(name, at: 0)
    put(octal(isDirectory ? 0o755 : 0o644, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(max(0, modified), 11), at: 136)
    put(Bytes("        ".utf8), at: 148)
    put(Bytes(type.utf8), at: 156)
    put(Bytes("ustar\u{0}00".utf8), at: 257)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + [0, UInt8(ascii: " ")], at: 148)
    return block
  }
}
