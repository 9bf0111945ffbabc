import Foundation
import TestSupport
import Testing

/// A label shown as saved is on disk: it survives `kill -9` at any moment.
struct KillTests {
  @Test func everyLabelShownAsSavedSurvivesAKill() throws {
    var chance = SeededGenerator(seed: 20)
    let labels = ["positive", "negative", "neutral"]
    let room = try Room()
    let project = try Project.sample(in: room, count: 1000)
    var acknowledged: [Int: String] = [:]
    for round in 0..<50 {
      let terminal = try project.open()
      // On from the first text that has no label yet.
      terminal.type("}")
      try terminal.wait(for: "unlabelled")
      // Half of the kills come between two acknowledgements, half at any moment from the first key on.
      if round.isMultiple(of: 2) {
        terminal.type("1")
        try terminal.wait(for: "just now")
        note(terminal, in: &acknowledged)
      }
      let deadline = ContinuousClock.now + .microseconds(Int.random(in: 0...80_000, using: &chance))
      while ContinuousClock.now < deadline {
        terminal.type(String(Int.random(in: 1...3, using: &chance)))
        terminal.pump(milliseconds: Int32.random(in: 0...8, using: &chance))
        note(terminal, in: &acknowledged)
      }
      terminal.signal(SIGKILL)
      // What was drawn before the kill was seen, so it counts.
      try terminal.waitForExit()
      note(terminal, in: &acknowledged)
    }
    let delivered = try project.delivered()
    // A key may have reached a text that has a label already and been killed before it was acknowledged.
    let journal = try JournalReader(of: project).choices(of: "sentiment")
    for (id, label) in acknowledged {
      let labels = journal[id] ?? []
      #expect(labels.contains(label), "#\(id) was shown as saved with \(label)")
      #expect(delivered[id] == labels.suffix(1), "#\(id) is not as it was decided last")
    }
    #expect(acknowledged.count >= 25, "only \(acknowledged.count) labels were acknowledged")
    #expect(delivered.values.allSatisfy { $0.count == 1 && labels.contains($0[0]) })
  }

  /// `just now: #12 -> positive` is shown only after the journal has it on disk.
  private func note(_ terminal: Terminal, in acknowledged: inout [Int: String]) {
    for row in terminal.screen {
      guard let match = row.firstMatch(of: /just now: #(\d+) -> (\w+)/) else { continue }
      acknowledged[Int(match.output.1) ?? -1] = String(match.output.2)
    }
  }
}
