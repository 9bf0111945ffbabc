import DataRepository

/// A file that is put (with a slot) or gone (without).
struct TreeEdit: Sendable {
  var key: Key
  var slot: Slot?
}

/// Makes a tree from another by changing some files. Only nodes on the way to a changed file are
/// written; many changes at once are written bottom up, each node once.
struct TreeEditor {
  let access: NodeAccess

  /// The new root; nil when no file is left. `edits` are sorted by key, with no key twice.
  func apply(_ edits: [TreeEdit], to root: Slot?) throws -> Slot? {
    guard !edits.isEmpty else { return root }
    var edits = edits
    var old = root
    var level = 0
    while true {
      let oldHeight = try old.map { try access.load($0).level }
      let changed = try rewrite(level, of: old, with: edits)
      if let oldHeight, level < oldHeight {
        edits = changed
      } else {
        // The level had one node or none before, so what was written is all of it.
        let nodes = changed.filter { $0.slot != nil }
        guard let first = nodes.first?.slot else { return nil }
        if nodes.count == 1 { return try lowestRoot(first) }
        edits = nodes
        old = nil
      }
      level += 1
    }
  }

  /// An inner node that has a single child says nothing: the child is the root.
  private func lowestRoot(_ root: Slot) throws -> Slot {
    var root = root
    while true {
      let node = try access.load(root)
      guard node.level > 0, node.slots.count == 1, let only = node.slots.first else { return root }
      root = only
    }
  }

  /// Applies edits to the slots of one level; what that changes in the level above.
  private func rewrite(_ level: Int, of root: Slot?, with edits: [TreeEdit]) throws -> [TreeEdit] {
    var output = LevelOutput(level: level, access: access)
    var rest = edits[...]
    var cursor = try TreeCursor(root, access)
    if cursor.current == nil {
      for edit in edits { try output.add(edit.slot) }
      try output.finish()
      return output.edits
    }
    while let first = rest.first {
      try cursor.seek(first.key, at: level + 1, access)
      repeat {
        guard let slot = cursor.current else { break }
        let isLast = cursor.isLast
        try output.replace(try access.load(slot), with: &rest, takingAll: isLast)
        if isLast { try output.finish() }
        cursor.advance()
        try cursor.descend(to: level + 1, access)
        // Goes on until an old end of a node is one again: from there on all nodes stay as they
        // are.
      } while !output.isAtEndOfNode
    }
    return output.edits
  }
}

/// Collects the new nodes of one level and which old ones they replace.
private struct LevelOutput {
  let access: NodeAccess
  private var chunker: Chunker
  private var gone: [Key] = []
  private var made: [Slot] = []

  init(level: Int, access: NodeAccess) {
    self.access = access
    chunker = Chunker(level: level)
  }

  var isAtEndOfNode: Bool { chunker.pending.isEmpty }

  mutating func add(_ slot: Slot?) throws {
    guard let slot, let node = chunker.add(slot) else { return }
    made.append(try access.save(node))
  }

  mutating func finish() throws {
    guard let node = chunker.finish() else { return }
    made.append(try access.save(node))
  }

  /// Adds the slots of an old node, merged with the edits that fall into it.
  mutating func replace(
    _ node: Node, with edits: inout ArraySlice<TreeEdit>, takingAll: Bool
  ) throws {
    guard let last = node.slots.last?.key else { return }
    gone.append(last)
    for slot in node.slots {
      while let edit = edits.first, edit.key < slot.key {
        try add(edit.slot)
        edits.removeFirst()
      }
      if let edit = edits.first, edit.key == slot.key {
        try add(edit.slot)
        edits.removeFirst()
      } else {
        try add(slot)
      }
    }
    guard takingAll else { return }
    for edit in edits { try add(edit.slot) }
    edits = []
  }

  /// Both lists merged by key; a new node takes the place of an old one with the same last key.
  var edits: [TreeEdit] {
    var edits: [TreeEdit] = []
    var gone = gone[...]
    for slot in made {
      while let key = gone.first, key < slot.key {
        edits.append(TreeEdit(key: key, slot: nil))
        gone.removeFirst()
      }
      if gone.first == slot.key { gone.removeFirst() }
      edits.append(TreeEdit(key: slot.key, slot: slot))
    }
    return edits + gone.map { TreeEdit(key: $0, slot: nil) }
  }
}
