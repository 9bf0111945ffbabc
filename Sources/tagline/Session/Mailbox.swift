import Synchronization

/// Where background work leaves its answers for the thread that draws.
final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let wake: @Sendable () -> Void

  /// `wake` ends the drawing thread's sleep; it is called after each message, from any thread.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    wake()
  }

  /// Everything left so far, oldest first.
  func collect() -> [Message] {
    messages.withLock { waiting in
      defer { waiting.removeAll() }
      return waiting
    }
  }
}
