/// Cuts a row of slots into nodes. Where it cuts depends on the keys alone, so that the same files
/// always lie in the same nodes, in whatever order they came.
struct Chunker {
  let level: Int
  private(set) var pending: [Slot] = []
  private var size = 0

  init(level: Int) {
    self.level = level
  }

  /// Adds the next slot; a full node when it ends one.
  mutating func add(_ slot: Slot) -> Node? {
    pending.append(slot)
    let weight = slot.key.bytes.count + (level == 0 ? Weight.leafSlot : Weight.innerSlot)
    size += weight
    guard size >= Weight.least else { return nil }
    // Each level asks another question of the key, or a cut below would mean a cut above.
    let dice = scrambled(slot.key.bytes.fingerprint &+ UInt64(level) &* 0x9E37_79B9_7F4A_7C15)
    let isEnd = dice < UInt64.max / UInt64(Weight.spread) * UInt64(min(weight, Weight.spread))
    return isEnd || size >= Weight.most ? finish() : nil
  }

  /// What is left as a last node.
  mutating func finish() -> Node? {
    guard !pending.isEmpty else { return nil }
    defer {
      pending = []
      size = 0
    }
    return Node(level: level, slots: pending)
  }
}

/// Bytes that slots count for, before keys are shortened. Changing one reshapes trees made from
/// then on.
private enum Weight {
  /// A hash and small numbers.
  static let leafSlot = 36
  static let innerSlot = 60
  static let least = 512
  /// Mean distance from `least` to the end.
  static let spread = 3072
  static let most = 6144
}
