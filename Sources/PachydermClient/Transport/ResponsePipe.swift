import DataRepository
import Synchronization

/// Carries one answer from the loop's thread to the task that reads it, with back-pressure.
///
/// The loop calls `begin`, `write` and `finish`; one task at a time calls `head` and `next`. While more than
/// `highWater` bytes wait to be read, `write` asks for a pause and `next` asks for the rest when they are read.
final class ResponsePipe: Sendable {
  private struct State {
    var head: HTTPHead?
    var trailers: [HTTPField] = []
    var waiting = Bytes()
    var result: Result<Void, TransportError>?
    var reader: CheckedContinuation<Void, Never>?
    var isPaused = false

    mutating func takeReader() -> CheckedContinuation<Void, Never>? {
      defer { reader = nil }
      return reader
    }
  }

  private let state = Mutex(State())
  private let highWater: Int

  /// - Parameter highWater: bytes that may wait; `Int.max` for an answer that is collected whole.
  init(highWater: Int) {
    self.highWater = highWater
  }

  // MARK: The loop's side

  func begin(_ head: HTTPHead) {
    signal { $0.head = head }
  }

  /// Fields that came behind the body; before `finish`.
  func end(with trailers: [HTTPField]) {
    state.withLock { $0.trailers = trailers }
  }

  /// Takes bytes; false when they were not taken and the transfer must pause.
  func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let (isTaken, reader) = state.withLock { state in
      // One that is too large by itself still goes through.
      let isFull = state.waiting.count > highWater - bytes.count
      guard state.waiting.isEmpty || !isFull else {
        state.isPaused = true
        return (false, nil as CheckedContinuation<Void, Never>?)
      }
      state.waiting.append(contentsOf: bytes)
      // A collected answer wakes its reader once, at the end.
      return (true, highWater == .max ? nil : state.takeReader())
    }
    reader?.resume()
    return isTaken
  }

  /// Takes bytes whatever waits, and asks to be told when they were read.
  func append(_ bytes: Bytes) {
    signal {
      $0.waiting += bytes
      $0.isPaused = true
    }
  }

  /// Bytes that wait to be read.
  var unread: Int { state.withLock { $0.waiting.count } }

  func finish(_ result: Result<Void, TransportError>) {
    signal { if $0.result == nil { $0.result = result } }
  }

  // MARK: The reader's side

  /// Status and headers, as soon as they are there.
  func head() async throws(TransportError) -> HTTPHead {
    while true {
      let (head, result) = state.withLock { ($0.head, $0.result) }
      if let head { return head }
      if let result {
        try result.get()
        throw TransportError(.broken, "the server closed the connection without an answer")
      }
      await wait { $0.head != nil || $0.result != nil }
    }
  }

  /// The next bytes and whether the transfer must be resumed, or nil at the end.
  func next() async throws(TransportError) -> (bytes: Bytes, wasPaused: Bool)? {
    while true {
      let (bytes, wasPaused, result) = state.withLock { state in
        let bytes = state.waiting
        state.waiting = []
        let wasPaused = state.isPaused
        state.isPaused = false
        return (bytes, wasPaused, state.result)
      }
      if !bytes.isEmpty || wasPaused { return (bytes, wasPaused) }
      if let result {
        try result.get()
        return nil
      }
      await wait { !$0.waiting.isEmpty || $0.isPaused || $0.result != nil }
    }
  }

  /// What came behind the body; empty before its end.
  var trailers: [HTTPField] { state.withLock { $0.trailers } }

  /// All bytes of an answer that is collected whole.
  func collect() async throws(TransportError) -> Bytes {
    await wait { $0.result != nil }
    let (bytes, result) = state.withLock { ($0.waiting, $0.result) }
    try result?.get()
    return bytes
  }

  private func wait(until isReady: @Sendable (borrowing State) -> Bool) async {
    await withCheckedContinuation { reader in
      let isNow = state.withLock { state in
        if isReady(state) { return true }
        state.reader = reader
        return false
      }
      if isNow { reader.resume() }
    }
  }

  private func signal(_ change: @Sendable (inout State) -> Void) {
    let reader = state.withLock { state in
      change(&state)
      // A collected answer has one reader, who waits for the end.
      return highWater == .max && state.result == nil ? nil : state.takeReader()
    }
    reader?.resume()
  }
}
