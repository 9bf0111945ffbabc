import LabelCore
import Testing

@testable import LabelUI

/// Labels whose raw file changed or is gone: what is seen, and what keys do.
struct ChangedTextTests {
  @Test func whatASyncSaysIsShownOnceItsKeysWork() {
    var desk = Desk([.sample(0, "old words"), .sample(1, "another")])
    desk.type("1")
    desk.press(.left)
    desk.isHolding = true
    desk.tasks[0].data = ["text": "new words"]
    desk.tasks[0].row.marks.insert(.stale)
    desk.tasks[0].change = TaskChange(labelled: ["text": "old words"])
    desk.send(.tasksChanged)
    desk.send(.notice(Notice(.good, "1 changed")))
    // The text on screen is still the old one: neither line nor keys speak of a change.
    #expect(!desk.picture().contains("1 changed") && !desk.picture().contains("K keep"))
    desk.deliver()
    #expect(desk.row(21).contains("1 changed") && desk.picture().contains("K keep"))
    desk.type("K")
    #expect(desk.saves.last?.action == .keep)
  }

  @Test func anErrorWaitsForNothing() {
    var desk = Desk([.sample(0, "words")])
    desk.isHolding = true
    desk.send(.tasksChanged)
    desk.send(.notice(Notice(.error, "the disk is gone")))
    #expect(desk.row(21).contains("the disk is gone"))
  }

  @Test func theHelpOfAStaleTextLeavesNoKeyAlone() {
    var desk = Desk([.sample(0, "new words")])
    desk.tasks[0].decision = Decision(
      answers: [Answer(control: "topic", value: .choices(["spam"]))])
    desk.tasks[0].change = TaskChange(labelled: ["text": "old words"])
    desk.send(.tasksChanged)
    desk.type("?")
    let column = (4...17).map { String(desk.row($0).dropFirst(41).dropLast(3)).trimmed }
    #expect(column.first == "label, more")
    #expect(column.prefix { !$0.isEmpty }.count > 5 && column.contains { $0.hasPrefix("M ") })
  }

  private static let old = """
    Hello, we would like to renew for another year but the price on the last quote was higher \
    than the one your colleague promised. Could somebody check this?
    """
  private static let new = """
    Hello, we would like to renew for two more years but the price on the last quote was higher \
    than the one your colleague promised on the phone. Could somebody check this?
    """

  private func stale(movedTo moved: MovedTask? = nil) -> LabelingTask {
    var task = LabelingTask.sample(1, Self.new)
    task.decision = Decision(answers: [Answer(control: "topic", value: .choices(["question"]))])
    task.row.status = .labelled
    task.row.label = "question"
    task.row.marks = .stale
    task.change = TaskChange(
      labelled: .object([.init("text", .string(Self.old))]), movedTo: moved)
    return task
  }

  private func orphan(movedTo moved: MovedTask? = nil) -> LabelingTask {
    var task = stale(movedTo: moved)
    task.row.status = .orphan
    task.row.marks = []
    task.data = task.change?.labelled ?? .null
    return task
  }

  private func desk(_ task: LabelingTask, _ size: Size = .normal) -> Desk {
    Desk([.sample(0, "Before"), task, .sample(2, "After")], size: size, position: 1)
  }

  @Test func aStaleTextShowsWhatChangedInline() {
    let desk = desk(stale())
    #expect(
      desk.picture() == """
        " raw_data@master > labeled_data@master                              1/3   33.3% "
        "────────────────────────────────────────────────────────────────────────────────"
        " #1  mail/1.json                            * question ~   32 words   seen 0:00 "
        "                                                                                "
        "  Hello, we would like to renew for [-another-]{+two+} [-year-]{+more+}         "
        "  {+years +}but the price on the last quote was higher than the one your        "
        "  colleague promised{+ on the phone+}. Could somebody check this?               "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        " ~ labelled as [-this-], now {+this+}                            lines 1-3 of 3 "
        "────────────────────────────────────────────────────────────────────────────────"
        " topic                                                       one label per text "
        "   1 complaint             2 praise              * 3 question                   "
        "   4 spam                  5 other                                              "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                auto-advance on "
        " K keep   D drop   1-5 label+next   Space skip   N note   [ ] prev/next         "
        " / find   f filter   Tab list   w send now   v versions   ? help   q quit       "
        """)
  }

  @Test func onAWideScreenBothTextsStandSideBySide() {
    #expect(
      desk(stale(), .wide).picture() == """
        " raw_data@master > labeled_data@master    topic                                     1/3   33.3%  [######--------------] "
        "────────────────────────────────────────────────────────────────────────────────────┬───────────────────────────────────"
        " #1  mail/1.json                                * question ~   32 words   seen 0:00 │ topic          one label per text "
        "  [-as it was labelled-]                 │ {+as it is now+}                         │                                   "
        "  Hello, we would like to renew for [-   │ Hello, we would like to renew for        │   1 complaint                     "
        "  another-] [-year-] but the price on    │ {+two+} {+more+} {+years +}but the       │   2 praise                        "
        "  the last quote was higher than the one │ price on the last quote was higher       │ * 3 question                      "
        "  your colleague promised. Could         │ than the one your colleague promised{+   │   4 spam                          "
        "  somebody check this?                   │ on the phone+}. Could somebody check     │   5 other                         "
        "                                         │ this?                                    │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        "                                         │                                          │                                   "
        " ~ labelled as [-this-], now {+this+}                                lines 1-6 of 6 │                                   "
        "────────────────────────────────────────────────────────────────────────────────────┴───────────────────────────────────"
        "                                                                                                        auto-advance on "
        "                                                                                                                        "
        " K keep   D drop   1-5 label+next   Space skip   N note   [ ] prev/next   } next open   / find   f filter   Tab list    "
        " w send now   v versions   c compare   : command   y copy   ? help   q quit                                             "
        """)
  }

  @Test func onASmallScreenTheChangeAndItsKeysAreShown() {
    #expect(
      desk(stale(), .small).picture() == """
        " raw_data@master            1/3   33.3% "
        " #1  mail/1.json           * question ~ "
        " Hello, we would like to renew for [-   "
        " another-]{+two+} [-year-]{+more+}      "
        " {+years +}but the price on the last    "
        " quote was higher than the one your     "
        "   1 complaint   2 praise * 3 question  "
        "   4 spam   5 other                     "
        "                                        "
        " K keep   D drop   ? help   q quit      "
        """)
  }

  @Test func anOrphanShowsItsTextAndWhatCanBeDone() {
    #expect(
      desk(orphan()).picture() == """
        " raw_data@master > labeled_data@master                               0/3   0.0% "
        "────────────────────────────────────────────────────────────────────────────────"
        " #1  mail/1.json                              x question   28 words   seen 0:00 "
        "                                                                                "
        "  Hello, we would like to renew for another year but the price on the last      "
        "  quote was higher than the one your colleague promised. Could somebody check   "
        "  this?                                                                         "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        " x its raw file is gone                                          lines 1-3 of 3 "
        "────────────────────────────────────────────────────────────────────────────────"
        " topic                                                       one label per text "
        "   1 complaint             2 praise              * 3 question                   "
        "   4 spam                  5 other                                              "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                auto-advance on "
        " K keep   D drop   1-5 label+next   Space skip   N note   [ ] prev/next         "
        " / find   f filter   Tab list   w send now   v versions   ? help   q quit       "
        """)
  }

  @Test func anOrphanOnASmallScreen() {
    #expect(
      desk(orphan(), .small).picture() == """
        " raw_data@master             0/3   0.0% "
        " #1  mail/1.json             x question "
        " Hello, we would like to renew for      "
        " another year but the price on the last "
        " quote was higher than the one your     "
        " colleague promised. Could somebody     "
        "   1 complaint   2 praise * 3 question  "
        "   4 spam   5 other                     "
        "                                        "
        " K keep   D drop   ? help   q quit      "
        """)
  }

  @Test func anOrphanOnAWideScreenThatMoved() {
    #expect(
      desk(orphan(movedTo: MovedTask(id: 7, key: "mail/7.json")), .wide).picture() == """
        " raw_data@master > labeled_data@master    topic                                      0/3   0.0%  [--------------------] "
        "────────────────────────────────────────────────────────────────────────────────────┬───────────────────────────────────"
        " #1  mail/1.json                                  x question   28 words   seen 0:00 │ topic          one label per text "
        "                                                                                    │                                   "
        "  Hello, we would like to renew for another year but the price on the last quote    │   1 complaint                     "
        "  was higher than the one your colleague promised. Could somebody check this?       │   2 praise                        "
        "                                                                                    │ * 3 question                      "
        "                                                                                    │   4 spam                          "
        "                                                                                    │   5 other                         "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        "                                                                                    │                                   "
        " x moved: it is #7 mail/7.json now                                   lines 1-2 of 2 │                                   "
        "────────────────────────────────────────────────────────────────────────────────────┴───────────────────────────────────"
        "                                                                                                        auto-advance on "
        "                                                                                                                        "
        " K keep   D drop   M move to #7   1-5 label+next   Space skip   N note   [ ] prev/next   } next open   / find           "
        " f filter   Tab list   w send now   v versions   c compare   : command   y copy   ? help   q quit                       "
        """)
  }

  @Test func keepAsksForIt() {
    var desk = desk(stale())
    desk.type("K")
    #expect(desk.saves.map(\.action) == [.keep])
    #expect(desk.saves[0].decision == stale().decision)
    #expect(desk.state.label.task?.change == nil)
    #expect(desk.picture().contains("just now: #1 kept: question   u undo"))
    #expect(!desk.picture().contains("K keep"))
  }

  @Test func dropLeavesAnOpenText() {
    var desk = desk(stale())
    desk.type("D")
    #expect(desk.saves.map(\.action) == [.drop])
    #expect(desk.state.label.task?.row.status == .open)
    #expect(desk.picture().contains("just now: #1 dropped   u undo"))
  }

  @Test func undoTakesEachBackAndRedoDoesItAgain() {
    for (key, action) in [("K", ChangeAction.keep), ("D", .drop)] {
      var desk = desk(stale())
      desk.type(key)
      desk.type("u")
      #expect(desk.saves.map(\.action) == [action, .restore])
      #expect(desk.state.label.task?.change != nil)
      #expect(desk.state.label.task?.row.marks == .stale)
      desk.press(.control("r"))
      #expect(desk.saves.map(\.action) == [action, .restore, action])
    }
  }

  @Test func anyLabelKeyLabelsAnewAndUndoBringsTheOldTextBack() {
    var desk = desk(stale())
    desk.type("1")
    #expect(desk.saves.map(\.action) == [nil])
    #expect(desk.saves[0].decision?.answer(for: "topic") == .choices(["complaint"]))
    desk.type("u")
    #expect(desk.saves.map(\.action) == [nil, .restore])
    desk.press(.control("r"))
    #expect(desk.saves.map(\.action) == [nil, .restore, nil])
  }

  @Test func moveWorksOnlyWhereTheOldTextIsAtOneOtherTask() {
    var alone = desk(stale())
    alone.type("M")
    #expect(alone.saves.isEmpty)
    #expect(alone.picture().contains("its old text is at no other open text, or at several"))
    var moved = desk(stale(movedTo: MovedTask(id: 2, key: "mail/2.json")))
    #expect(moved.picture().contains("M move to #2"))
    #expect(moved.picture().contains("~ moved? its old text is #2 mail/2.json now"))
    moved.type("M")
    #expect(moved.saves.map(\.action) == [.move(keepsOld: false)])
    moved.type("u:move copy")
    moved.press(.enter)
    #expect(moved.saves.last?.action == .move(keepsOld: true))
  }

  @Test func withoutAChangeTheCommandsSayWhyTheyDoNothingAndNoKeyIsNamed() {
    var desk = desk(.sample(1, "As it was"))
    for command in ["keep", "drop", "move"] {
      desk.type(":" + command)
      desk.press(.enter)
      #expect(desk.picture().contains("this text is as it was when it was labelled"))
    }
    desk.type("K")
    #expect(desk.picture().contains("K does nothing here"))
    #expect(desk.saves.isEmpty)
    desk.type("?")
    #expect(!desk.picture().contains("stale"))
  }

  @Test func helpNamesTheKeysOnATextThatChanged() {
    var desk = desk(stale())
    desk.type("?")
    #expect(desk.picture().contains("K        keep a stale label"))
  }

  @Test func aNoteLeavesTheChangeToBeDecided() {
    var desk = desk(stale())
    desk.type("Nask Bo")
    desk.press(.enter)
    #expect(desk.saves.map(\.keepsData) == [true])
    #expect(desk.state.label.task?.change != nil)
  }

  @Test func aFailedKeepIsSaidAndTriedAgain() {
    var desk = desk(stale())
    desk.failure = "no space left on the disk"
    desk.type("K")
    #expect(desk.picture().contains("NOT SAVED: #1: no space left on the disk"))
    desk.failure = nil
    desk.type("w")
    #expect(desk.saves.map(\.action) == [.keep, .keep])
    #expect(!desk.picture().contains("NOT SAVED"))
  }

  @Test func dataThatAreNotShownAreNamedAsTheReason() {
    var task = stale()
    task.change?.labelled = task.data
    task.data["page"] = .int(2)
    #expect(desk(task).picture().contains("~ its text is the same, other data changed"))
  }

  @Test func longTextsScrollThroughTheComparison() {
    var task = stale()
    let lines = (1...60).map { "Line \($0)" }.joined(separator: "\n")
    task.change?.labelled["text"] = .string(lines)
    task.data["text"] = .string(lines + "\nThe end")
    var desk = desk(task)
    for _ in 1...20 { desk.press(.control("f")) }
    #expect(desk.picture().contains("The end+}"))
  }
}
