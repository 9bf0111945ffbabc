/// A walk over a bucket that misses no key whatever the gateway's order, and gives keys in byte order.
///
/// A Pachyderm 1.x gateway sorts by path component (`a/1` before `a b`, `a-b`) but skips by comparing the
/// marker's bytes, so that paging through a plain listing loses keys; 2.x sorts and compares bytes. Within one
/// level (`delimiter=/`) both can be paged: the walk lists level by level, and marks its place with the greatest
/// name *without* a directory's trailing slash, up to which both orders have given everything. What an order
/// gives again is dropped, and what it gives early waits until nothing smaller can follow.
///
/// The walk is a value that does no I/O: `next` says what it wants or has, `take` feeds it a page.
struct ListingWalk {
  /// What the walk wants from its driver, or has for it.
  enum Step: Equatable {
    /// Fetch this page and `take` it.
    case page(prefix: String, marker: String?)
    case entry(ListingEntry)
    case done
  }

  private let isRecursive: Bool
  private var levels: [Level]

  /// - Parameter prefix: keys must begin with this; it may end in the middle of a name.
  init(prefix: String, isRecursive: Bool) {
    self.isRecursive = isRecursive
    levels = [Level(prefix: prefix)]
  }

  /// Entries and keys that are remembered: about two pages a level, whatever the bucket's size.
  var size: Int { levels.reduce(0) { $0 + $1.size } }

  mutating func next() -> Step {
    while var level = levels.last {
      let entry = level.popReady()
      levels[levels.count - 1] = level
      if let entry {
        guard entry.isDirectory && isRecursive else { return .entry(entry) }
        levels.append(Level(prefix: entry.key))
      } else if level.isComplete {
        levels.removeLast()
      } else {
        return .page(prefix: level.prefix, marker: level.marker)
      }
    }
    return .done
  }

  /// Feeds the page that the last `next` asked for.
  mutating func take(_ page: ListingPage) {
    guard !levels.isEmpty else { return }
    levels[levels.count - 1].take(page)
  }
}

/// A key or, ending in `/`, a common prefix.
struct ListingEntry: Equatable {
  var key: String
  var size = 0
  var etag = ""

  var isDirectory: Bool { key.hasSuffix("/") }

  /// The key without a directory's trailing slash.
  fileprivate var name: Substring { isDirectory ? key.dropLast() : key[...] }
}

/// One answer to a listing with `delimiter=/`.
struct ListingPage: Equatable {
  /// Keys and common prefixes, in any order.
  var entries: [ListingEntry]
  var isTruncated: Bool
  var nextMarker: String?
}

/// One directory level on its way.
private struct Level {
  let prefix: String
  /// Everything with a key up to here, in byte order, has been seen.
  private(set) var marker: String?
  private(set) var isComplete = false
  /// Seen and not yet given out, greatest key first.
  private var waiting: [ListingEntry] = []
  /// Keys above the marker that have been seen, as bytes: equal strings need not have equal bytes.
  private var seen: Set<ByteKey> = []

  init(prefix: String) {
    self.prefix = prefix
  }

  var size: Int { waiting.count + seen.count }

  /// The smallest waiting entry, if nothing smaller can follow.
  mutating func popReady() -> ListingEntry? {
    guard let entry = waiting.last else { return nil }
    guard isComplete || marker.map({ !$0.utf8.precedes(entry.key.utf8) }) == true else {
      return nil
    }
    return waiting.removeLast()
  }

  mutating func take(_ page: ListingPage) {
    // An entry equal to a directory's own prefix is the directory itself, not a child.
    let new = page.entries.filter { entry in
      let isLevel = prefix.hasSuffix("/") && entry.key.utf8.elementsEqual(prefix.utf8)
      return !isLevel && !seen.contains(ByteKey(entry.key))
    }
    isComplete = !page.isTruncated
    var reached = marker.map { $0[...] } ?? ""
    for entry in new where reached.utf8.precedes(entry.name.utf8) { reached = entry.name }
    // Only a byte order gives a page without a greater name; there its own marker is right.
    let before = marker.map { $0[...] } ?? ""
    if !before.utf8.precedes(reached.utf8), let next = page.nextMarker { reached = next[...] }
    // A gateway that does not move on would be asked for ever.
    if !before.utf8.precedes(reached.utf8) { isComplete = true }
    marker = String(reached)
    seen.formUnion(new.map { ByteKey($0.key) })
    seen = seen.filter { reached.utf8.precedes($0.text.utf8) }
    waiting.append(contentsOf: new)
    waiting.sort { $1.key.utf8.precedes($0.key.utf8) }
  }
}

/// A key that equals another only if all its bytes do: `é` can be written in two ways.
private struct ByteKey: Hashable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension Sequence where Element == UInt8 {
  /// Byte order, as the keys of a store are sorted.
  fileprivate func precedes(_ other: some Sequence<UInt8>) -> Bool {
    lexicographicallyPrecedes(other)
  }
}
