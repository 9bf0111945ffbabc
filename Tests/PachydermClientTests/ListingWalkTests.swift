import Testing

@testable import PachydermClient

/// The order in which a gateway gives entries, and how it skips: both as recorded from real servers.
enum GatewayOrder: CaseIterable {
  /// 1.13.4: path components decide, markers compare a directory without its slash.
  case components
  /// 2.0.8: bytes decide, a directory counts with its slash.
  case bytes

  func page(of keys: [String], prefix: String, marker: String?, limit: Int) -> ListingPage {
    var entries: [String: ListingEntry] = [:]
    for key in keys where key.hasPrefix(prefix) {
      let rest = key.dropFirst(prefix.count)
      let name = rest.firstIndex(of: "/").map { prefix + rest[...$0] } ?? key
      entries[name] = ListingEntry(key: name, size: key == name ? key.utf8.count : 0)
    }
    let after = entries.values
      .filter {
        marker == nil || !marked($0).utf8.lexicographicallyPrecedes(marker!.utf8, orEqual: ())
      }
      .sorted { sortKey($0).lexicographicallyPrecedes(sortKey($1)) }
    let page = Array(after.prefix(limit))
    let isTruncated = after.count > limit
    return ListingPage(
      entries: page.shuffled(), isTruncated: isTruncated,
      nextMarker: isTruncated
        ? page.map(\.key).max { $0.utf8.lexicographicallyPrecedes($1.utf8) } : nil)
  }

  private func marked(_ entry: ListingEntry) -> String {
    self == .components && entry.isDirectory ? String(entry.key.dropLast()) : entry.key
  }

  /// `/` sorts below every other byte among path components.
  private func sortKey(_ entry: ListingEntry) -> [UInt8] {
    self == .components ? marked(entry).utf8.map { $0 == 0x2f ? 0 : $0 } : Array(entry.key.utf8)
  }
}

extension Sequence where Element == UInt8 {
  func lexicographicallyPrecedes(_ other: some Collection<UInt8>, orEqual: Void) -> Bool {
    lexicographicallyPrecedes(other) || Array(self) == Array(other)
  }
}

@Suite struct ListingWalkTests {
  private func walk(_ keys: [String], _ order: GatewayOrder, prefix: String = "", limit: Int)
    -> (keys: [String], pages: Int)
  {
    var walk = ListingWalk(prefix: prefix, isRecursive: true)
    var found: [String] = []
    var pages = 0
    while pages < 10_000 {
      switch walk.next() {
      case .page(let prefix, let marker):
        pages += 1
        walk.take(order.page(of: keys, prefix: prefix, marker: marker, limit: limit))
      case .entry(let entry): found.append(entry.key)
      case .done: return (found, pages)
      }
    }
    return (found, pages)
  }

  private func sorted(_ keys: [String]) -> [String] {
    keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test(arguments: GatewayOrder.allCases, [1, 2, 3, 1000])
  func theKeysThatARealGatewayLostAreFound(_ order: GatewayOrder, _ limit: Int) {
    let keys = [
      "Upper", "_u", "a b", "a-b", "a.txt", "a/1", "a/2", "a/b/3", "a0", "aa", "b-/1", "b/1", "b/2",
      "c", "z/z/z",
    ]
    #expect(walk(keys, order, limit: limit).keys == sorted(keys))
    #expect(walk(keys, order, prefix: "a/", limit: limit).keys == ["a/1", "a/2", "a/b/3"])
    #expect(
      walk(keys, order, prefix: "a", limit: limit).keys == sorted(keys.filter { $0.hasPrefix("a") })
    )
  }

  @Test(arguments: GatewayOrder.allCases)
  func noKeyOfARandomTreeIsMissedOrGivenTwice(_ order: GatewayOrder) {
    var random = SeededRandom(seed: 7)
    let names = ["a", "a b", "a-", "a-b", "a.t", "a0", "b", "b!", "é", "~"]
    for _ in 0..<200 {
      var keys: Set<String> = []
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let depth = Int.random(in: 1...4, using: &random)
        let parts = (0..<depth).map { _ in names.randomElement(using: &random) ?? "a" }
        let key = parts.joined(separator: "/")
        // A name is a file or a directory, never both.
        let clashes = keys.contains { $0.hasPrefix(key + "/") || key.hasPrefix($0 + "/") }
        if !clashes { keys.insert(key) }
      }
      let limit = Int.random(in: 1...7, using: &random)
      #expect(walk(Array(keys), order, limit: limit).keys == sorted(Array(keys)))
    }
  }

  @Test(arguments: GatewayOrder.allCases)
  func aDirectoryBehindManyNamesThatSortBeforeItsSlashIsReached(_ order: GatewayOrder) {
    let keys = (100..<150).map { "a \($0)" } + ["a/1", "b"]
    let result = walk(keys, order, limit: 5)
    #expect(result.keys == sorted(keys))
    #expect(result.pages < 40)
  }

  @Test(arguments: GatewayOrder.allCases)
  func aKeyThatIsTheWholePrefixIsFound(order: GatewayOrder) {
    #expect(walk(["six.json"], order, prefix: "six.json", limit: 3).keys == ["six.json"])
    #expect(walk(["a", "a.b", "ab/c"], order, prefix: "a", limit: 1).keys == ["a", "a.b", "ab/c"])
  }

  @Test func oneLevelGivesFilesAndDirectories() {
    var walk = ListingWalk(prefix: "a/", isRecursive: false)
    #expect(walk.next() == .page(prefix: "a/", marker: nil))
    let entries = [ListingEntry(key: "a/x", size: 1, etag: "e"), ListingEntry(key: "a/d/")]
    walk.take(ListingPage(entries: entries, isTruncated: false))
    #expect(walk.next() == .entry(entries[1]))
    #expect(walk.next() == .entry(entries[0]))
    #expect(walk.next() == .done)
  }
}

/// SplitMix64, so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
