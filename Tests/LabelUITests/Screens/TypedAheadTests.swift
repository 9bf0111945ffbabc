import LabelCore
import TestSupport
import Testing

@testable import LabelUI

/// Keys that come faster than texts: they do what they would have done had they come slowly.
struct TypedAheadTests {
  /// The open ones lie too far apart to be in memory at once.
  private static func farApart(open: Set<Int>) -> Desk {
    let tasks = (0..<200).map { id in
      var task = LabelingTask.sample(id, "text \(id)")
      guard !open.contains(id) else { return task }
      task.row.status = .skipped
      task.decision = Decision(outcome: .skipped, answers: [], note: "", leadTime: 1)
      return task
    }
    return Desk(tasks)
  }

  @Test func aLabelTypedBehindTheWayToAnOpenTextIsAboutThatText() {
    var desk = Self.farApart(open: [0, 90, 91])
    desk.isHolding = true
    desk.type("}1")
    #expect(desk.saves.isEmpty)
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [90])
    #expect(desk.state.label.task?.id == 91)
  }

  @Test func quickLabelsAreOneForEachTextAndNeverTwoForTheOneJustLeft() {
    var desk = Self.farApart(open: [0, 90, 180])
    desk.isHolding = true
    desk.type("123")
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [0, 90, 180])
    #expect(desk.state.label.isDone)
  }

  @Test func aLabelTypedWhileATextIsReadIsAboutThatText() {
    var desk = Self.farApart(open: [0, 199])
    desk.isHolding = true
    desk.type("G1")
    #expect(desk.saves.isEmpty)
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [199])
  }

  @Test func noneIsLostWhereOneTextAfterTheOtherIsAskedFor() {
    var desk = Self.farApart(open: [0, 199])
    desk.isHolding = true
    desk.type("G")
    desk.send(.tasksChanged)
    desk.type("1")
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [199])
  }

  @Test func escapeTakesBackTheKeysAndTheWay() {
    var desk = Self.farApart(open: [0, 90])
    desk.isHolding = true
    desk.type("}1")
    desk.press(.escape)
    desk.deliver()
    #expect(desk.saves.isEmpty)
    #expect(desk.state.label.task?.id == 0)
    desk.type("1")
    #expect(desk.saves.map(\.taskID) == [0])
  }

  @Test func whoWaitsLongIsToldForWhat() {
    var desk = Self.farApart(open: [0, 90])
    desk.isHolding = true
    desk.type("}1")
    #expect(!desk.row(21).contains("looking"))
    desk.wait(seconds: 1)
    #expect(desk.row(21).hasPrefix(" looking for the next text …   Esc stays here "))
    desk.deliver()
    #expect(!desk.row(21).contains("looking"))
  }

  @Test func aClickIsAboutWhatIsOnScreenSoNoneIsTakenOnTheWay() {
    var desk = Self.farApart(open: [0, 90])
    desk.isHolding = true
    desk.type("}")
    // On `praise`.
    desk.send(.mouse(Mouse(action: .press, row: 17, column: 30)))
    desk.deliver()
    #expect(desk.effects.contains(.bell))
    #expect(desk.saves.isEmpty)
  }

  @Test func whatCannotBeReadIsSaidAndKeysWorkAgain() {
    var desk = Self.farApart(open: [0, 90])
    desk.isHolding = true
    desk.type("}1")
    desk.held = []
    desk.isHolding = false
    desk.send(.readFailed(Notice(.error, "the index cannot be read")))
    #expect(desk.saves.isEmpty)
    #expect(desk.row(21).contains("the index cannot be read"))
    desk.type("11")
    #expect(desk.saves.map(\.taskID) == [0, 90])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func fastOrSlowlyTypedTheSameIsSaved(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let open = Set((0..<60).map { _ in Int.random(in: 0..<200, using: &dice) })
    var (slow, fast) = (Self.farApart(open: open), Self.farApart(open: open))
    for _ in 0..<300 {
      let key = "1122334455   }}{[]gGx".randomElement(using: &dice) ?? "1"
      slow.type(String(key))
      if Int.random(in: 0..<8, using: &dice) == 0 { fast.isHolding = true }
      fast.type(String(key))
      if Int.random(in: 0..<4, using: &dice) == 0 { fast.deliver() }
    }
    fast.deliver()
    #expect(fast.saves.map(\.taskID) == slow.saves.map(\.taskID))
    let differing = fast.tasks.indices.filter { fast.tasks[$0].decision != slow.tasks[$0].decision }
    #expect(differing.isEmpty)
    #expect(fast.state.label.position == slow.state.label.position)
  }
}
