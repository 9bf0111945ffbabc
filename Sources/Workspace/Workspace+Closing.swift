import Logging

extension Workspace {
  /// Ends the work: sends what is unsent for at most `FlushPolicy.quitSeconds`, writes source.json and
  /// target.json, and frees the workspace for others. What could not be sent stays, and is sent next time.
  ///
  /// Returns what was sent; nil when that failed or took too long. Reading goes on working afterwards.
  @discardableResult
  package func close(sending: Bool = true) async throws -> FlushReport? {
    guard lock != nil else { return nil }
    let report = sending ? await flush(within: policy.quitSeconds) : nil
    defer { lock = nil }
    try await writeIDFiles()
    return report
  }

  /// Nil when it failed or takes longer. A send that is under way then may still succeed: the next one
  /// finds its labels in the target and sends nothing twice.
  private func flush(within seconds: Double) async -> FlushReport? {
    let (answers, answer) = AsyncStream<FlushReport?>.makeStream()
    let sending = Task {
      do {
        answer.yield(try await self.flush())
      } catch {
        self.options.logger?.warning("the last send failed: \(Self.sentence(error))")
        answer.yield(nil)
      }
    }
    let waiting = Task {
      try await Task.sleep(for: .seconds(seconds))
      answer.yield(nil)
    }
    var first: FlushReport?
    for await report in answers {
      first = report
      break
    }
    sending.cancel()
    waiting.cancel()
    return first
  }
}
