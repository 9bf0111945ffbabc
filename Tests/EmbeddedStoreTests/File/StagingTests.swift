import DataRepository
import GRDB
import LabelCore
import Testing

@testable import EmbeddedStore

@Suite struct StagingTests {
  private let clock = TestClock()

  @Test func aStagedBodyThatNobodyCommitsIsRemovedInTime() async throws {
    let store = try EmbeddedStore.inMemory(settings: .init(clock: clock))
    try await store.createRepo("data", description: "")
    let kept = try await store.stage(Bytes("kept".utf8))
    let large = Bytes(repeating: 1, count: 2_500_000)
    let lost = try await store.stage(large)
    _ = try await store.commit(
      [.put(path: "/a", content: .staged(kept))], to: master, description: "", ifHead: nil)
    #expect(try await store.read { try Tally($0).rows["pieces"] } == 3)
    clock.advance(by: store.settings.stagedLifetime + 1)
    _ = try await store.stage(Bytes("later".utf8))
    let rows = try await store.read { try Tally($0).rows }
    #expect(rows["contents"] == 2)
    #expect(rows["pieces"] == 0)
    #expect(rows["staged"] == 1)
    #expect(try await store.text("/a") == "kept")
    let error = await #expect(throws: StoreError.self) {
      _ = try await store.commit(
        [.put(path: "/b", content: .staged(lost))], to: master, description: "", ifHead: nil)
    }
    #expect(error?.message.hasSuffix("was not staged, or too long ago: send it again") == true)
  }

  @Test func stagingAgainKeepsABodyFromBeingRemoved() async throws {
    let store = try EmbeddedStore.inMemory(settings: .init(clock: clock))
    try await store.createRepo("data", description: "")
    let staged = try await store.stage(Bytes("twice".utf8))
    clock.advance(by: store.settings.stagedLifetime - 1)
    #expect(try await store.stage(Bytes("twice".utf8)) == staged)
    clock.advance(by: 100)
    _ = try await store.stage(Bytes("other".utf8))
    _ = try await store.commit(
      [.put(path: "/a", content: .staged(staged))], to: master, description: "", ifHead: nil)
    #expect(try await store.text("/a") == "twice")
  }

  @Test func whatADeadProcessWasStagingIsRemovedWhenTheFileIsOpened() async throws {
    try await withFile { path in
      let store = try EmbeddedStore.open(at: path, settings: .init(clock: clock))
      let session = StagingSession(store: store)
      try await session.take(Bytes(repeating: 1, count: 3_000_000))
      #expect(try await store.read { try Tally($0).rows["pieces"] } != 0)
      clock.advance(by: store.settings.stagedLifetime + 1)
      let again = try EmbeddedStore.open(at: path, settings: .init(clock: clock))
      let rows = try await again.read { try Tally($0).rows }
      #expect(rows["pieces"] == 0)
      #expect(rows["contents"] == 0)
    }
  }

  @Test func aCancelledStagingLeavesNothing() async throws {
    let store = try EmbeddedStore.inMemory()
    let (started, began) = AsyncStream<Void>.makeStream()
    let task = Task {
      let body = AsyncThrowingStream<Bytes, any Error> {
        began.finish()
        return Bytes(repeating: 1, count: 1 << 20)
      }
      return try await store.stage(body)
    }
    for await _ in started {}
    task.cancel()
    await #expect(throws: (any Error).self) { _ = try await task.value }
    #expect(try await store.read { try Tally($0).rows["pieces"] } == 0)
  }
}
