import LabelUI
import Synchronization

/// Where background work leaves its answers for the thread that draws.
final class Mailbox: Sendable {
  private let events = Mutex<[Event]>([])
  private let wake: @Sendable () -> Void

  /// `wake` ends the drawing thread's sleep; it is called after an event was left, from any thread.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    wake()
  }

  /// Everything left so far, oldest first.
  func collect() -> [Event] {
    events.withLock { waiting in
      defer { waiting.removeAll() }
      return waiting
    }
  }
}
