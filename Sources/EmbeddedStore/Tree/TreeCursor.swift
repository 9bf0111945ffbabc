import DataRepository

/// A place in a tree. Nodes never change, so a cursor stays good from one transaction to the next.
struct TreeCursor: Sendable {
  private struct Step {
    var node: Node
    var place: Int

    var isLast: Bool { place == node.slots.count - 1 }
  }

  /// From a node above the root, which holds only the root, downwards. Empty: behind the end.
  private var steps: [Step]

  /// Stands before the root, one level above its node.
  init(_ root: Slot?, _ access: NodeAccess) throws {
    guard let root else {
      steps = []
      return
    }
    let level = try access.load(root).level + 1
    steps = [Step(node: Node(level: level, slots: [root]), place: 0)]
  }

  var current: Slot? { steps.last.map { $0.node.slots[$0.place] } }

  /// The level of the node that `current` is in: 0 when it is a file.
  var level: Int { steps.last?.node.level ?? 0 }

  /// Whether nothing comes after `current` in the whole tree.
  var isLast: Bool { steps.allSatisfy(\.isLast) }

  /// Goes into the subtree at `current`, to its first slot.
  mutating func descend(_ access: NodeAccess) throws {
    guard let current else { return }
    steps.append(Step(node: try access.load(current), place: 0))
  }

  /// Goes past `current` with all that is below.
  mutating func advance() {
    while var step = steps.popLast() {
      guard step.isLast else {
        step.place += 1
        steps.append(step)
        return
      }
    }
  }

  /// Goes down to `level` along the first slots.
  mutating func descend(to level: Int, _ access: NodeAccess) throws {
    while !steps.isEmpty && self.level > level { try descend(access) }
  }

  /// Goes to the first file at or after `key`. Only for a cursor at or above the root.
  mutating func seek(_ key: Key, _ access: NodeAccess) throws {
    guard let top = steps.first else { return }
    steps = [Step(node: top.node, place: 0)]
    while level > 0, let current {
      let node = try access.load(current)
      let place = node.place(of: key)
      guard place < node.slots.count else {
        // Only the root can lack it: each slot below was chosen for reaching the key.
        steps = []
        return
      }
      steps.append(Step(node: node, place: place))
    }
  }

  /// Goes to the slot at `level` whose subtree `key` is in or would be put in.
  mutating func seek(_ key: Key, at level: Int, _ access: NodeAccess) throws {
    guard let top = steps.first else { return }
    steps = [Step(node: top.node, place: 0)]
    while self.level > level, let current {
      let node = try access.load(current)
      steps.append(Step(node: node, place: min(node.place(of: key), node.slots.count - 1)))
    }
  }
}
