/// Puts what an asynchronous sequence gives through `work` in batches, several at once, and takes
/// the results in the order of the sequence.
struct BatchedWork: Sendable {
  var size = SummaryReader.batch
  var atOnce = SummaryReader.batchesAtOnce

  /// Holds no more than `atOnce` batches. Stops at the first failure, and when the task is cancelled.
  func run<Element: Sendable, Result: Sendable>(
    _ next: () async throws -> Element?,
    _ work: @escaping @Sendable ([Element]) async throws -> Result,
    take: (Result) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var (begun, taken) = (0, 0)
      var waiting: [Int: Result] = [:]
      func takeOne() async throws {
        while waiting[taken] == nil, let (place, result) = try await group.next() {
          waiting[place] = result
        }
        if let result = waiting.removeValue(forKey: taken) { try await take(result) }
        taken += 1
      }
      while true {
        try Task.checkCancellation()
        var batch: [Element] = []
        while batch.count < size, let element = try await next() { batch.append(element) }
        if batch.isEmpty { break }
        if begun - taken == atOnce { try await takeOne() }
        let (place, elements) = (begun, batch)
        group.addTask { (place, try await work(elements)) }
        begun += 1
      }
      while taken < begun { try await takeOne() }
      // A stream that is cancelled looks like one that ended: what it gave is not all there is.
      try Task.checkCancellation()
    }
  }
}
