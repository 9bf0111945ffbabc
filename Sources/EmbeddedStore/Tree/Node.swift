import DataRepository

/// One file (in a leaf) or one subtree (in an inner node) with the totals of what is below.
struct Slot: Equatable, Sendable {
  /// The file's key, or the last key of the subtree.
  var key: Key
  /// The file's content, or the subtree's node.
  var hash: ContentHash
  /// The commit that last changed the file, or the row of the node. Not part of any hash.
  var link: Int64
  var totals: Totals
}

/// Sums over the files of a subtree or range.
struct Totals: Equatable, Sendable {
  var files = 0
  var size = 0
  /// Adds up a number made of each file's key and content, so that equal sets have equal prints
  /// whatever nodes they lie in. It names the state of a directory; integrity rests on the nodes'
  /// hashes alone.
  var print = (UInt64(0), UInt64(0))

  static func == (a: Totals, b: Totals) -> Bool {
    a.files == b.files && a.size == b.size && a.print == b.print
  }

  static func += (a: inout Totals, b: Totals) {
    a.files += b.files
    a.size += b.size
    a.print = (a.print.0 &+ b.print.0, a.print.1 &+ b.print.1)
  }

  static func -= (a: inout Totals, b: Totals) {
    a.files -= b.files
    a.size -= b.size
    a.print = (a.print.0 &- b.print.0, a.print.1 &- b.print.1)
  }
}

/// A node of a tree of files: level 0 holds files, each level above holds the nodes of the level
/// below.
struct Node: Equatable, Sendable {
  var level: Int
  var slots: [Slot]

  var totals: Totals {
    slots.reduce(into: Totals()) { $0 += $1.totals }
  }

  /// The place of the first slot that is, or whose subtree reaches, `key` or beyond; the count if
  /// none.
  func place(of key: Key) -> Int {
    var low = 0
    var high = slots.count
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Slot {
  /// A file.
  init(file key: Key, hash: ContentHash, size: Int, commit: Int64) {
    self.key = key
    self.hash = hash
    self.link = commit
    let name = scrambled(key.bytes.fingerprint)
    let words = hash.bigEndianWords
    let print = (
      scrambled(words.0 &+ name) &+ words.2, scrambled(words.1 ^ (name &* 0x9E37_79B9_7F4A_7C15))
    )
    self.totals = Totals(files: 1, size: size, print: print)
  }
}

/// Spreads a number over all 64 bits (the finalizer of SplitMix64).
func scrambled(_ number: UInt64) -> UInt64 {
  var z = number
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

extension Bytes {
  /// FNV-1a in 64 bits: cheap and the same everywhere, which the shape of stored trees rests on.
  var fingerprint: UInt64 {
    withUnsafeBufferPointer { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return hash
    }
  }
}
