import DataRepository
import GRDB
import LabelCore
import Synchronization
import Testing

@testable import EmbeddedStore

@Suite struct CheckTests {
  private func filledStore() async throws -> EmbeddedStore {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("data", description: "")
    try await store.commit(numbered(500).map { ($0, "text of \($0)") })
    let large = Bytes(repeating: 5, count: 2_200_000)
    try await store.put(large, at: "/large", on: master)
    return store
  }

  /// The problems found after the file was changed behind the store's back.
  private func problems(after sql: String) async throws -> [String] {
    let store = try await filledStore()
    try await store.write { try $0.execute(sql: sql) }
    return try await store.check().problems
  }

  @Test func aSoundStoreHasNoProblemsAndEverythingIsLookedAt() async throws {
    let store = try await filledStore()
    let told = Mutex(0)
    let report = try await store.check { _ in told.withLock { $0 += 1 } }
    #expect(report.problems == [])
    #expect(report.commits == 2)
    #expect(report.contents == 501)
    #expect(report.bytes == 2_200_000 + numbered(500).reduce(0) { $0 + "text of \($1)".utf8.count })
    #expect(report.nodes == (try await store.read { try Tally($0).rows["nodes"] }))
    #expect(told.withLock { $0 } > 2)
  }

  @Test func eachKindOfDamageIsFound() async throws {
    let cases = [
      ("UPDATE contents SET data = x'00' WHERE id = 7", "is damaged"),
      ("DELETE FROM contents WHERE id = 7", "is missing"),
      ("DELETE FROM pieces WHERE place = 1", "is damaged"),
      ("UPDATE pieces SET data = zeroblob(length(data)) WHERE place = 2", "is damaged"),
      ("DELETE FROM nodes WHERE id = 2", "node 2 of a tree is missing"),
      ("UPDATE nodes SET body = body || x'00' WHERE id = 2", "node 2 of a tree is damaged"),
      ("UPDATE commits SET size = size + 1", "has other totals than are kept above it"),
      ("UPDATE branches SET head = 99", "branch master points to a commit that is not there"),
      ("UPDATE commits SET parent = 99", "has a parent that is not there"),
    ]
    for (sql, expected) in cases {
      let found = try await problems(after: sql)
      #expect(found.contains { $0.hasSuffix(expected) }, "\(sql): \(found)")
    }
  }

  @Test func cleaningRemovesOnlyWhatNoCommitReaches() async throws {
    let store = try await filledStore()
    #expect(try await store.removeUnreachable() == CleaningReport())
    let staged = try await store.stage(Bytes("waiting".utf8))
    try await store.createRepo("gone", description: "")
    try await store.put(Bytes("secret".utf8), at: "/s", on: Branch(repo: "gone", name: "master"))
    try await store.deleteRepo("gone", force: false)
    let report = try await store.removeUnreachable()
    #expect(report == CleaningReport(nodes: 1, contents: 1, bytes: 6))
    #expect(try await store.check().problems == [])
    _ = try await store.commit(
      [.put(path: "/w", content: .staged(staged))], to: master, description: "", ifHead: nil)
    try await store.deleteCommit(head)
    try await store.deleteCommit(head)
    #expect(try await store.removeUnreachable().bytes == 2_200_000 + 7)
    #expect(try await store.text(numbered(1)[0]) == "text of \(numbered(1)[0])")
    #expect(try await store.check().problems == [])
  }
}
