import TestSupport
import Testing

@testable import PachydermClient

@Suite struct ListingWalkTests {
  private func walk(
    _ keys: [String], _ release: GatewayModel.Release, prefix: String = "", limit: Int
  ) -> (keys: [String], pages: Int) {
    let model = GatewayModel(release, keys: keys)
    var walk = ListingWalk(prefix: prefix, isRecursive: true)
    var found: [String] = []
    var pages = 0
    while pages < 10_000 {
      switch walk.next() {
      case .page(let prefix, let marker):
        pages += 1
        walk.take(model.page(LevelQuestion(prefix: prefix, marker: marker, limit: limit)))
      case .entry(let entry): found.append(entry.key)
      case .done: return (found, pages)
      }
    }
    return (found, pages)
  }

  private func sorted(_ keys: some Sequence<String>) -> [String] {
    keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test(arguments: GatewayModel.Release.allCases, [1, 2, 3, 1000])
  func theKeysThatARealGatewayLostAreFound(_ release: GatewayModel.Release, _ limit: Int) {
    let keys = [
      "Upper", "_u", "a b", "a-b", "a.txt", "a/1", "a/2", "a/b/3", "a0", "aa", "b-/1", "b/1", "b/2",
      "c", "z/z/z",
    ]
    #expect(walk(keys, release, limit: limit).keys == sorted(keys))
    #expect(walk(keys, release, prefix: "a/", limit: limit).keys == ["a/1", "a/2", "a/b/3"])
    #expect(
      walk(keys, release, prefix: "a", limit: limit).keys
        == sorted(keys.filter { $0.hasPrefix("a") })
    )
  }

  @Test(arguments: GatewayModel.Release.allCases)
  func noKeyOfARandomTreeIsMissedOrGivenTwice(_ release: GatewayModel.Release) {
    var random = SeededGenerator(seed: 7)
    for number in 0..<2000 {
      let keys = randomTree(using: &random)
      let limit = Int.random(in: 1...7, using: &random)
      let prefix = randomPrefix(of: keys, using: &random)
      let expected = sorted(keys.filter { $0.utf8.starts(with: prefix.utf8) })
      let found = walk(keys, release, prefix: prefix, limit: limit).keys
      let isSame = found.elementsEqual(expected) { $0.utf8.elementsEqual($1.utf8) }
      #expect(isSame, "tree \(number), prefix \(prefix), \(limit) a page: \(found), \(expected)")
    }
  }

  /// Names around the slash in byte order, and such as only differ in their composition.
  private static let names = [
    "a", "a b", "a-", "a-b", "a.t", "a0", "b", "b!", "\u{e9}", "e\u{301}", "~", "%2F", "a b.", "0",
  ]

  private func randomTree(using random: inout SeededGenerator) -> [String] {
    var (files, directories) = (Set<[UInt8]>(), Set<[UInt8]>())
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let depth = Int.random(in: 1...4, using: &random)
      let parts = (0..<depth).map { _ in Self.names.randomElement(using: &random) ?? "a" }
      let parents = (1..<depth).map { Array(parts[..<$0].joined(separator: "/").utf8) }
      let key = Array(parts.joined(separator: "/").utf8)
      // A name is a file or a directory, never both.
      guard !directories.contains(key), parents.allSatisfy({ !files.contains($0) }) else {
        continue
      }
      files.insert(key)
      directories.formUnion(parents)
    }
    return files.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Nothing, a directory, or a part of a name.
  private func randomPrefix(of keys: [String], using random: inout SeededGenerator) -> String {
    guard let key = sorted(keys).randomElement(using: &random), Bool.random(using: &random) else {
      return ""
    }
    let scalars = Array(key.unicodeScalars)
    let count = Int.random(in: 0...scalars.count, using: &random)
    return String(String.UnicodeScalarView(scalars[..<count]))
  }

  @Test(arguments: GatewayModel.Release.allCases)
  func aDirectoryBehindManyNamesThatSortBeforeItsSlashIsReached(_ release: GatewayModel.Release) {
    let keys = (100..<150).map { "a \($0)" } + ["a/1", "b"]
    let result = walk(keys, release, limit: 5)
    #expect(result.keys == sorted(keys))
    #expect(result.pages < 40)
  }

  @Test(arguments: GatewayModel.Release.allCases)
  func aKeyThatIsTheWholePrefixIsFound(release: GatewayModel.Release) {
    #expect(walk(["six.json"], release, prefix: "six.json", limit: 3).keys == ["six.json"])
    #expect(
      walk(["a", "a.b", "ab/c"], release, prefix: "a", limit: 1).keys == ["a", "a.b", "ab/c"])
  }

  /// 100 directories of 1,000 keys, or one of 100,000.
  @Test(arguments: [(100, 1000), (1, 100_000)])
  func aHundredThousandKeysAreAStreamInBoundedMemory(_ directories: Int, _ files: Int) {
    let width = 1000
    func page(_ prefix: String, _ marker: String?) -> ListingPage {
      let count = prefix.isEmpty ? directories : files
      let number = marker.flatMap { Int($0.dropFirst(prefix.count + 1)) }.map { $0 + 1 } ?? 0
      let end = min(number + width, count)
      let entries = (number..<end).map { place in
        let digits = String(1_000_000 + place).dropFirst()
        return ListingEntry(key: prefix.isEmpty ? "d\(digits)/" : "\(prefix)f\(digits)")
      }
      return ListingPage(
        entries: entries, isTruncated: end < count, nextMarker: entries.last?.key)
    }
    var walk = ListingWalk(prefix: "", isRecursive: true)
    var (count, largest, last, isSorted) = (0, 0, "", true)
    while true {
      switch walk.next() {
      case .page(let prefix, let marker): walk.take(page(prefix, marker))
      case .entry(let entry):
        isSorted = isSorted && last < entry.key
        (count, last) = (count + 1, entry.key)
      case .done:
        #expect(count == 100_000 && isSorted)
        #expect(largest <= 2 * width)
        return
      }
      largest = max(largest, walk.size)
    }
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
