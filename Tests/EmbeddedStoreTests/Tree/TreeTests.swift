import DataRepository
import GRDB
import LabelCore
import Testing

@testable import EmbeddedStore

@Suite struct TreeTests {
  /// Runs `body` on nodes in memory.
  private func withNodes<T: Sendable>(_ body: @escaping @Sendable (NodeAccess) throws -> T)
    async throws -> T
  {
    let store = try EmbeddedStore.inMemory()
    return try await store.write { database in
      try body(NodeAccess(database: database, cache: store.nodes))
    }
  }

  private static func edit(_ path: String, _ number: Int) -> TreeEdit {
    let key = Key(bytes: Bytes(path.utf8))
    let hash = ContentHash(of: Bytes("\(number)".utf8))
    return TreeEdit(key: key, slot: Slot(file: key, hash: hash, size: number, commit: 1))
  }

  @Test func theShapeOfATreeDependsOnItsFilesAlone() async throws {
    try await withNodes { access in
      let editor = TreeEditor(access: access)
      let edits = numbered(3000).enumerated().map { Self.edit($1, $0) }
      let whole = try #require(try editor.apply(edits, to: nil))
      var grown: Slot?
      // In ten portions that lie all over one another.
      for start in 0..<10 {
        let portion = stride(from: start, to: edits.count, by: 10).map { edits[$0] }
        grown = try editor.apply(portion, to: grown)
      }
      #expect(grown?.hash == whole.hash)
      #expect(grown?.totals == whole.totals)
      let more = (0..<700).map { Self.edit("/more/\(1000 + $0)", $0) }
      let bigger = try editor.apply(more, to: whole)
      let back = try editor.apply(more.map { TreeEdit(key: $0.key, slot: nil) }, to: bigger)
      #expect(back?.hash == whole.hash)
      let none = try editor.apply(edits.map { TreeEdit(key: $0.key, slot: nil) }, to: back)
      #expect(none == nil)
    }
  }

  @Test func oneChangeWritesOnlyTheNodesAboveIt() async throws {
    let count = 100_000
    try await withNodes { access in
      let editor = TreeEditor(access: access)
      let edits = numbered(count).enumerated().map { Self.edit($1, $0) }
      let root = try #require(try editor.apply(edits, to: nil))
      let height = try access.load(root).level + 1
      #expect(root.totals.files == count)
      #expect(height <= 4)
      for place in [0, 777, count / 2, count - 1] {
        let before = access.cache.counts
        let path = "\(numbered(count)[place]).new"
        let changed = try editor.apply([Self.edit(path, place + 1)], to: root)
        // A new file may cut a node in two at each level, and move the next cut.
        #expect(access.cache.counts.written - before.written <= 3 * height, "\(path)")
        access.cache.empty()
        var diff = try TreeDiff(old: root, new: changed, access)
        #expect(try diff.next(access)?.new?.key.text == path)
        #expect(try diff.next(access) == nil)
        #expect(access.cache.counts.read <= 8 * height, "equal subtrees are not read")
      }
    }
  }

  @Test func oneFileMoreInABranchOfManyIsAFewPagesOnTheDisk() async throws {
    try await withFile { path in
      let store = try EmbeddedStore.open(at: path)
      try await store.createRepo("data", description: "")
      try await store.commit([("/first", "1")])
      try await store.write { database in
        let edits = numbered(30_000).enumerated().map { Self.edit($1, $0) }
        let access = NodeAccess(database: database, cache: store.nodes)
        let root = try TreeEditor(access: access).apply(edits, to: nil)
        try database.execute(
          sql: "UPDATE commits SET tree = ?, tree_hash = ?",
          arguments: [root?.link, root?.hash.data])
      }
      for number in 0..<5 {
        _ = try await store.database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try await store.commit([("/texts.json/\(number)", "a label of some length \(number)")])
        #expect(size(of: path + "-wal") <= 64 << 10)
      }
    }
  }

  @Test func aDirectoryIsFoundAndAddedUpFromAFewNodes() async throws {
    try await withNodes { access in
      let paths = (0..<200).flatMap { d in (0..<50).map { "/d\(1000 + d)/\(100 + $0)" } }
      let edits = paths.enumerated().map { Self.edit($1, $0) }
      let root = try TreeEditor(access: access).apply(edits, to: nil)
      access.cache.empty()
      let reader = TreeReader(root: root, access: access)
      let totals = try #require(try reader.directory(Key(bytes: Bytes("/d1100".utf8))))
      #expect(totals.files == 50)
      #expect(totals.size == (5000..<5050).reduce(0, +))
      #expect(access.cache.counts.read <= 8)
      #expect(try reader.directory(Key(bytes: Bytes("/d".utf8))) == nil)
    }
  }

  @Test func aDamagedNodeIsNotTakenForAnother() throws {
    let slots = (0..<20).compactMap { Self.edit("/a/\(100 + $0)", $0).slot }
    for level in 0...1 {
      let node = Node(level: level, slots: slots)
      let stored = StoredNode(node)
      #expect(stored.decoded() == node)
      for count in 0..<stored.body.count {
        let cut = StoredNode(body: Bytes(stored.body[..<count]), links: stored.links)
        #expect(cut.decoded() == nil)
      }
      #expect(StoredNode(body: stored.body + [0], links: stored.links).decoded() == nil)
      #expect(StoredNode(body: stored.body, links: Bytes(stored.links.dropLast())).decoded() == nil)
      let huge = StoredNode(body: [0] + Bytes(repeating: 0xFF, count: 40), links: stored.links)
      #expect(huge.decoded() == nil)
    }
  }
}
