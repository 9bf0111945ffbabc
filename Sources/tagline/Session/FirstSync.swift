import Synchronization
import Workspace

/// A workspace's first sync: begins before there is a screen and goes on behind it.
final class FirstSync: Sendable {
  private let task: Task<SyncReport, any Error>
  private let relay: Relay
  private let steps: AsyncStream<SyncProgress>

  init(of workspace: Workspace) {
    let relay = Relay()
    let (steps, continuation) = AsyncStream.makeStream(of: SyncProgress.self)
    self.relay = relay
    self.steps = steps
    task = Task {
      defer { continuation.finish() }
      return try await workspace.sync { step in
        continuation.yield(step)
        relay.tell(step)
      }
    }
  }

  /// Returns once there are tasks to work on, or only at the end; rethrows why the sync failed. For one
  /// caller, once.
  func wait(untilEnd: Bool, tell: (SyncProgress) -> Void) async throws {
    for await step in steps {
      tell(step)
      if !untilEnd, step.phase == .reading, step.done > 0 { return }
    }
    _ = try await task.value
    relay.close()
  }

  /// Waits for the rest and hears of its progress. Nil when there is none, or when somebody did
  /// already. Cancelling the caller's task cancels the sync.
  func join(_ progress: @escaping @Sendable (SyncProgress) -> Void) async throws -> SyncReport? {
    guard relay.open(progress) else { return nil }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  func cancel() { task.cancel() }
}

/// Who hears of the progress: nobody, then one listener, once.
private final class Relay: Sendable {
  private enum State {
    case waiting
    case listening(@Sendable (SyncProgress) -> Void)
    case closed
  }

  private let state = Mutex(State.waiting)

  func open(_ listener: @escaping @Sendable (SyncProgress) -> Void) -> Bool {
    state.withLock { state in
      guard case .waiting = state else { return false }
      state = .listening(listener)
      return true
    }
  }

  func close() { state.withLock { $0 = .closed } }

  func tell(_ step: SyncProgress) {
    let listener: (@Sendable (SyncProgress) -> Void)? = state.withLock { state in
      if case .listening(let listener) = state { listener } else { nil }
    }
    listener?(step)
  }
}
