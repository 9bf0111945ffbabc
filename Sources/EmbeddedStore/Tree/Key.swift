import DataRepository
import Glibc

/// A path as its UTF-8 bytes, ordered by them: Swift's own order and equality of strings are
/// Unicode's.
///
/// Files have keys like `/mail/1.json`, directories `/mail`, the root is empty.
struct Key: Hashable, Comparable, Sendable {
  var bytes: Bytes

  static func == (a: Key, b: Key) -> Bool { a.bytes == b.bytes }

  static func < (a: Key, b: Key) -> Bool {
    a.bytes.withUnsafeBytes { left in
      b.bytes.withUnsafeBytes { right in
        let shared = min(left.count, right.count)
        guard shared > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress
        else { return left.count < right.count }
        let order = memcmp(leftStart, rightStart, shared)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func hasPrefix(_ prefix: Bytes) -> Bool { bytes.starts(with: prefix) }

  /// `/` behind the key of a directory: what the keys of everything below begin with.
  var directoryPrefix: Bytes { bytes + [slash] }

  /// The directory that this is in; nil for the root.
  var parent: Key? {
    bytes.lastIndex(of: slash).map { Key(bytes: Bytes(bytes[..<$0])) }
  }

  /// The first key after this one.
  var successor: Key { Key(bytes: bytes + [0]) }

  /// The first key after all that begin with the directory's name and `/`.
  var endOfDirectory: Key { Key(bytes: bytes + [slash + 1]) }

  /// The number of leading bytes that both have.
  func sharedCount(with other: Key) -> Int {
    let limit = min(bytes.count, other.bytes.count)
    var count = 0
    while count < limit && bytes[count] == other.bytes[count] { count += 1 }
    return count
  }
}

/// `/`
let slash = UInt8(ascii: "/")

extension Key {
  /// The key of a file or directory; a `/` at the end is dropped, one at the beginning may be
  /// missing.
  ///
  /// Refuses empty, `.` and `..` components and control characters, which S3 and tar would mangle.
  init(path: String) throws {
    var bytes = Bytes(path.utf8)
    if bytes.first != slash { bytes.insert(slash, at: 0) }
    if bytes.last == slash { bytes.removeLast() }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw StoreError(
        .invalidPath, path, "path (\(path)) invalid: only printable characters allowed")
    }
    guard bytes.isEmpty || Key.hasGoodNames(bytes) else {
      throw StoreError(
        .invalidPath, path, "path (\(path)) invalid: empty, . and .. are no file names")
    }
    if bytes.count > Key.longest {
      throw StoreError(
        .invalidPath, path, "path of \(bytes.count) bytes is too long: \(Key.longest) are allowed")
    }
    self.bytes = bytes
  }

  /// Whether no name between slashes is empty, `.` or `..`; without an allocation, as it is asked
  /// of every file of a large commit.
  private static func hasGoodNames(_ bytes: Bytes) -> Bool {
    var length = 0
    var dots = 0
    for byte in bytes.dropFirst() {
      if byte == slash {
        guard dots < length || dots > 2 else { return false }
        length = 0
        dots = 0
      } else {
        length += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    return dots < length || dots > 2
  }

  /// Longest path in bytes, Linux's PATH_MAX.
  static let longest = 4096
}
