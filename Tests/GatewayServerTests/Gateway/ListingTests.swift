import DataRepository
import EmbeddedStore
import LabelCore
import PachydermWire
import TestSupport
import Testing

@Suite struct ListingTests {
  static let keys = [
    "a/1", "a/2", "a/b/3", "a-b", "a.txt", "a b", "a0", "aa", "b/1", "b/2", "b-/x", "c",
    "z/y/x/w", "Upper", "_u", "ü/1", "ü.txt",
  ]

  @Test(arguments: [1, 2, 3, 5, 1000])
  func pagesInByteOrderLoseNoKey(size: Int) async throws {
    let sorted = Self.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try await withKeys { gateway in
      for version in [1, 2] {
        let found = try await pages(gateway, version, "max-keys=\(size)")
        #expect(found.flatMap { $0.objects.map(\.key) } == sorted, "version \(version)")
        #expect(found.allSatisfy { $0.objects.count <= size })
      }
    }
  }

  @Test(arguments: [1, 2, 3, 1000])
  func pagesWithADelimiterLoseNeitherKeysNorPrefixes(size: Int) async throws {
    let wanted = Set(Self.keys.map { $0.contains("/") ? $0.prefix { $0 != "/" } + "/" : $0[...] })
    try await withKeys { gateway in
      for version in [1, 2] {
        let found = try await pages(gateway, version, "max-keys=\(size)&delimiter=%2F")
        let names = found.flatMap { $0.objects.map(\.key) + $0.commonPrefixes }
        #expect(names.count == wanted.count, "version \(version)")
        #expect(Set(names.map { $0[...] }) == wanted, "version \(version)")
      }
    }
  }

  @Test func versionTwoCountsAndStartsAfter() async throws {
    try await withKeys { gateway in
      let answer = try await gateway.get(
        "/master.b?list-type=2&start-after=b%2F1&encoding-type=url")
      #expect(answer.text.contains("<KeyCount>5</KeyCount>"))
      #expect(answer.text.contains("<Key>%C3%BC/1</Key>"))
      #expect(!answer.text.contains("<Owner>"))
      let listing = try ObjectListing(document: answer.body)
      #expect(listing.paging == .v2(token: nil, startAfter: "b/1", nextToken: nil))
      #expect(listing.objects.map(\.key) == ["b/2", "c", "z/y/x/w", "ü.txt", "ü/1"])
    }
  }

  @Test(arguments: ["max-keys=-1", "max-keys=x", "delimiter=a", "encoding-type=base64"])
  func impossibleQuestionsAreRefused(query: String) async throws {
    try await withKeys { gateway in
      let status = try await gateway.get("/master.b?\(query)").status
      #expect(status == 400)
    }
  }

  /// Follows the pages as a client does.
  private func pages(_ gateway: RunningGateway, _ version: Int, _ query: String) async throws
    -> [ObjectListing]
  {
    var found: [ObjectListing] = []
    var next = version == 2 ? "&list-type=2" : ""
    while found.count < 100 {
      let answer = try await gateway.get("/master.b?\(query)\(next)")
      let listing = try ObjectListing(document: answer.body)
      found.append(listing)
      guard listing.isTruncated else { return found }
      switch listing.paging {
      case .v1(_, let marker):
        next = "&marker=\(PercentEncoding.encode(try #require(marker)))"
      case .v2(_, _, let token):
        next =
          "&list-type=2&continuation-token=\(PercentEncoding.encode(try #require(token)))"
      }
    }
    return found
  }

  private func withKeys(_ body: @escaping @Sendable (RunningGateway) async throws -> Void)
    async throws
  {
    let store = try await storeWithBucket()
    let files = Self.keys.map { FileChange.put(path: "/" + $0, content: .bytes([1])) }
    _ = try await store.commit(
      files, to: Branch(repo: "b", name: "master"), description: "", ifHead: nil)
    try await RunningGateway.with(store: store) { try await body($0) }
  }
}

/// A store whose only bucket is `master.b`, empty.
func storeWithBucket() async throws -> EmbeddedStore {
  let store = try EmbeddedStore.inMemory()
  try await store.createRepo("b", description: "")
  _ = try await store.createBranch(Branch(repo: "b", name: "master"), head: nil)
  return store
}

extension RunningGateway {
  func get(_ target: String) async throws -> RawAnswer {
    try await exchange("GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
  }

  func put(_ target: String, _ body: String, headers: String = "") async throws -> RawAnswer {
    try await exchange(
      "PUT \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\(headers)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  func post(_ target: String, _ body: String) async throws -> RawAnswer {
    try await exchange(
      "POST \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
