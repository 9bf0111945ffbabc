/// From a key to the frame it makes, in a real pseudo-terminal, and what the frame costs on the line.
struct KeyLatency {
  struct Sample {
    /// From the key to the last byte of the frame.
    var time: Duration
    var bytes: Int
  }

  var samples: [Sample] = []

  /// Presses keys one at a time, each once the frame before it stands still. A key that changes nothing
  /// within a second is left out of the samples.
  mutating func measure(_ keys: [String], on terminal: Terminal, quiet: Int32 = 8) {
    for key in keys {
      terminal.settle(quiet: quiet)
      let before = terminal.receivedCount
      let start = ContinuousClock.now
      terminal.type(key)
      var end = start
      var count = before
      while true {
        let wait = count == before ? 1000 : quiet
        guard terminal.pump(milliseconds: wait), terminal.receivedCount > count else { break }
        count = terminal.receivedCount
        end = ContinuousClock.now
      }
      if count > before { samples.append(Sample(time: end - start, bytes: count - before)) }
    }
  }

  /// The time that so many of the samples (0 to 1) do not exceed.
  func time(at share: Double) -> Duration {
    let times = samples.map(\.time).sorted()
    return times.isEmpty ? .zero : times[index(at: share, of: times.count)]
  }

  func bytes(at share: Double) -> Int {
    let counts = samples.map(\.bytes).sorted()
    return counts.isEmpty ? 0 : counts[index(at: share, of: counts.count)]
  }

  private func index(at share: Double, of count: Int) -> Int {
    min(count - 1, max(0, Int((Double(count) * share).rounded(.up)) - 1))
  }
}
