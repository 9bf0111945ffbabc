import LabelUI
import Synchronization

/// Does the work of the screens over the store, beside that on labels: requests of one lane one after
/// another, lanes side by side.
struct VersionsWorker: Sendable {
  private let lanes: [VersionsLane: Lane]

  /// `describe` turns errors into sentences.
  init(
    _ work: any VersionsWork, mailbox: Mailbox<SessionMessage>,
    describe: @escaping @Sendable (any Error) -> String
  ) {
    let pairs = VersionsLane.allCases.map { name in
      (name, Lane { await Self.perform($0, work, mailbox, describe) })
    }
    lanes = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Takes a request; answers come by the mailbox.
  func perform(_ request: VersionsRequest) {
    let lane = lanes[request.lane]
    if case .cancel = request { lane?.cancel() } else { lane?.add(request) }
  }

  /// Ends all reading and returns when nothing is under way any more: a process must not end under
  /// threads that read.
  func close() async {
    for (name, lane) in lanes where name != .changing { lane.cancel() }
    for lane in lanes.values { await lane.finish() }
  }

  private static func perform(
    _ request: VersionsRequest, _ work: any VersionsWork, _ mailbox: Mailbox<SessionMessage>,
    _ describe: @Sendable (any Error) -> String
  ) async {
    let isWanted = Wanted()
    await withTaskCancellationHandler {
      do {
        try await work.perform(request) { answer in
          if isWanted.isTrue { mailbox.post(.event(.versions(answer))) }
        }
      } catch {
        guard isWanted.isTrue, !(error is CancellationError) else { return }
        mailbox.post(.event(.versions(.failed(request, describe(error)))))
      }
    } onCancel: {
      isWanted.end()
    }
  }
}

/// Whether anybody still waits for the answers.
private final class Wanted: Sendable {
  private let state = Mutex(true)
  var isTrue: Bool { state.withLock { $0 } }
  func end() { state.withLock { $0 = false } }
}

/// A queue of requests of which one is worked on.
private final class Lane: Sendable {
  private struct State {
    var waiting: [VersionsRequest] = []
    var task: Task<Void, Never>?
    /// Work that was given up and may not have noticed yet.
    var ending: [Task<Void, Never>] = []
    /// Counts cancellations, so that work given up does not go on with the queue.
    var round = 0
  }

  private let state = Mutex(State())
  private let body: @Sendable (VersionsRequest) async -> Void

  init(_ body: @escaping @Sendable (VersionsRequest) async -> Void) { self.body = body }

  func add(_ request: VersionsRequest) {
    state.withLock { state in
      state.waiting.append(request)
      guard state.task == nil else { return }
      let round = state.round
      state.task = Task { await run(round) }
    }
  }

  /// Gives up what is under way and what waits. What does not heed it goes on unheard, and holds up
  /// nobody.
  func cancel() {
    state.withLock { state in
      state.waiting = []
      state.round += 1
      state.task?.cancel()
      if let task = state.task { state.ending = state.ending.suffix(7) + [task] }
      state.task = nil
    }
  }

  /// Returns when nothing is left to do, and what was given up has ended.
  func finish() async {
    let tasks = state.withLock { $0.ending + [$0.task].compactMap { $0 } }
    for task in tasks { await task.value }
  }

  private func run(_ round: Int) async {
    while let request = next(round) { await body(request) }
  }

  private func next(_ round: Int) -> VersionsRequest? {
    state.withLock { state in
      guard state.round == round else { return nil }
      guard !state.waiting.isEmpty else {
        state.task = nil
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
