import LabelCore
import Workspace

/// Sends what is due in the background while lines are typed, and a last time at the end.
actor LineSender {
  private let work: any SessionWork
  private let describe: @Sendable (any Error) -> String
  private var schedule = SendSchedule()
  private var isFirst = true
  private var isSending = false
  private var results: [Result<FlushReport, Sentence>] = []

  init(_ work: any SessionWork, describe: @escaping @Sendable (any Error) -> String) {
    self.work = work
    self.describe = describe
  }

  /// Checks each second whether a send is due, until the task is cancelled.
  func watch() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(1))
      if schedule.isDue(at: SessionClock.steady), !Task.isCancelled { await send() }
    }
  }

  func note(unsent: Int) {
    schedule.note(unsent: unsent, at: SessionClock.steady, isStart: isFirst)
    isFirst = false
  }

  /// Sends now; what it did is among the next `news`.
  func send() async {
    guard !isSending else { return }
    isSending = true
    defer { isSending = false }
    do {
      let report = try await work.send()
      schedule.noteSent(at: SessionClock.steady)
      results.append(.success(report))
      if let summary = try? await work.summary() { note(unsent: summary.unsent) }
    } catch {
      schedule.noteFailure(at: SessionClock.steady)
      results.append(.failure(Sentence(text: describe(error))))
    }
  }

  /// What sends did since this was last asked.
  func news() -> [Result<FlushReport, Sentence>] {
    defer { results = [] }
    return results
  }

  /// A last send that is waited for so long and no longer.
  nonisolated func finish(patience: Double) async {
    let (over, continuation) = AsyncStream.makeStream(of: Void.self)
    let send = Task {
      await self.send()
      continuation.yield()
    }
    let limit = Task {
      try? await Task.sleep(for: .seconds(patience))
      continuation.yield()
    }
    for await _ in over { break }
    send.cancel()
    limit.cancel()
  }
}
