import LabelCore
import TestSupport
import Testing

@testable import LabelUI

/// Long random work: nothing crashes, and what is on screen is what the journal has.
struct MonkeyTests {
  private static let keys: [Key] =
    "12345 1234 xu[]{}gGjknNtOF:/f?,ywq143é世".map(Key.character)
    + [
      .enter, .enter, .escape, .escape, .tab, .control("r"), .control("d"), .control("u"), .up,
      .down, .pageDown, .pageUp, .backspace, .left, .right, .home, .end, .function(5),
    ]

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func whateverIsTypedTheScreenShowsWhatTheJournalHas(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let form = seed.isMultiple(of: 2) ? LabelForm.topics : .twoGroups
    var desk = Desk((0..<90).map { .sample($0, "text number \($0)") }, form: form)
    for _ in 0..<600 {
      desk.press(Self.keys.randomElement(using: &dice) ?? .enter)
      if Int.random(in: 0..<40, using: &dice) == 0 { desk.isHolding = true }
      if Int.random(in: 0..<10, using: &dice) == 0 { desk.deliver() }
      if Int.random(in: 0..<60, using: &dice) == 0 { desk.send(.tasksChanged) }
      _ = desk.frame()
    }
    desk.deliver()
    desk.press(.escape, .escape, .escape)
    #expect(desk.state.label.saves.waiting.isEmpty)
    guard let shown = desk.state.label.task else { return }
    #expect(shown.decision == desk.tasks[shown.id].decision)
  }

  @Test func undoingEverythingLeavesEveryTextOpen() {
    var dice = SeededGenerator(seed: 7)
    var desk = Desk((0..<90).map { .sample($0, "text number \($0)") })
    for _ in 0..<200 {
      desk.type(String("12345 x][}g".randomElement(using: &dice) ?? "1"))
    }
    while !desk.state.label.history.done.isEmpty { desk.type("u") }
    #expect(desk.tasks.allSatisfy { $0.decision == nil })
    while !desk.state.label.history.undone.isEmpty { desk.press(.control("r")) }
    #expect(desk.tasks.contains { $0.decision != nil })
    #expect(desk.saves.map(\.serial) == Array(1...desk.saves.count))
  }
}
