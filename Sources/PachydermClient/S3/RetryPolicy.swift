/// When a request is sent again, and how long to wait before.
///
/// The waits grow as 2ⁿ with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter").
package struct RetryPolicy: Equatable, Sendable {
  /// How often a request is sent at most.
  package var attempts: Int
  /// Seconds: the first wait's upper bound, and that of all.
  package var base: Double
  package var longest: Double

  package init(attempts: Int = 4, base: Double = 0.2, longest: Double = 5) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
  }

  /// What came of an attempt.
  package enum Outcome: Equatable, Sendable {
    case status(Int)
    case failure(TransportError.Kind)
  }

  /// Seconds to wait before attempt `number` + 1, or nil when it is not made.
  ///
  /// - Parameters:
  ///   - number: attempts made so far, from 1.
  ///   - isRepeatable: whether doing it twice does no harm. What was not sent at all is always sent again.
  ///   - chance: from 0 to 1, drawn anew for each wait.
  package func wait(
    after outcome: Outcome, number: Int, isRepeatable: Bool, chance: Double
  ) -> Double? {
    guard number < attempts, isTransient(outcome, isRepeatable: isRepeatable) else { return nil }
    return min(longest, base * Double(1 << min(number - 1, 20))) * chance
  }

  private func isTransient(_ outcome: Outcome, isRepeatable: Bool) -> Bool {
    switch outcome {
    case .failure(.unreachable): true
    case .failure(.broken), .failure(.timeout): isRepeatable
    case .failure: false
    // The server says that it did nothing.
    case .status(429), .status(503): true
    case .status(500), .status(502), .status(504): isRepeatable
    case .status: false
    }
  }
}
