import Workspace

/// When unsent labels are sent on their own: at so many of them, or so long after the oldest.
struct SendSchedule: Equatable, Sendable {
  /// After a failure the next try waits this long, then twice as long, up to the policy's age.
  static let firstDelay = 5.0

  private let policy: FlushPolicy
  private(set) var unsent = 0
  private var oldest: Double?
  private var notBefore = 0.0
  private var delay = firstDelay

  init(_ policy: FlushPolicy = FlushPolicy()) { self.policy = policy }

  /// How many labels are unsent now. Those found at the start count as old: they are sent at once.
  mutating func note(unsent count: Int, at now: Double, isStart: Bool = false) {
    unsent = count
    if count == 0 {
      oldest = nil
    } else if oldest == nil {
      oldest = isStart ? now - policy.seconds : now
    }
  }

  mutating func noteSent(at now: Double) {
    oldest = nil
    notBefore = 0
    delay = Self.firstDelay
  }

  mutating func noteFailure(at now: Double) {
    notBefore = now + delay
    delay = min(delay * 2, policy.seconds)
  }

  /// The moment at which a send is due; nil while there is nothing to send.
  var due: Double? {
    guard unsent > 0, let oldest else { return nil }
    return max(unsent >= policy.labels ? oldest : oldest + policy.seconds, notBefore)
  }

  func isDue(at now: Double) -> Bool { due.map { $0 <= now } ?? false }
}
