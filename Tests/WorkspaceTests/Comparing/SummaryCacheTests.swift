import DataRepository
import Foundation
import GRDB
import LabelCore
import Synchronization
import Testing

@testable import Workspace

@Suite struct SummaryCacheTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "tagline-cache-\(UUID().uuidString)")
  private var place: String { directory.appending(path: "summaries.db").path }

  private func entry(_ id: Int) -> SummaryCache.Entry {
    let text = Array("object \(id)".utf8)
    var summary = LabelSummary(id: id, data: "data \(id)")
    summary.excerpt = "text \(id)"
    return SummaryCache.Entry(summary: summary, content: ContentHash(of: text))
  }

  private func hash(_ id: Int) -> String { ContentHash(of: Array("\(id)".utf8)).hex }

  @Test func whatOneProcessReadAnotherFinds() async {
    defer { try? FileManager.default.removeItem(at: directory) }
    let (one, other) = (SummaryCache(at: place), SummaryCache(at: place))
    await one.keep([(hash(1), entry(1)), (hash(2), entry(2))], of: .sha256)
    let noTask = SummaryCache.Entry(summary: nil, content: entry(3).content)
    await one.keep([(hash(3), noTask)], of: .sha256)
    await one.flush()
    let found = await other.entries([hash(2), hash(9), hash(1), hash(3)], of: .sha256)
    #expect(found.map { $0?.summary?.excerpt } == ["text 2", nil, "text 1", nil])
    // Known to be no task is not the same as not known.
    #expect(found.map { $0 != nil } == [true, false, true, true])
    #expect(found[2]?.content == entry(1).content)
  }

  @Test func whatIsKeptIsKnownAtOnceAndWrittenManyAtATime() async {
    defer { try? FileManager.default.removeItem(at: directory) }
    let time = Mutex(100.0)
    let cache = SummaryCache(at: place, now: { time.withLock { $0 } })
    func known(by cache: SummaryCache) async -> Int {
      await cache.entries((0..<40).map(hash), of: .sha256).count { $0 != nil }
    }
    await cache.keep((0..<20).map { (hash($0), entry($0)) }, of: .sha256)
    #expect(await known(by: cache) == 20)
    #expect(await known(by: SummaryCache(at: place)) == 0)
    // Nothing waits for long: what a process that is killed had read is worth keeping.
    time.withLock { $0 += 5 }
    await cache.keep((20..<30).map { (hash($0), entry($0)) }, of: .sha256)
    #expect(await known(by: SummaryCache(at: place)) == 30)
    let work = Task {
      try await cache.flushing {
        await cache.keep((30..<40).map { (hash($0), entry($0)) }, of: .sha256)
        withUnsafeCurrentTask { $0?.cancel() }
        try Task.checkCancellation()
      }
    }
    await #expect(throws: CancellationError.self) { try await work.value }
    #expect(await known(by: SummaryCache(at: place)) == 40)
  }

  @Test func whatIsAskedForWhileSomebodyWritesIsWrittenByThem() throws {
    let pending = PendingRows(at: 0)
    func add(_ id: Int) {
      let row = CacheRow(serial: 0, hash: hash(id), content: entry(id).content, bytes: [])
      pending.add([row], of: .sha256)
    }
    add(1)
    #expect(pending.take(at: 1, all: false)?.count == nil, "nothing is due")
    let first = try #require(pending.take(at: 1, all: true))
    #expect(first.flatMap(\.rows).map(\.hash) == [hash(1)])
    add(2)
    #expect(pending.take(at: 9, all: true)?.count == nil, "somebody writes")
    // Both are found all the while.
    #expect(pending.find([hash(1), hash(2)], of: .sha256).allSatisfy { $0 != nil })
    #expect(pending.written(at: 9))
    let second = try #require(pending.take(at: 9, all: true))
    #expect(second.flatMap(\.rows).map(\.hash) == [hash(2)])
    #expect(!pending.written(at: 9))
    #expect(pending.find([hash(1), hash(2)], of: .sha256).allSatisfy { $0 == nil })
  }

  @Test func equalHashesOfTwoKindsAreTwoObjects() async {
    let cache = SummaryCache.temporary()
    let kinds = [HashKind.sha256, HashKind(name: "s3:here"), HashKind(name: "s3:there")]
    for (id, kind) in kinds.enumerated() { await cache.keep([("abc", entry(id))], of: kind) }
    for (id, kind) in kinds.enumerated() {
      #expect(await cache.entries(["abc"], of: kind).first??.summary?.id == id)
    }
    #expect(await cache.entries(["abc"], of: HashKind(name: "s3:else")).allSatisfy { $0 == nil })
  }

  @Test func onlyTheEmbeddedStoresHashesAreTakenForSHA256() {
    let identity = StoreIdentity(kind: "s3", id: "e1", place: "http://localhost:30600")
    #expect(HashKind(of: identity) == HashKind(name: "s3:e1"))
    #expect(
      HashKind(of: StoreIdentity(kind: "embedded", id: "e1", place: "/store.db")) == .sha256)
  }

  @Test(arguments: ["no database at all", "", "another version", "another's tables"])
  func aFileThatIsBrokenIsThrownAway(_ what: String) async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    do {
      let first = SummaryCache(at: place)
      await first.keep([(hash(1), entry(1))], of: .sha256)
      await first.flush()
    }
    let database = CacheDatabase(at: place)
    switch what {
    case "another version": await database.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    case "another's tables": await database.write { try $0.execute(sql: "DROP TABLE summaries") }
    default:
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: place + suffix)
      }
      try Data(String(repeating: what, count: 500).utf8).write(to: URL(filePath: place))
    }
    let cache = SummaryCache(at: place)
    #expect(await cache.entries([hash(1)], of: .sha256).allSatisfy { $0 == nil })
    await cache.keep([(hash(2), entry(2))], of: .sha256)
    await cache.flush()
    await cache.keep([(hash(2), entry(2))], of: .sha256)
    await cache.flush()
    #expect(await SummaryCache(at: place).entries([hash(2)], of: .sha256).first??.summary?.id == 2)
  }

  @Test func aDamagedEntryIsReadAnew() async {
    let cache = SummaryCache.temporary()
    await cache.keep([(hash(1), entry(1)), (hash(2), entry(2))], of: .sha256)
    await cache.flush()
    await cache.database.write { database in
      try database.execute(sql: "UPDATE summaries SET summary = x'5b31' WHERE serial = 1")
    }
    let found = await cache.entries([hash(1), hash(2)], of: .sha256)
    #expect(found.map { $0?.summary?.id } == [nil, 2])
    await cache.keep([(hash(1), entry(1))], of: .sha256)
    #expect(await cache.entries([hash(1)], of: .sha256).first??.summary?.id == 1)
  }

  @Test func aPlaceThatCannotBeWrittenIsDoneWithout() async {
    let cache = SummaryCache(at: "/dev/null/summaries.db")
    await cache.keep([(hash(1), entry(1))], of: .sha256)
    #expect(await cache.entries([hash(1)], of: .sha256).first??.summary?.id == 1)
  }

  @Test func overTheLimitWhatWasLongestNotUsedGoes() async {
    let day = Mutex(1.0)
    let limit = 250_000
    let cache = SummaryCache(at: "", limit: limit) { day.withLock { $0 * 86_400 } }
    func keep(_ ids: Range<Int>) async {
      await cache.keep(ids.map { (hash($0), entry($0)) }, of: .sha256)
      await cache.flush()
    }
    await keep(0..<500)
    day.withLock { $0 = 2 }
    await keep(500..<1_000)
    day.withLock { $0 = 3 }
    // Used again: younger than those of the second day.
    _ = await cache.entries((0..<500).map(hash), of: .sha256)
    await keep(1_000..<2_000)
    func known(_ ids: Range<Int>) async -> Int {
      await cache.entries(ids.map(hash), of: .sha256).count { $0 != nil }
    }
    let (old, middle, new) = (
      await known(0..<500), await known(500..<1_000), await known(1_000..<2_000)
    )
    #expect(old + middle + new < 2_000)
    #expect(middle < 500)
    #expect(old == 500 || middle == 0)
    #expect(new > 200)
    let size = await cache.database.read(0) { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      return pages * (try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
    }
    #expect(size < limit * 2)
  }

  @Test func severalProcessesMayWriteAtOnce() async {
    defer { try? FileManager.default.removeItem(at: directory) }
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let cache = SummaryCache(at: place)
          for start in stride(from: 0, to: 200, by: 50) {
            let ids = (start..<(start + 50)).map { $0 + writer * 100 }
            await cache.keep(ids.map { (hash($0), entry($0)) }, of: .sha256)
            await cache.flush()
          }
        }
      }
    }
    let found = await SummaryCache(at: place).entries((0..<500).map(hash), of: .sha256)
    #expect(found.count { $0 != nil } == 500)
  }

  @Test func aTallyIsKeptAndGivenBack() async {
    let cache = SummaryCache.temporary()
    var tally = VersionTally()
    var summary = LabelSummary(id: 1, data: "")
    summary.completions = [
      CompletionSummary(answers: [
        ControlLabel(control: "label", value: .choices(["a", "b"])),
        ControlLabel(control: "words", value: .text(["free"])),
      ])
    ]
    tally.add(summary)
    tally.addUnreadable("/readme")
    await cache.keep(tally, for: "v1")
    #expect(await cache.tally("v1") == tally)
    #expect(await cache.tally("v2") == nil)
    #expect(tally.histogram("label") == ["a": 1, "b": 1])
    tally.add(summary, count: -1)
    #expect(tally.answers.isEmpty)
  }
}
