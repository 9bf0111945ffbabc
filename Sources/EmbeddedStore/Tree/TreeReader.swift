import DataRepository

/// The files of one tree.
struct TreeReader {
  let root: Slot?
  let access: NodeAccess

  /// The file with this key.
  func file(_ key: Key) throws -> Slot? {
    let slot = try first(from: key)
    return slot?.key == key ? slot : nil
  }

  /// The first file at or after `key`.
  func first(from key: Key) throws -> Slot? {
    try cursor(from: key).current
  }

  func cursor(from key: Key) throws -> TreeCursor {
    var cursor = try TreeCursor(root, access)
    try cursor.seek(key, access)
    return cursor
  }

  /// Totals of all files below a directory; nil when there is none, so no such directory.
  func directory(_ key: Key) throws -> Totals? {
    guard let root else { return nil }
    guard !key.bytes.isEmpty else { return try access.load(root).totals }
    var totals = try before(key.endOfDirectory)
    totals -= try before(Key(bytes: key.directoryPrefix))
    return totals.files > 0 ? totals : nil
  }

  /// Totals of all files before `key`, from one node a level.
  private func before(_ key: Key) throws -> Totals {
    var totals = Totals()
    var next = root
    while let slot = next {
      let node = try access.load(slot)
      let place = node.place(of: key)
      for slot in node.slots[..<place] { totals += slot.totals }
      next = node.level > 0 && place < node.slots.count ? node.slots[place] : nil
    }
    return totals
  }

  /// Calls `body` with each file below a directory.
  func forEachFile(in directory: Key, _ body: (Slot) throws -> Void) throws {
    let prefix = directory.directoryPrefix
    var cursor = try cursor(from: Key(bytes: prefix))
    while let slot = cursor.current, slot.key.hasPrefix(prefix) {
      try body(slot)
      cursor.advance()
      try cursor.descend(to: 0, access)
    }
  }
}
