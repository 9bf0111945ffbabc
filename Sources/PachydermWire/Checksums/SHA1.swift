import DataRepository

/// SHA-1 (FIPS 180-4), only for `x-amz-checksum-sha1`; it protects nothing.
struct SHA1: Sendable {
  private var state: [UInt32] = [
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
  ]
  private var pending = Bytes()
  private var count: UInt64 = 0

  mutating func update(_ bytes: Bytes) {
    count += UInt64(bytes.count)
    pending += bytes
    let whole = pending.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) { absorb(start) }
    pending.removeFirst(whole)
  }

  /// The 20 bytes of the digest; the value is used up.
  mutating func finish() -> Bytes {
    let bits = count &* 8
    let padding = (119 - Int(count % 64)) % 64
    update([0x80] + Bytes(repeating: 0, count: padding))
    update(withUnsafeBytes(of: bits.bigEndian) { Bytes($0) })
    return state.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Bytes($0) } }
  }

  private mutating func absorb(_ start: Int) {
    var words = (0..<16).map { place in
      pending[(start + place * 4)..<(start + place * 4 + 4)].reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
    }
    for place in 16..<80 {
      words.append(
        Self.rotate(words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16], 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for place in 0..<80 {
      let (mix, constant) = Self.round(place, b, c, d)
      let next = Self.rotate(a, 5) &+ mix &+ e &+ constant &+ words[place]
      (e, d, c, b, a) = (d, c, Self.rotate(b, 30), a, next)
    }
    for (place, word) in [a, b, c, d, e].enumerated() { state[place] &+= word }
  }

  private static func round(_ place: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32)
    -> (mix: UInt32, constant: UInt32)
  {
    switch place {
    case ..<20: ((b & c) | (~b & d), 0x5A82_7999)
    case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
    case ..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
    default: (b ^ c ^ d, 0xCA62_C1D6)
    }
  }

  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word << bits | word >> (32 - bits)
  }
}
