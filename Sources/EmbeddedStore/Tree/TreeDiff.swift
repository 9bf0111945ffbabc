import DataRepository

/// A file that differs between two trees.
struct TreeDifference: Sendable {
  var old: Slot?
  var new: Slot?
}

/// Walks two trees side by side and skips what is equal in both, whole subtrees at a time.
struct TreeDiff: Sendable {
  private var old: TreeCursor
  private var new: TreeCursor

  init(old: Slot?, new: Slot?, _ access: NodeAccess) throws {
    self.old = try TreeCursor(old, access)
    self.new = try TreeCursor(new, access)
  }

  /// The next file that differs in content, in the order of keys; nil at the end.
  mutating func next(_ access: NodeAccess) throws -> TreeDifference? {
    while true {
      guard let left = old.current, let right = new.current else { return try rest(access) }
      if old.level > 0 || new.level > 0 {
        try narrow(left, right, access)
      } else if left.key == right.key {
        old.advance()
        new.advance()
        if left.hash != right.hash { return TreeDifference(old: left, new: right) }
      } else if left.key < right.key {
        old.advance()
        return TreeDifference(old: left, new: nil)
      } else {
        new.advance()
        return TreeDifference(old: nil, new: right)
      }
    }
  }

  /// Skips two equal subtrees, or goes into the higher one, or both.
  private mutating func narrow(_ left: Slot, _ right: Slot, _ access: NodeAccess) throws {
    if old.level == new.level && left.hash == right.hash {
      old.advance()
      new.advance()
      return
    }
    let level = max(old.level, new.level)
    if old.level == level { try old.descend(access) }
    if new.level == level { try new.descend(access) }
  }

  private mutating func rest(_ access: NodeAccess) throws -> TreeDifference? {
    try old.descend(to: 0, access)
    try new.descend(to: 0, access)
    if let left = old.current {
      old.advance()
      return TreeDifference(old: left, new: nil)
    }
    defer { new.advance() }
    return new.current.map { TreeDifference(old: nil, new: $0) }
  }
}
