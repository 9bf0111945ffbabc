import LabelCore
import Testing

@testable import LabelUI

/// `+`: a second label of one's own on the same text.
struct SecondLabelTests {
  private var labelled: Desk {
    var desk = Desk(LabelingTask.mails)
    desk.type("1[")
    return desk
  }

  @Test func plusSavesANewLabelBesideTheFirst() {
    var desk = labelled
    desk.type("+")
    #expect(desk.row(2).contains("a second label"))
    #expect(!desk.picture().contains("* 1 complaint"))
    desk.type("2")
    #expect(desk.saves.map(\.isNew) == [false, true])
    #expect(desk.state.label.task?.id == 1)
    desk.type("[3")
    #expect(desk.saves.map(\.isNew) == [false, true, false])
  }

  @Test func undoTakesTheSecondAwayAndRedoBringsItBack() {
    var desk = labelled
    desk.type("+2u")
    #expect(desk.saves.last?.decision == nil)
    #expect(desk.saves.last?.isNew == false)
    #expect(desk.row(21).contains("#0 is complaint again"))
    desk.press(.control("r"))
    #expect(desk.saves.last?.decision?.answer(for: "topic") == .choices(["praise"]))
    #expect(desk.saves.last?.isNew == true)
  }

  @Test func aClearedSecondLabelComesBackBesideTheFirst() {
    var desk = labelled
    desk.type("+2[")
    desk.isHolding = true
    desk.type("x")
    var first = desk.tasks[0]
    first.decision = Decision(answers: [Answer(control: "topic", value: .choices(["complaint"]))])
    desk.send(.saved(serial: desk.saves.last?.serial ?? 0, task: first))
    #expect(desk.state.label.task?.decision == first.decision)
    desk.type("u")
    #expect(desk.saves.last?.decision?.answer(for: "topic") == .choices(["praise"]))
    #expect(desk.saves.last?.isNew == true)
  }

  @Test func itCanBeLeftBeforeAnythingIsChosen() {
    var desk = labelled
    desk.type("+u")
    #expect(desk.saves.count == 1)
    #expect(desk.picture().contains("* 1 complaint"))
    desk.type("+x2")
    #expect(desk.saves.last?.isNew == false)
  }

  @Test func aSecondLabelThatCannotBeSavedIsDroppedByUndo() {
    var desk = labelled
    desk.failure = "the disk is full"
    desk.type("+2u")
    #expect(desk.state.label.saves.failures.isEmpty)
    #expect(desk.saves.count == 2)
    #expect(desk.state.label.task?.decision?.answer(for: "topic") == .choices(["complaint"]))
  }

  @Test func withoutAFirstLabelThereIsNoSecond() {
    var desk = Desk(LabelingTask.mails)
    desk.type("+")
    #expect(desk.row(21).contains("there is no label of yours here yet"))
    desk.type("2")
    #expect(desk.saves.map(\.isNew) == [false])
  }
}
