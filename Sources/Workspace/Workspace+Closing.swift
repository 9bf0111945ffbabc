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

  private func flush(within seconds: Double) async -> FlushReport? {
    await withTaskGroup(of: FlushReport?.self) { group in
      group.addTask {
        do {
          return try await self.flush()
        } catch {
          self.options.logger?.warning("the last send failed: \(Self.sentence(error))")
          return nil
        }
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(seconds))
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
