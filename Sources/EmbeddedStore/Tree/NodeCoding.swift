import DataRepository

/// A node as it is stored. `body` alone is hashed: it depends on nothing but the files below, so
/// that equal subtrees have equal hashes whenever and wherever they were made; `links` holds row
/// numbers.
///
/// Body: level, number of slots, then for each slot the bytes its key shares with the key before,
/// the rest of the key, the hash, the size and, above level 0, the number of files and their print.
/// Numbers are LEB128.
struct StoredNode {
  var body: Bytes
  var links: Bytes
}

extension StoredNode {
  init(_ node: Node) {
    var body: Bytes = [UInt8(node.level)]
    var links = Bytes()
    body.append(number: UInt64(node.slots.count))
    var previous = Key(bytes: [])
    for slot in node.slots {
      let shared = slot.key.sharedCount(with: previous)
      body.append(number: UInt64(shared))
      body.append(number: UInt64(slot.key.bytes.count - shared))
      body.append(contentsOf: slot.key.bytes[shared...])
      let words = slot.hash.bigEndianWords
      for word in [words.0, words.1, words.2, words.3] { body.append(word: word) }
      body.append(number: UInt64(slot.totals.size))
      if node.level > 0 {
        body.append(number: UInt64(slot.totals.files))
        body.append(word: slot.totals.print.0)
        body.append(word: slot.totals.print.1)
      }
      links.append(number: UInt64(slot.link))
      previous = slot.key
    }
    self.body = body
    self.links = links
  }

  /// Nil when the bytes are no node.
  func decoded() -> Node? {
    body.withUnsafeBytes { body in
      links.withUnsafeBytes { links in
        var reader = NodeReader(rest: body[...])
        var linkReader = NodeReader(rest: links[...])
        return reader.node(links: &linkReader)
      }
    }
  }
}

/// Takes a stored node apart; every step is nil at the end of the bytes.
private struct NodeReader {
  var rest: Slice<UnsafeRawBufferPointer>

  mutating func node(links: inout NodeReader) -> Node? {
    guard let level = rest.popFirst(), let count = number(), count <= UInt64(rest.count) else {
      return nil
    }
    var node = Node(level: Int(level), slots: [])
    node.slots.reserveCapacity(Int(count))
    var key = Bytes()
    for _ in 0..<count {
      guard let slot = slot(after: &key, level: node.level, links: &links) else { return nil }
      node.slots.append(slot)
    }
    return rest.isEmpty && links.rest.isEmpty && count > 0 ? node : nil
  }

  private mutating func slot(after key: inout Bytes, level: Int, links: inout NodeReader) -> Slot? {
    guard let shared = number(), shared <= UInt64(key.count), let added = number(),
      added <= UInt64(rest.count)
    else { return nil }
    key.removeLast(key.count - Int(shared))
    key.append(contentsOf: rest.prefix(Int(added)))
    rest = rest.dropFirst(Int(added))
    guard let a = word(), let b = word(), let c = word(), let d = word(),
      let size = number(), let link = links.number(),
      let size = Int(exactly: size), let link = Int64(exactly: link)
    else { return nil }
    let hash = ContentHash(words: (a, b, c, d))
    guard level > 0 else {
      return Slot(file: Key(bytes: key), hash: hash, size: size, commit: link)
    }
    guard let files = number(), let files = Int(exactly: files), let first = word(),
      let second = word()
    else { return nil }
    let totals = Totals(files: files, size: size, print: (first, second))
    return Slot(key: Key(bytes: key), hash: hash, link: link, totals: totals)
  }

  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func word() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    let value = UnsafeRawBufferPointer(rebasing: rest.prefix(8)).loadUnaligned(as: UInt64.self)
    rest = rest.dropFirst(8)
    return UInt64(bigEndian: value)
  }
}

extension Bytes {
  fileprivate mutating func append(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func append(word: UInt64) {
    Swift.withUnsafeBytes(of: word.bigEndian) { append(contentsOf: $0) }
  }
}
