import LabelCore
import LabelUI
import Testing
import Workspace

@testable import tagline

struct WorkerTests {
  /// Collects messages until one that is wanted comes.
  private func messages(
    from mailbox: Mailbox<SessionMessage>, signals: AsyncStream<Void>,
    until isLast: (SessionMessage) -> Bool
  ) async -> [SessionMessage] {
    var all: [SessionMessage] = []
    for await _ in signals {
      let new = mailbox.collect()
      all += new
      if new.contains(where: isLast) { break }
    }
    return all
  }

  private func isClosed(_ message: SessionMessage) -> Bool {
    if case .closed = message { true } else { false }
  }

  @Test func decisionsAreSavedInOrderAndSentAfterTheLast() async {
    let work = WorkDouble()
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox<SessionMessage> { continuation.yield() }
    let worker = Worker(work, mailbox: mailbox) { "\($0)" }
    for serial in 1...50 {
      worker.perform(
        .save(SaveRequest(serial: serial, taskID: serial % 7, decision: Decision())))
    }
    worker.close()
    let all = await messages(from: mailbox, signals: signals, until: isClosed)
    #expect(await work.saved == Array(1...50))
    let answered = all.compactMap { message -> Int? in
      if case .event(.saved(let serial, _)) = message { serial } else { nil }
    }
    #expect(answered == Array(1...50))
    #expect(await work.sentCounts == [50])
  }

  @Test func aStoreThatHangsHoldsUpNoLabel() async {
    let work = WorkDouble(hangs: true)
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox<SessionMessage> { continuation.yield() }
    let worker = Worker(work, mailbox: mailbox) { "\($0)" }
    worker.send(isAsked: true)
    worker.perform(.save(SaveRequest(serial: 1, taskID: 1, decision: Decision())))
    let all = await messages(from: mailbox, signals: signals) { message in
      if case .event(.saved) = message { true } else { false }
    }
    #expect(!all.isEmpty)
    await work.release()
    worker.close()
  }

  @Test func aFailedSaveIsToldWithItsSerial() async {
    let work = WorkDouble(failsToSave: true)
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let mailbox = Mailbox<SessionMessage> { continuation.yield() }
    let worker = Worker(work, mailbox: mailbox) { _ in "disk full" }
    worker.perform(.save(SaveRequest(serial: 9, taskID: 1, decision: Decision())))
    worker.close()
    let all = await messages(from: mailbox, signals: signals, until: isClosed)
    let failures = all.compactMap { message -> Event? in
      if case .event(let event) = message, case .saveFailed = event { event } else { nil }
    }
    #expect(failures == [.saveFailed(serial: 9, message: "disk full")])
  }
}

/// A workspace in memory that can hang and fail.
private actor WorkDouble: SessionWork {
  struct Full: Error {}

  private(set) var saved: [Int] = []
  private(set) var sentCounts: [Int] = []
  private let hangs: Bool
  private let failsToSave: Bool
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var isReleased = false

  init(hangs: Bool = false, failsToSave: Bool = false) {
    self.hangs = hangs
    self.failsToSave = failsToSave
  }

  func release() {
    isReleased = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  func tasks(at positions: Range<Int>, filter: TaskFilter) -> TaskBatch {
    TaskBatch(filter: filter, total: 0, offset: 0, tasks: [])
  }

  func page(offset: Int, limit: Int, filter: TaskFilter) -> TaskPage {
    TaskPage(filter: filter, total: 0, offset: 0, rows: [])
  }

  func position(of request: FindRequest) -> Int? { nil }

  func summary() -> SessionSummary {
    SessionSummary(source: "raw_data@master", target: "labeled_data@master")
  }

  func save(_ request: SaveRequest) throws -> LabelingTask {
    if failsToSave { throw Full() }
    saved.append(request.serial)
    let row = TaskRow(id: request.taskID, position: 0, key: "")
    return LabelingTask(row: row, data: .null, decision: request.decision)
  }

  func remember(taskID: Int) {}

  func send() async -> FlushReport {
    if hangs, !isReleased { await withCheckedContinuation { waiting.append($0) } }
    sentCounts.append(saved.count)
    return FlushReport(commit: "c", decisions: saved.count)
  }

  func pull(_ progress: @escaping @Sendable (SyncProgress) -> Void) -> SyncReport { SyncReport() }
}
