import Synchronization

/// Tells subscribers in this process that commits were made or finished.
final class Arrivals: Sendable {
  private struct State {
    var count = 0
    var nextID = 0
    var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
  }

  private let state = Mutex(State())

  /// Announcements so far.
  var count: Int { state.withLock { $0.count } }

  func announce() {
    let waiting = state.withLock { state in
      state.count += 1
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.finish() }
  }

  /// Waits until there are more than `count` announcements, but not longer than `limit` seconds.
  func wait(after count: Int, atMost limit: Double) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.next(after: count) }
      group.addTask { try await Task.sleep(for: .seconds(limit)) }
      try await group.next()
      group.cancelAll()
    }
    try Task.checkCancellation()
  }

  private func next(after count: Int) async {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    let id: Int? = state.withLock { state in
      guard state.count == count else { return nil }
      state.nextID += 1
      state.waiting[state.nextID] = continuation
      return state.nextID
    }
    guard let id else { return }
    for await _ in stream {}
    _ = state.withLock { $0.waiting.removeValue(forKey: id) }
  }
}
