import Foundation

/// What was waited for did not come; carries the screen, so that a failing run can be read.
struct TerminalFailure: Error, CustomStringConvertible {
  var message: String
  var screen: [String]

  var description: String {
    let width = screen.map(\.count).max() ?? 0
    let lines = screen.map { "|" + $0 + String(repeating: " ", count: width - $0.count) + "|" }
    return ([message] + lines).joined(separator: "\n")
  }
}

extension Terminal {
  /// Long enough for a loaded machine; a wait that succeeds takes only as long as it must.
  static var patience: Duration { .seconds(60) }

  /// Takes in output until the condition holds. Fails after the patience with the screen as it stands.
  func wait(
    for what: String, patience: Duration = Terminal.patience, until condition: (Terminal) -> Bool
  ) throws {
    let deadline = ContinuousClock.now + patience
    while !condition(self) {
      let isOpen = pump()
      if condition(self) { return }
      if !isOpen {
        throw TerminalFailure(message: "closed while waiting for \(what)", screen: screen)
      }
      if ContinuousClock.now > deadline {
        throw TerminalFailure(message: "waited \(patience) for \(what)", screen: screen)
      }
    }
  }

  func wait(for text: String, patience: Duration = Terminal.patience) throws {
    try wait(for: "“\(text)”", patience: patience) { $0.contains(text) }
  }

  /// Where a text begins, once it is there: the rest of a frame may follow its first words.
  func waitForPosition(of text: String) throws -> (row: Int, column: Int) {
    try wait(for: text)
    guard let place = position(of: text) else {
      throw TerminalFailure(message: "“\(text)” is in no row of cells", screen: screen)
    }
    return place
  }

  func waitUntilGone(_ text: String) throws {
    try wait(for: "“\(text)” to go") { !$0.contains(text) }
  }

  /// Takes in output until the program has ended; exit code, or 256 + signal.
  @discardableResult
  func waitForExit(patience: Duration = Terminal.patience) throws -> Int {
    let deadline = ContinuousClock.now + patience
    while true {
      let isOpen = pump()
      if let status = exitStatus {
        settle(quiet: 0)
        return status
      }
      if !isOpen { usleep(2000) }
      if ContinuousClock.now > deadline {
        throw TerminalFailure(message: "still running after \(patience)", screen: screen)
      }
    }
  }

  /// Takes in output until none has come for so long: what a frame is when there is nothing to wait for.
  func settle(quiet milliseconds: Int32 = 60) {
    var count = -1
    while count != receivedCount {
      count = receivedCount
      if !pump(milliseconds: milliseconds) { return }
    }
  }
}
