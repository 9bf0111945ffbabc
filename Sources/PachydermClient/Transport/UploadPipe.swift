package import DataRepository
import Synchronization

/// Carries a body that is made while it is sent to the loop's thread, with back-pressure.
///
/// One task calls `write` and `finish`; the loop calls `read`, and `close` when the exchange is over.
package final class UploadPipe: Sendable {
  /// What the loop finds when it wants bytes.
  enum Reading: Equatable {
    case bytes(Int)
    /// Nothing yet: `write` asks for the transfer to go on.
    case pause
    case end
  }

  private struct State {
    /// What is read from, and how much of it was; when it is empty, it is `written`.
    var front = Bytes()
    var offset = 0
    var written = Bytes()
    var isFinished = false
    var isClosed = false
    var isPaused = false
    var resume: (@Sendable () -> Void)?
    var writer: CheckedContinuation<Void, Never>?

    /// Bytes that wait.
    var size: Int { front.count - offset + written.count }

    /// Copies what is there into `target`, as far as it goes.
    mutating func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
      if offset == front.count { (front, written, offset) = (written, [], 0) }
      let count = min(front.count - offset, target.count)
      front.withUnsafeBytes { source in
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count]))
      }
      offset += count
      return count
    }

    mutating func takeWriter() -> CheckedContinuation<Void, Never>? {
      defer { writer = nil }
      return writer
    }

    mutating func takeResume() -> (@Sendable () -> Void)? {
      defer { isPaused = false }
      return isPaused ? resume : nil
    }
  }

  private let state = Mutex(State())
  private let highWater: Int

  /// - Parameter highWater: bytes that may wait to be sent before `write` waits.
  package init(highWater: Int = 1 << 20) {
    self.highWater = highWater
  }

  // MARK: The writer's side

  /// Adds bytes and waits until most are sent; false when nobody reads them any more.
  package func write(_ pieces: Bytes...) async -> Bool {
    let resume = state.withLock { state in
      for piece in pieces where !state.isClosed { state.written += piece }
      return state.takeResume()
    }
    resume?()
    await withCheckedContinuation { writer in
      let isNow = state.withLock { state in
        if state.isClosed || state.size <= highWater { return true }
        state.writer = writer
        return false
      }
      if isNow { writer.resume() }
    }
    return state.withLock { !$0.isClosed }
  }

  /// Says that the body is whole. Without it, the exchange must be ended.
  package func finish() {
    let resume = state.withLock { state in
      state.isFinished = true
      return state.takeResume()
    }
    resume?()
  }

  // MARK: The loop's side

  /// - Parameter resume: asks the loop for another `read`; called from any thread.
  func open(resume: @escaping @Sendable () -> Void) {
    state.withLock { $0.resume = resume }
  }

  /// Fills `target` as far as there are bytes.
  func read(into target: UnsafeMutableRawBufferPointer) -> Reading {
    let (reading, writer) = state.withLock { state in
      let count = state.fill(target)
      let writer = state.size <= highWater ? state.takeWriter() : nil
      if count > 0 { return (Reading.bytes(count), writer) }
      if state.isFinished { return (.end, writer) }
      state.isPaused = true
      return (.pause, writer)
    }
    writer?.resume()
    return reading
  }

  /// Whether all of a whole body was read.
  var isDrained: Bool { state.withLock { $0.isFinished && $0.size == 0 } }

  func close() {
    let writer = state.withLock { state in
      state.isClosed = true
      (state.front, state.written, state.offset) = ([], [], 0)
      state.resume = nil
      return state.takeWriter()
    }
    writer?.resume()
  }
}
