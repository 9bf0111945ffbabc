/// When the drawing thread must wake up though nothing happened. Moments are steady seconds.
struct SessionTimers: Equatable, Sendable {
  static let pullInterval = 30.0
  /// After each pull that failed the next waits twice as long, up to this.
  static let longestPullDelay = 480.0
  /// A pull is followed by so many times as much quiet as it took: a store that must list everything
  /// to see a change is not kept busy by looking.
  static let quietAfterPull = 9.0
  /// How long quitting waits for the last send.
  static let patience = 3.0
  /// How long it waits for decisions to reach the disk before that.
  static let journalPatience = 30.0
  /// After so long without a key the clock on the screen stands still, and the machine may sleep.
  static let idle = 300.0

  var nextTick: Double
  private(set) var nextPull: Double
  private var pullDelay = Self.pullInterval
  /// When the pull under way began; nil for one that somebody asked for.
  private var pullBegan: Double?
  var lastKey: Double
  /// Set while the session is closing.
  var deadline: Double?

  init(now: Double) {
    nextTick = now + 1
    nextPull = now + Self.pullInterval
    lastKey = now
  }

  /// A pull that nobody asked for begins.
  mutating func notePull(at now: Double) {
    pullBegan = now
    putOffPull(at: now)
  }

  /// A pull that is due is left out.
  mutating func putOffPull(at now: Double) { nextPull = now + pullDelay }

  /// A pull has ended.
  mutating func notePullEnd(at now: Double, isFailed: Bool) {
    let quiet = (pullBegan.map { now - $0 } ?? 0) * Self.quietAfterPull
    pullBegan = nil
    pullDelay = isFailed ? 2 * pullDelay : max(Self.pullInterval, quiet)
    pullDelay = min(pullDelay, Self.longestPullDelay)
    nextPull = now + pullDelay
  }

  func isTicking(at now: Double) -> Bool { now - lastKey < Self.idle }

  /// Milliseconds until the next thing is due, at least 0.
  func wait(at now: Double, sendDue: Double?) -> Int {
    var next = nextPull
    if isTicking(at: now) { next = min(next, nextTick) }
    if let sendDue { next = min(next, sendDue) }
    if let deadline { next = min(next, deadline) }
    return max(0, Int(((next - now) * 1000).rounded(.up)))
  }
}
