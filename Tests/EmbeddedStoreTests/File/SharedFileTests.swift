import DataRepository
import Foundation
import GRDB
import LabelCore
import Testing

@testable import EmbeddedStore

/// Two handles on one file stand for two processes: they share nothing but the file.
@Suite struct SharedFileTests {
  @Test func writersOfTwoStoresLoseNothing() async throws {
    try await withFile { path in
      let stores = [try EmbeddedStore.open(at: path), try EmbeddedStore.open(at: path)]
      try await stores[0].createRepo("data", description: "")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            for number in 0..<15 { try await add("\(writer)-\(number)", to: stores[writer % 2]) }
          }
        }
        try await group.waitForAll()
      }
      let lines = try await stores[1].text("/list").split(separator: "\n")
      #expect(Set(lines).count == 60)
      #expect(lines.count == 60)
      #expect(
        try await stores[0].listCommits(of: "data", from: head, limit: nil).collect().count == 60)
      #expect(try await stores[0].check().problems == [])
    }
  }

  @Test(arguments: 0..<5)
  func manyProcessesMayMakeTheFileAtOnce(_: Int) async throws {
    try await withFile { path in
      let identities = try await withThrowingTaskGroup(of: StoreIdentity.self) { group in
        for _ in 0..<6 {
          group.addTask { try await EmbeddedStore.open(at: path).identity() }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(identities.count == 1)
    }
  }

  @Test func aFileThatAnotherProcessHasJustBegunIsNotTakenForAForeignOne() async throws {
    try await withFile { path in
      let begun = try DatabaseQueue(path: path)
      try await begun.write { database in
        try database.execute(
          sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      }
      try begun.close()
      #expect(try await EmbeddedStore.open(at: path).listRepos().isEmpty)
    }
  }

  @Test func aSubscriberSeesWhatAnotherProcessCommits() async throws {
    try await withFile { path in
      var settings = EmbeddedStore.Settings()
      settings.lookInterval = 0.01
      let here = try EmbeddedStore.open(at: path, settings: settings)
      let there = try EmbeddedStore.open(at: path)
      try await here.createRepo("data", description: "")
      _ = try await here.createBranch(master, head: nil)
      var commits = here.subscribe(to: master, after: nil).makeAsyncIterator()
      async let first = commits.next()
      let commit = try await there.commit([("/a", "1")])
      #expect(try await first == commit)
    }
  }

  @Test func aWriterThatWaitsTooLongIsTold() async throws {
    try await withFile { path in
      var settings = EmbeddedStore.Settings()
      settings.patience = 0.05
      let store = try EmbeddedStore.open(at: path, settings: settings)
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: path, configuration: configuration)
      try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      let error = await #expect(throws: StoreError.self) {
        try await store.createRepo("data", description: "")
      }
      #expect(error?.code == .timeout)
      #expect(error?.message == "another process has been writing to \(path) for too long")
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      try await store.createRepo("data", description: "")
    }
  }

  /// Adds a line to a file if nobody came between, as often as it takes.
  private func add(_ line: String, to store: EmbeddedStore) async throws {
    while true {
      let present = try? await store.inspectCommit(head)
      let at = CommitRef(repo: "data", commit: present?.id ?? "")
      let text = present == nil ? "" : try await store.text("/list", at: at)
      let put = FileChange.put(
        path: "/list", content: .bytes(Bytes((text + line + "\n").utf8)))
      do {
        _ = try await store.commit(
          [put], to: master, description: "",
          ifHead: present.map { .commit($0.id) } ?? .empty)
        return
      } catch let error as StoreError where error.code == .conflict {
        await Task.yield()
      }
    }
  }
}
