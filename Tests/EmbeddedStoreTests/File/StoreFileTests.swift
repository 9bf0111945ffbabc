import DataRepository
import Foundation
import GRDB
import LabelCore
import Testing

@testable import EmbeddedStore

@Suite struct StoreFileTests {
  @Test func whatWasCommittedIsThereWhenTheFileIsOpenedAgain() async throws {
    try await withFile { path in
      var store = try EmbeddedStore.open(at: path)
      try await store.createRepo("data", description: "kept")
      let commit = try await store.commit([("/a", "one"), ("/d/b", "two")])
      let identity = try await store.identity()
      store = try EmbeddedStore.open(at: path)
      #expect(try await store.identity() == identity)
      #expect(try await store.inspectRepo("data").description == "kept")
      #expect(try await store.inspectCommit(head) == commit)
      #expect(try await store.text("/d/b") == "two")
    }
  }

  @Test func eachStoreHasAnIdentityOfItsOwn() async throws {
    let first = try await EmbeddedStore.inMemory().identity()
    let second = try await EmbeddedStore.inMemory().identity()
    #expect(first.kind == "embedded")
    #expect(!first.id.isEmpty)
    #expect(first.id != second.id)
  }

  @Test func commitsAreSyncedToTheDisk() async throws {
    try await withFile { path in
      let store = try EmbeddedStore.open(at: path)
      let level = try await store.database.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
      let mode = try await store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
      #expect(level == 2)
      #expect(mode == "wal")
    }
  }

  @Test func theDirectoryOfTheFileIsMade() async throws {
    try await withFile { path in
      let deep = path + ".d/a/b/store.db"
      let store = try EmbeddedStore.open(at: deep)
      try await store.createRepo("data", description: "")
      #expect(FileManager.default.fileExists(atPath: deep))
    }
  }

  @Test func aStoreOfANewerVersionIsRefused() async throws {
    try await withFile { path in
      let store = try EmbeddedStore.open(at: path)
      try await store.write { database in
        try database.execute(
          sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 what nobody knows yet')")
      }
      let error = #expect(throws: StoreError.self) { try EmbeddedStore.open(at: path) }
      #expect(error?.code == .unsupported)
      #expect(
        error?.message.hasSuffix(
          "was written by a newer version of Tagline; this one cannot read it") == true)
    }
  }

  @Test func filesOfOthersAreRefusedAndLeftAlone() async throws {
    try await withFile { path in
      try await DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE mine (x)") }
      let error = #expect(throws: StoreError.self) { try EmbeddedStore.open(at: path) }
      #expect(error?.message == "\(path) is a database, but not a Tagline store")
      let tables = try await DatabaseQueue(path: path).read {
        try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema")
      }
      #expect(tables == ["mine"])
      let text = path + ".txt"
      try String(repeating: "no database at all ", count: 99).write(
        toFile: text, atomically: false, encoding: .utf8)
      let other = #expect(throws: StoreError.self) { try EmbeddedStore.open(at: text) }
      #expect(other?.message == "\(text) is not a Tagline store")
    }
  }

  @Test func equalContentIsStoredOnce() async throws {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("data", description: "")
    try await store.commit((0..<50).map { ("/\($0)", "same") } + [("/other", "other")])
    try await store.commit([("/again", "same")])
    let count = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contents") }
    #expect(count == 2)
  }

  @Test func aCommitThatFailsLeavesNoTrace() async throws {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("data", description: "")
    try await store.commit([("/a", "1")])
    let before = try await store.read { try Tally($0) }
    await #expect(throws: StoreError.self) { try await store.commit([("/b", "2"), ("/a/c", "3")]) }
    #expect(try await store.read { try Tally($0) } == before)
  }
}

/// Rows of each table.
struct Tally: Equatable, Sendable {
  var rows: [String: Int] = [:]

  init(_ database: Database) throws {
    for table in ["repos", "branches", "commits", "nodes", "contents", "pieces", "staged"] {
      rows[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
    }
  }
}
