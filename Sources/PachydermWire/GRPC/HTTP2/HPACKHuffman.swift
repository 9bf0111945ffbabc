/// Huffman's code for header fields (RFC 7541, appendix B). It is canonical: the lengths tell all.
enum HPACKHuffman {
  /// Bits of each byte's code; the last is that of the end of a string.
  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5,
    5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6,
    6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22,
    23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22,
    21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20,
    22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19,
    21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22,
    22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
  ]

  private struct Length: Sendable {
    /// The code of the first symbol of this length.
    var first = 0
    var symbols: [Int] = []
  }

  /// By the number of bits.
  private static let codes: [Length] = {
    var table = [Length](repeating: Length(), count: 31)
    for (symbol, length) in lengths.enumerated() { table[Int(length)].symbols.append(symbol) }
    for length in 1...30 {
      table[length].first = (table[length - 1].first + table[length - 1].symbols.count) << 1
    }
    return table
  }()

  /// The text that `bytes` stand for; nil when they are no code.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var (text, code, length, isPadding) = ([UInt8](), 0, 0, true)
    for byte in bytes {
      for place in (0..<8).reversed() {
        let bit = Int(byte >> UInt8(place)) & 1
        (code, length, isPadding) = (code << 1 | bit, length + 1, isPadding && bit == 1)
        guard length <= 30 else { return nil }
        let symbols = codes[length].symbols
        let number = code - codes[length].first
        guard symbols.indices.contains(number) else { continue }
        guard symbols[number] < 256 else { return nil }
        text.append(UInt8(symbols[number]))
        (code, length, isPadding) = (0, 0, true)
      }
    }
    // What is left begins the code of the end, and is less than a byte.
    return isPadding && length < 8 ? text : nil
  }
}
