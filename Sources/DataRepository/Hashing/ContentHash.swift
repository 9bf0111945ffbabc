import CCrypto

/// The SHA-256 of a body: 32 bytes without an allocation, so that millions can be held and
/// compared.
package struct ContentHash: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// The hash of `bytes`.
  package init(of bytes: some RawBytes) {
    var digest = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    let done = bytes.withUnsafeBytes { bytes in
      withUnsafeMutableBytes(of: &digest) { out in
        crypto_sha256(
          bytes.baseAddress, bytes.count, out.assumingMemoryBound(to: UInt8.self).baseAddress)
      }
    }
    precondition(done == 1, "libcrypto has no SHA-256 or no memory")
    self.init(readFrom: digest)
  }

  /// Of a digest's bytes as they lie in memory.
  private init(readFrom digest: (UInt64, UInt64, UInt64, UInt64)) {
    words = (
      UInt64(bigEndian: digest.0), UInt64(bigEndian: digest.1), UInt64(bigEndian: digest.2),
      UInt64(bigEndian: digest.3)
    )
  }

  /// Takes over a finished digest; nil unless it has 32 bytes.
  package init?(_ digest: some Collection<UInt8>) {
    guard digest.count == 32 else { return nil }
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: digest) }
    self.init(readFrom: words)
  }

  /// Reads 64 hex digits of either case; nil for anything else.
  package init?(hex: String) {
    guard let bytes = Bytes(hex: hex) else { return nil }
    self.init(bytes)
  }

  /// The four words of a digest read as big-endian numbers.
  package init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// The digest as four big-endian numbers.
  package var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) { words }

  package var bytes: Bytes {
    var words = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return withUnsafeBytes(of: &words) { Bytes($0) }
  }

  /// 64 lower-case hex digits.
  package var hex: String { bytes.hex }

  package static func == (a: Self, b: Self) -> Bool { a.words == b.words }

  package func hash(into hasher: inout Hasher) {
    // A digest is spread evenly already: one word of it tells enough.
    hasher.combine(words.0)
  }
}

extension Bytes {
  /// Lower-case hex digits, two a byte.
  package var hex: String {
    String(unsafeUninitializedCapacity: count * 2) { out in
      for (place, byte) in enumerated() {
        out[place * 2] = UInt8(hexDigitOf: byte >> 4)
        out[place * 2 + 1] = UInt8(hexDigitOf: byte & 15)
      }
      return count * 2
    }
  }

  /// Reads hex digits of either case; nil for anything else.
  package init?(hex: String) {
    self.init()
    reserveCapacity(hex.utf8.count / 2)
    var high: UInt8?
    for digit in hex.utf8 {
      guard let value = UInt8(hexDigit: digit) else { return nil }
      if let first = high {
        append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    if high != nil { return nil }
  }
}

extension UInt8 {
  fileprivate init(hexDigitOf value: UInt8) {
    self = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  fileprivate init?(hexDigit digit: UInt8) {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self = digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self = digit - UInt8(ascii: "A") + 10
    default: return nil
    }
  }
}
