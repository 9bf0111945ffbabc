import DataRepository
import GRDB

/// What a commit does to a tree, gathered change by change in memory.
///
/// After each change no path is both a file and a directory; a change that would make it so throws.
struct ChangeSet {
  let base: TreeReader
  let contents: ContentRows
  /// The row of the commit that the changes are made in.
  let commit: Int64
  /// The state of each changed file: nil inside is gone.
  private var edits: [Key: Slot?] = [:]
  /// Files and directories that `edits` puts directly into each directory.
  private var entries: [Key: Int] = [:]
  /// Directories known to be no files, with all that they are in.
  private var directories: Set<Key> = []
  /// What files with something appended are made of.
  private var appended: [Key: [PreparedContent]] = [:]

  /// - Parameter capacity: how many files will change, as far as is known.
  init(base: TreeReader, contents: ContentRows, commit: Int64, capacity: Int) {
    self.base = base
    self.contents = contents
    self.commit = commit
    edits.reserveCapacity(capacity)
  }

  mutating func put(_ key: Key, _ content: PreparedContent) throws {
    try place(key, content)
    try store(content)
  }

  private mutating func place(_ key: Key, _ content: PreparedContent) throws {
    try makeRoom(for: key)
    appended[key] = nil
    set(key, Slot(file: key, hash: content.hash, size: content.size, commit: commit))
  }

  mutating func append(_ key: Key, _ content: PreparedContent) throws {
    guard let present = try file(key) else { return try put(key, content) }
    var parts = appended[key] ?? [.stored(present.hash, present.totals.size)]
    parts.append(content)
    appended[key] = parts
    set(key, present)
  }

  /// A file or tree of another commit appears at `key`; none of its bytes move. False if it is not
  /// there.
  mutating func copy(_ source: Key, of tree: TreeReader, to key: Key) throws -> Bool {
    if let file = try tree.file(source) {
      try place(key, .stored(file.hash, file.totals.size))
      return true
    }
    var files: [Slot] = []
    try tree.forEachFile(in: source) { files.append($0) }
    for file in files {
      let below = file.key.bytes[source.bytes.count...]
      try place(Key(bytes: key.bytes + below), .stored(file.hash, file.totals.size))
    }
    return !files.isEmpty
  }

  /// Removes a file, or a directory with all below it.
  mutating func remove(_ key: Key) throws {
    if try file(key) != nil {
      set(key, nil)
      return
    }
    let prefix = key.directoryPrefix
    if entries[key] ?? 0 > 0 {
      for (key, slot) in edits where slot != nil && key.hasPrefix(prefix) { set(key, nil) }
    }
    var below: [Key] = []
    try base.forEachFile(in: key) { below.append($0.key) }
    for key in below where edits[key] == nil { set(key, nil) }
  }

  /// All edits in the order of keys, contents appended to put together.
  mutating func finish() throws -> [TreeEdit] {
    for (key, parts) in appended {
      let writer = ContentWriter()
      for part in parts { try add(part, to: writer) }
      let content = try writer.finish(in: contents.database)
      try contents.keep(content.hash)
      edits[key] = Slot(file: key, hash: content.hash, size: content.size, commit: commit)
    }
    var sorted = edits.map { TreeEdit(key: $0.key, slot: $0.value) }
    sorted.sort { $0.key < $1.key }
    return sorted
  }

  private func add(_ part: PreparedContent, to writer: ContentWriter) throws {
    switch part {
    case .bytes(let bytes, _):
      try writer.add(bytes[...], to: contents.database)
    case .stored(let hash, let size):
      var offset = 0
      while offset < size {
        let piece = try contents.read(hash, from: offset, limit: ContentRows.pieceSize)
        guard !piece.isEmpty else { break }
        try writer.add(piece[...], to: contents.database)
        offset += piece.count
      }
    }
  }

  private func store(_ content: PreparedContent) throws {
    switch content {
    case .bytes(let bytes, let hash):
      try contents.put(bytes, hash: hash)
    case .stored(let hash, let size):
      guard try contents.find(hash)?.size == size else {
        throw StoreError(
          .failed, hash.hex, "content \(hash.hex) was not staged, or too long ago: send it again")
      }
      try contents.keep(hash)
    }
  }
}

// MARK: - Files and directories

extension ChangeSet {
  /// The file as it is after the changes so far.
  private func file(_ key: Key) throws -> Slot? {
    if let edit = edits[key] { return edit }
    return try base.file(key)
  }

  /// Throws if a file cannot be at `key` for what is above or below.
  private mutating func makeRoom(for key: Key) throws {
    guard !key.bytes.isEmpty else {
      throw StoreError(.pathCollision, "/", "could not put file at \"/\": it is the root directory")
    }
    directories.remove(key)
    var above: [Key] = []
    var next = key.parent
    while let directory = next, !directory.bytes.isEmpty, !directories.contains(directory) {
      if try file(directory) != nil {
        throw StoreError(
          .pathCollision, directory.text,
          "attempted to visit \"\(directory.text)\", but it's not a directory")
      }
      above.append(directory)
      next = directory.parent
    }
    if try isDirectory(key) {
      throw StoreError(
        .pathCollision, key.text,
        "could not put file at \"\(key.text)\"; a file of type directory is already there")
    }
    directories.formUnion(above)
  }

  private func isDirectory(_ key: Key) throws -> Bool {
    if entries[key] ?? 0 > 0 { return true }
    let prefix = key.directoryPrefix
    var cursor = try base.cursor(from: Key(bytes: prefix))
    while let slot = cursor.current, slot.key.hasPrefix(prefix) {
      if edits[slot.key] == nil { return true }
      cursor.advance()
      try cursor.descend(to: 0, base.access)
    }
    return false
  }

  private mutating func set(_ key: Key, _ slot: Slot?) {
    let before = edits.updateValue(slot, forKey: key)
    if slot == nil { appended[key] = nil }
    let wasThere = if case .some(.some) = before { true } else { false }
    guard wasThere != (slot != nil) else { return }
    countEntry(of: key, by: slot == nil ? -1 : 1)
  }

  private mutating func countEntry(of key: Key, by step: Int) {
    var child = key
    while let directory = child.parent {
      let count = (entries[directory] ?? 0) + step
      entries[directory] = count == 0 ? nil : count
      // Above, nothing changes unless this directory came into being or went.
      guard count == (step > 0 ? 1 : 0) else { return }
      child = directory
    }
  }
}
