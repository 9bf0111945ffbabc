package import DataRepository

/// The body of an answer, read once from front to back. Dropping it ends the exchange.
package final class HTTPBodyStream: Sendable {
  private let pipe: ResponsePipe
  private let resume: @Sendable () -> Void
  private let cancel: @Sendable () -> Void

  /// - Parameters:
  ///   - resume: called when bytes were read that something waits for.
  ///   - cancel: ends the exchange, from any thread, be it over or not.
  init(
    pipe: ResponsePipe, resume: @escaping @Sendable () -> Void,
    cancel: @escaping @Sendable () -> Void
  ) {
    self.pipe = pipe
    self.resume = resume
    self.cancel = cancel
  }

  deinit {
    cancel()
  }

  /// Fields behind the body, once `next` has said that it has ended.
  package var trailers: [HTTPField] { pipe.trailers }

  /// Status and headers. Cancelling the task ends the exchange.
  func head() async throws(TransportError) -> HTTPHead {
    try await cancelling { () async throws(TransportError) in try await pipe.head() }
  }

  /// The next bytes, or nil at the end. Cancelling the task ends the exchange.
  package func next() async throws(TransportError) -> Bytes? {
    try await cancelling { () async throws(TransportError) in try await read() }
  }

  private func cancelling<Value: Sendable>(
    _ body: () async throws(TransportError) -> Value
  ) async throws(TransportError) -> Value {
    let result: Result<Value, TransportError> = await withTaskCancellationHandler {
      do throws(TransportError) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  private func read() async throws(TransportError) -> Bytes? {
    while let (bytes, wasPaused) = try await pipe.next() {
      if wasPaused { resume() }
      if !bytes.isEmpty { return bytes }
    }
    return nil
  }
}
