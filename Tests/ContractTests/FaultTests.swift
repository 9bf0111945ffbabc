import DataRepository
import LabelCore
import TestSupport
import Testing

@testable import PachydermClient

/// What a cluster's changed world comes to, over gRPC to servers that are not ours.
@Suite struct FaultTests {
  /// A store on a world of its own with a repo `data` that holds `/a`, and the way to break it.
  private struct Cluster: Sendable {
    let store: any VersionedStore
    let generation: PachydermServer.Generation
    let port: Int

    func fault(_ words: String) throws {
      try PachydermServer.shared(generation).fault(words, at: port)
    }
  }

  private static func with(
    _ generation: PachydermServer.Generation, _ body: (Cluster) async throws -> Void
  ) async throws {
    let server = try PachydermServer.shared(generation)
    try await server.withWorld { port in
      try server.fault("auth good", at: port)
      let store = try await open(port, token: "good")
      try await store.createRepo("data", description: "")
      try await store.commit([.put("/a", "1")])
      try await body(Cluster(store: store, generation: generation, port: port))
    }
  }

  private static func open(_ port: Int, token: String?) async throws -> any VersionedStore {
    let address = ClusterAddress(host: "127.0.0.1", port: port)
    return try await ClusterConnection.open(ClusterConfiguration(address: address, token: token))
      .store
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func anExpiredSessionSaysHowToLogIn(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      for token in [nil, "bad"] {
        let said = await expect(.unauthorized) {
          _ = try await Self.open(cluster.port, token: token)
        }
        #expect(said.contains("pachctl auth login"))
      }
      try cluster.fault("expire")
      await expect(.unauthorized) { _ = try await cluster.store.listRepos() }
      await expect(.unauthorized) { _ = try await cluster.store.paths() }
      await expect(.unauthorized) { try await cluster.store.commit([.put("/b", "2")]) }
      try cluster.fault("heal")
      #expect(try await cluster.store.paths() == ["/a"])
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func aRepoWithoutARightToItSaysSo(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      try cluster.fault("deny data")
      for body: @Sendable () async throws -> Void in [
        { _ = try await cluster.store.inspectRepo("data") },
        { _ = try await cluster.store.paths() },
        { try await cluster.store.commit([.put("/b", "2")]) },
      ] {
        #expect(await expect(.forbidden, body).hasPrefix("no right to data"))
      }
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func theOutputOfAPipelineIsNotWritten(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      try cluster.fault("output data master")
      let said = await expect(.forbidden) { try await cluster.store.commit([.put("/b", "2")]) }
      #expect(said.contains("output of a pipeline") && said.contains("another branch"))
      #expect(try await cluster.store.paths() == ["/a"])
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func aRepoDeletedUnderUsIsNamed(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      try await Self.open(cluster.port, token: "good").deleteRepo("data", force: false)
      let said = await expect(.repoNotFound) { try await cluster.store.commit([.put("/b", "2")]) }
      #expect(said.contains("repos/ data not found"))
      await expect(.repoNotFound) { _ = try await cluster.store.paths() }
      await expect(.repoNotFound) { _ = try await cluster.store.inspectBranch(master) }
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func aStreamThatBreaksLeavesNothingHalfWritten(_ generation: PachydermServer.Generation)
    async throws
  {
    try await Self.with(generation) { cluster in
      let before = try await cluster.store.inspectBranch(master)
      let labels = (0..<1000).map { FileChange.put("/labels/\($0)", "{\"id\": \($0)}") }
      try cluster.fault("break \(generation == .one ? "PutFile" : "ModifyFile") 500")
      await expect(.unreachable) { try await cluster.store.commit(labels) }
      #expect(try await cluster.store.inspectBranch(master) == before)
      #expect(try await cluster.store.paths() == ["/a"])
      try cluster.fault("heal")
      let made = try await cluster.store.commit(labels)
      #expect(made.parent == before.head)
      #expect(try await cluster.store.paths().count == 1001)
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func aListingThatBreaksIsNoShorterListing(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      try await cluster.store.commit((0..<10).map { .put("/b\($0)", "") })
      try cluster.fault("break \(generation == .one ? "ListFileStream" : "WalkFile") 5")
      await expect(.unreachable) { _ = try await cluster.store.paths() }
    }
  }

  @Test(arguments: PachydermServer.Generation.allCases)
  func manyFilesAreReadInAFewCalls(_ generation: PachydermServer.Generation) async throws {
    try await Self.with(generation) { cluster in
      let paths = (0..<300).map { "/texts/\($0).json" }
      let labels = paths.map { FileChange.put($0, "text of \($0)") }
      try await cluster.store.commit(labels)
      let address = ClusterAddress(host: "127.0.0.1", port: cluster.port)
      let remote = CountedCalls(
        GRPCClient(ClusterConfiguration(address: address, token: "good")))
      let calls: any PFSCalls =
        generation == .one
        ? PFS1Calls(remote: remote)
        : PFS2Calls(remote, ClusterVersion(2, 0, 8), project: "default")
      let found = try await PFSStore(calls).readFiles(paths, at: head).collect()
      #expect(found.map(\.path) == paths)
      #expect(found.allSatisfy { $0.bytes == Bytes("text of \($0.path)".utf8) })
      // The head, what matches, and the contents; 2.0 also has to ask for the commit's branch.
      #expect(remote.count <= 4)
    }
  }
}
