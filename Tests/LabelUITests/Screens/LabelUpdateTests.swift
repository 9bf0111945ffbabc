import LabelCore
import Testing

@testable import LabelUI

/// What keys do in the label view.
struct LabelUpdateTests {
  private func value(_ desk: Desk, _ id: Int) -> AnswerValue? {
    desk.tasks[id].decision?.answer(for: "topic")
  }

  @Test func aDigitLabelsSavesAndShowsTheNextText() {
    var desk = Desk(LabelingTask.mails)
    desk.wait(seconds: 4.25)
    desk.type("2")
    #expect(value(desk, 0) == .choices(["praise"]))
    #expect(desk.saves.first?.decision?.leadTime == 4.25)
    #expect(desk.state.label.task?.id == 1)
  }

  @Test func theNextTextIsShownBeforeTheJournalAnswers() {
    var desk = Desk(LabelingTask.mails)
    desk.isHolding = true
    desk.type("2")
    #expect(desk.state.label.task?.id == 1)
    #expect(desk.row(21).hasPrefix(" saving #0"))
    desk.deliver()
    #expect(desk.row(21).hasPrefix(" just now: #0 -> praise"))
  }

  @Test func quickKeysLabelOneTextEach() {
    var desk = Desk(LabelingTask.mails)
    desk.isHolding = true
    desk.type("123")
    desk.deliver()
    #expect(desk.saves.map(\.taskID) == [0, 1, 2])
    #expect(desk.saves.map(\.serial) == [1, 2, 3])
    #expect(value(desk, 2) == .choices(["question"]))
  }

  @Test func afterAnOpenTextComesTheNextOpenOne() {
    var desk = Desk(LabelingTask.mails)
    desk.type("]1[[2")
    #expect(desk.state.label.task?.id == 2)
  }

  @Test func relabellingGoesOnToTheNextText() {
    var desk = Desk(LabelingTask.mails)
    desk.type("11g3")
    #expect(value(desk, 0) == .choices(["question"]))
    #expect(desk.state.label.task?.id == 1)
  }

  @Test func theEndOfTheListLeadsBackToOpenTextsBeforeIt() {
    var desk = Desk(LabelingTask.mails)
    desk.type("G1")
    #expect(desk.state.label.task?.id == 0)
    #expect(!desk.state.label.isDone)
  }

  @Test func spaceSkipsAndALabelClearsTheSkip() {
    var desk = Desk(LabelingTask.mails)
    desk.type(" ")
    #expect(desk.tasks[0].decision?.outcome == .skipped)
    desk.type("[2")
    #expect(desk.tasks[0].decision?.outcome == .labelled)
  }

  @Test func undoAndRedoWorkAcrossTextsAndSaveTheOldValueAgain() {
    var desk = Desk(LabelingTask.mails)
    desk.type("12g4uuu")
    #expect(desk.tasks.allSatisfy { $0.decision == nil })
    #expect(desk.saves.last == SaveRequest(serial: 6, taskID: 0, decision: nil))
    desk.press(.control("r"), .control("r"), .control("r"))
    #expect(value(desk, 0) == .choices(["spam"]))
    #expect(value(desk, 1) == .choices(["praise"]))
    #expect(desk.state.label.task?.id == 0)
  }

  @Test func undoBeyondTheTasksInMemoryFetchesTheText() {
    var desk = Desk((0..<500).map { .sample($0, "text \($0)") })
    desk.type("1G")
    #expect(desk.state.label.task?.id == 499)
    desk.type("u")
    #expect(desk.state.label.task?.id == 0)
    #expect(desk.tasks[0].decision == nil)
  }

  @Test func xClearsALabel() {
    var desk = Desk(LabelingTask.mails)
    desk.type("1[x")
    #expect(desk.tasks[0].decision == nil)
    #expect(desk.saves.count == 2)
  }

  @Test func withSeveralControlsKeysToggleAndEnterSubmits() {
    var desk = Desk(LabelingTask.mails, form: .twoGroups)
    desk.type("12353")
    #expect(desk.saves.isEmpty)
    desk.press(.enter)
    #expect(
      desk.tasks[0].decision?.answers == [
        Answer(control: "tone", value: .choices(["angry"])),
        Answer(control: "parts", value: .choices(["staff"])),
      ])
    #expect(desk.state.label.task?.id == 1)
  }

  @Test func aRequiredControlWithoutAnswerStopsEnterWithItsMessage() {
    var desk = Desk(LabelingTask.mails, form: .twoGroups)
    desk.type("3")
    desk.press(.enter)
    #expect(desk.saves.isEmpty)
    #expect(desk.row(21).hasPrefix(" Say how it sounds"))
  }

  @Test func choicesNotSubmittedStayWhenAnotherTextIsLookedAt() {
    var desk = Desk(LabelingTask.mails, form: .twoGroups)
    desk.type("1]")
    #expect(desk.state.label.draft.answers.isEmpty)
    desk.type("[")
    #expect(desk.state.label.draft.answers == [Answer(control: "tone", value: .choices(["kind"]))])
  }

  @Test func preselectedChoicesAreSubmittedByEnter() {
    var choice = FormChoice("yes")
    choice.isPreselected = true
    let many = FormControl(name: "tags", isSingle: false, choices: [choice, FormChoice("no")])
    var desk = Desk(LabelingTask.mails, form: LabelForm(controls: [many], texts: LabelForm.text))
    #expect(!desk.state.label.isUnsubmitted)
    desk.press(.enter)
    #expect(desk.tasks[0].decision?.answer(for: "tags") == .choices(["yes"]))
  }

  @Test func enterTakesAShownSuggestion() {
    var tasks = LabelingTask.mails
    tasks[0].suggestion = Decision(answers: [Answer(control: "topic", value: .choices(["spam"]))])
    var desk = Desk(tasks)
    desk.press(.enter)
    #expect(value(desk, 0) == .choices(["spam"]))
  }

  @Test func aNoteIsWrittenPastedAndSavedWithTheLabel() {
    var desk = Desk(LabelingTask.mails)
    desk.type("Nodd")
    desk.send(.paste(" 世界\nq"))
    desk.press(.left, .backspace, .enter)
    #expect(desk.row(21).contains("the note is saved with the label"))
    desk.type("1")
    #expect(desk.tasks[0].decision?.note == "odd 世界q")
  }

  @Test func escapeLeavesTheNoteAsItWas() {
    var desk = Desk(LabelingTask.mails)
    desk.type("Nodd")
    desk.press(.escape)
    desk.type("1")
    #expect(desk.tasks[0].decision?.note == "")
  }

  @Test func digitsInANoteDoNotLabel() {
    var desk = Desk(LabelingTask.mails)
    desk.type("N123")
    #expect(desk.saves.isEmpty)
    #expect(desk.frame().cursor == Position(row: 21, column: 10))
  }

  @Test func newTextsEndTheScreenThatSaysAllIsDone() {
    var desk = Desk(LabelingTask.mails)
    desk.type("1111")
    #expect(desk.state.label.isDone)
    desk.tasks.append(.sample(4, "a new one"))
    desk.send(.tasksChanged)
    #expect(!desk.state.label.isDone)
    #expect(desk.state.label.task?.id == 4)
  }

  @Test func aLetterTakenByALabelMovesItsCommandBehindTheComma() {
    var desk = Desk(
      LabelingTask.mails, form: .single([FormChoice("up", key: "u"), FormChoice("down", key: "D")]))
    desk.type("u")
    #expect(value(desk, 0) == .choices(["up"]))
    desk.type("d")
    #expect(value(desk, 1) == .choices(["down"]))
    #expect(desk.row(21).contains(",u undo"))
    desk.type(",")
    #expect(desk.row(22).hasPrefix(" , then   u undo"))
    desk.type("u")
    #expect(desk.tasks[1].decision == nil)
  }

  @Test func manyLabelsAreFoundByTyping() {
    var desk = Desk(
      LabelingTask.mails, form: .single((1...40).map { FormChoice("label \($0)") }))
    #expect(desk.picture().contains("more; t finds one"))
    desk.type("tl 3")
    desk.press(.down, .enter)
    #expect(value(desk, 0) == .choices(["label 30"]))
    desk.type(":label label 17")
    desk.press(.enter)
    #expect(value(desk, 1) == .choices(["label 17"]))
  }

  @Test func timeAwayIsNotTimeSpent() {
    var desk = Desk(LabelingTask.mails)
    desk.wait(seconds: 2)
    desk.press(.control("z"))
    #expect(desk.effects.contains(.suspend))
    desk.now += 600
    desk.send(.resumed)
    desk.wait(seconds: 0)
    desk.wait(seconds: 1)
    desk.type("1")
    #expect(desk.saves.first?.decision?.leadTime == 3)
  }

  @Test func qQuitsAndSaysOnceWhatWouldBeLost() {
    var desk = Desk(LabelingTask.mails)
    desk.failure = "the disk is full"
    desk.type("1q")
    #expect(!desk.effects.contains(.quit))
    desk.type("q")
    #expect(desk.effects.contains(.quit))
  }

  @Test func onlyTasksAroundThePositionAreFetched() {
    var desk = Desk((0..<10_000).map { .sample($0, "text \($0)") }, position: 5_000)
    #expect(desk.state.label.task?.id == 5_000)
    desk.type(String(repeating: "]", count: 100))
    #expect(desk.state.label.task?.id == 5_100)
    let loads = desk.effects.compactMap { effect in
      if case .loadTasks(let range, _) = effect { range } else { nil }
    }
    #expect(loads.allSatisfy { $0.count <= 64 })
    #expect(loads.count < 12)
  }

  @Test func whatNobodyAskedForStandsBesideTheLatestDecision() {
    var desk = Desk(LabelingTask.mails)
    desk.send(.notice(Notice(.good, "2 labels read", isUnasked: true)))
    #expect(desk.row(21).hasPrefix(" 2 labels read "))
    desk.type("1")
    desk.send(.notice(Notice(.good, "14 labels read", isUnasked: true)))
    #expect(desk.row(21).hasPrefix(" just now: #0 -> complaint   u undo "))
    #expect(desk.row(21).hasSuffix("  14 labels read "))
    desk.send(.notice(Notice(.warning, "1 changed", isUnasked: true)))
    #expect(desk.row(21).hasPrefix(" 1 changed "))
  }

  @Test func aClickOnALabelLabels() {
    var desk = Desk(LabelingTask.mails)
    desk.send(.mouse(Mouse(action: .press, row: 17, column: 30)))
    #expect(value(desk, 0) == .choices(["praise"]))
  }

  @Test func whatOthersChoseIsShownOnDemand() {
    var tasks = LabelingTask.mails
    let spam = Decision(answers: [Answer(control: "topic", value: .choices(["spam"]))])
    tasks[0].others = [OtherDecision(annotator: "bo", decidedAt: nil, decision: spam)]
    var desk = Desk(tasks)
    #expect(desk.row(14).hasPrefix(" 1 other label: O shows"))
    desk.type("O")
    #expect(desk.row(14).hasPrefix(" bo: spam"))
  }
}
