import DataRepository

/// A cyclic redundancy check with reflected bits, all ones before and after, as S3's three are.
struct CRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let table: [Word]
  private var state = Word.max

  /// `polynomial` in reflected form.
  init(polynomial: Word) {
    table = (0..<256).map { byte in
      (0..<8).reduce(Word(byte)) { word, _ in
        word & 1 == 1 ? (word >> 1) ^ polynomial : word >> 1
      }
    }
  }

  mutating func update(_ bytes: Bytes) {
    var state = state
    table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes {
          state = table[Int(truncatingIfNeeded: state ^ Word(byte)) & 255] ^ (state >> 8)
        }
      }
    }
    self.state = state
  }

  /// Big-endian bytes.
  var value: Bytes {
    withUnsafeBytes(of: (state ^ Word.max).bigEndian) { Bytes($0) }
  }
}
