import DataRepository
import EmbeddedStore
import LabelCore
import PachydermClient
import Testing

/// What only the S3 client has to hold: it sees a store through its gateway as it is, and says what
/// it cannot see.
@Suite struct GatewayContract {
  private static func filled(
    _ changes: [FileChange],
    _ body: @escaping @Sendable (EmbeddedStore, S3Store) async throws -> Void
  ) async throws {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("data", description: "")
    try await store.commit(changes)
    try await Gateway.serving(store) { try await body(store, $0) }
  }

  @Test func thousandsOfFilesAreListedWholeInTheStoresOrder() async throws {
    let names = ["a", "a-", "a/x", "a b", "é", "%41", "#&=?+", "zz/deep/er"]
    let paths = (0..<2500).map { "/t\($0 % 3)/\(names[$0 % names.count])\($0)" }
    try await Self.filled(paths.map { .put($0, "text of " + $0) }) { store, client in
      let expected = try await store.list(at: head)
      let found = try await client.list(at: head)
      #expect(found.map(\.path) == expected.map(\.path))
      #expect(found.map(\.hash) == expected.map(\.hash))
      #expect(found.map(\.size) == expected.map(\.size))
      let contents = try await client.readFiles(found.map(\.path), at: head).collect()
      #expect(contents.count == 2500)
      #expect(contents.allSatisfy { $0.bytes == Bytes("text of \($0.path)".utf8) })
      for request in [
        ListRequest(prefix: "/t1/a"), ListRequest(prefix: "/t2/", depth: .directories),
        ListRequest(after: "/t1/a/x1000", limit: 700),
      ] {
        let expected = try await store.paths(request)
        #expect(try await client.paths(request) == expected, "\(request)")
      }
    }
  }

  @Test func whatIsPutHereIsThereByteForByte() async throws {
    try await Self.filled([.put("/old", "x")]) { store, client in
      let paths = ["/a b", "/a+b", "/100%", "/%2B", "/k=v&w#?", "/日本/é", "/.x/..y", "/~(1)*'!"]
      try await client.commit(paths.map { .put($0, "\u{0}\r\n" + $0) })
      for path in paths { #expect(try await store.text(path) == "\u{0}\r\n" + path) }
      try await client.commit(paths.map { .copy(from: head, source: $0, path: "/copy" + $0) })
      for path in paths {
        #expect(try await store.text("/copy" + path) == "\u{0}\r\n" + path)
      }
      try await client.commit(paths.map { .delete(path: $0) })
      #expect(try await client.paths(ListRequest(depth: .directories)) == ["/copy/", "/old"])
    }
  }

  @Test func aCommitIsReadByTheIdThatThePutGave() async throws {
    try await Self.filled([.put("/a", "1")]) { store, client in
      let commit = try await client.commit([.put("/a", "2")])
      #expect(try await store.inspectBranch(master).head == commit.id)
      try await client.commit([.put("/a", "3")])
      #expect(try await client.text("/a", at: CommitRef(repo: "data", commit: commit.id)) == "2")
      let unknown = CommitRef(repo: "data", commit: "0123456789ab4def0123456789abcdef")
      await expect(.commitNotFound) { _ = try await client.text("/a", at: unknown) }
    }
  }

  @Test func whatS3HasNoWordsForNamesTheWayOut() async throws {
    try await Self.filled([.put("/a", "1")]) { store, client in
      let v1 = Branch(repo: "data", name: "v1")
      let before = CommitRef(repo: "data", commit: "master^")
      var said: [String] = []
      said.append(await expect(.unsupported) { _ = try await client.text("/a", at: before) })
      said.append(
        await expect(.unsupported) { _ = try await client.createBranch(v1, head: "master") })
      said.append(await expect(.unsupported) { _ = try await client.commits() })
      said.append(await expect(.unsupported) { _ = try await client.inspectCommit(head) })
      #expect(said.allSatisfy { $0.contains("--pachd ADDRESS") })
      await expect(.notEmpty) { try await client.deleteRepo("data", force: true) }
      await expect(.notEmpty) { try await client.deleteBranch(master, force: false) }
      let kept = try await store.text("/a")
      #expect(kept == "1")
    }
  }

  @Test func aStoppedGatewayIsUnreachable() async throws {
    var gone: S3Store?
    let (stores, kept) = AsyncStream.makeStream(of: S3Store.self)
    try await Gateway.serving(EmbeddedStore.inMemory()) { kept.yield($0) }
    for await store in stores {
      gone = store
      break
    }
    let store = try #require(gone)
    let message = await expect(.unreachable) { _ = try await store.listRepos() }
    #expect(message.contains("is the gateway running"))
  }
}
