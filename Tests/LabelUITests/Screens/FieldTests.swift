import LabelCore
import Testing

@testable import LabelUI

/// Controls that are worked on one at a time.
struct FieldTests {
  private func desk(_ size: Size = .normal) throws -> Desk {
    try PageFixture("rating-comment").desk(size: size)
  }

  @Test func aFormWithFieldsAtTheUsualSize() throws {
    var desk = try desk()
    desk.strike("1⇥4⇥⏎first comment⏎more")
    #expect(
      desk.picture() == """
        " raw_data@master > labeled_data@master                               0/3   0.0% "
        "────────────────────────────────────────────────────────────────────────────────"
        " #0  0000000000000000.json                 not submitted   10 words   seen 0:00 "
        "                                                                                "
        "  The room was clean & quiet, <b>really</b> nice — 5/5!                         "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                 lines 1-1 of 1 "
        "────────────────────────────────────────────────────────────────────────────────"
        " sentiment                                                   one label per text "
        " * 1 Positive              2 Negative                                           "
        " stars    * * * * .   4 of 5                                                    "
        " comment  "first comment"                                                       "
        " score    a number from 0 to 100                                                "
        " when     like 2026-11-23                                                       "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        " comment: more                                                                  "
        "  why?   Enter keeps it   Esc too   ^s submits                                  "
        "                                                                                "
        """)
    #expect(desk.frame().cursor == Position(row: 21, column: 14))
  }

  @Test func escapeKeepsWhatWasTypedAndUndoTakesItBackStepByStep() throws {
    var desk = try desk()
    desk.strike("1⇥3⇥⏎half a thou⎋")
    #expect(desk.picture().contains("\"half a thou\""))
    desk.strike("u")
    #expect(!desk.picture().contains("half a thou"))
    #expect(desk.picture().contains("3 of 5"))
    desk.strike("u")
    #expect(!desk.picture().contains("3 of 5"))
    desk.press(.control("r"), .control("r"))
    #expect(desk.picture().contains("\"half a thou\""))
    desk.strike("uuu")
    #expect(!desk.state.label.isUnsubmitted)
  }

  @Test func aDraftSurvivesGoingToAnotherText() throws {
    var desk = try desk()
    desk.strike("⇥5⇥⏎kept⎋]")
    #expect(desk.state.label.task?.id == 1)
    #expect(!desk.picture().contains("kept"))
    desk.strike("[")
    #expect(desk.picture().contains("\"kept\"") && desk.picture().contains("5 of 5"))
  }

  @Test func aWrongNumberIsSaidAndTheFieldStays() throws {
    var desk = try desk()
    desk.strike("⇥⇥⇥120⏎")
    #expect(desk.row(22).contains("120 is not a number from 0 to 100"))
    desk.strike("^7.5⏎")
    #expect(desk.state.prompt == nil)
    #expect(desk.picture().contains("score    7.5"))
    // Steps of the config's size, held within its limits.
    desk.press(.right, .left, .left)
    #expect(desk.picture().contains("score    7 "))
  }

  @Test func aWrongDateIsNotLostByTheFirstEscape() throws {
    var desk = try desk()
    desk.strike("⇥⇥⇥⇥⏎2026-02-30⎋")
    #expect(desk.row(22).contains("2026-02-30 is not like 2026-11-23"))
    desk.strike("⎋")
    #expect(desk.state.prompt == nil)
    desk.strike("⏎2028-2-29⏎")
    #expect(desk.picture().contains("when     2028-02-29"))
  }

  @Test func textsAreChangedAndTakenAwayAgain() throws {
    var desk = try desk()
    desk.strike("⇥⇥⏎one⏎two⏎")
    #expect(desk.picture().contains("\"one\" \"two\""))
    // Full: `i` changes the last one, Up goes to the one before.
    desk.strike("i")
    desk.press(.up)
    desk.strike("^uno⏎")
    #expect(desk.picture().contains("\"uno\" \"two\""))
    desk.strike("i^⏎")
    #expect(desk.picture().contains("\"uno\" ") && !desk.picture().contains("two"))
  }

  @Test func marksMoveByArrowsAndZeroTakesThemBack() throws {
    var desk = try desk()
    desk.press(.tab, .right, .right)
    #expect(desk.picture().contains("2 of 5"))
    desk.press(.left)
    #expect(desk.picture().contains("1 of 5"))
    desk.strike("9")
    #expect(desk.row(21).contains("stars goes from 1 to 5"))
    desk.strike("0")
    #expect(desk.picture().contains("1 to 5"))
  }

  @Test func theConfigsOwnKeyMovesTheFocus() throws {
    var desk = try desk()
    desk.strike("r3")
    #expect(desk.picture().contains("3 of 5"))
    #expect(desk.state.label.focused?.name == "stars")
  }

  @Test func aFieldThatIsRequiredIsAskedForBeforeAnythingIsSaved() throws {
    var desk = try PageFixture("list-text").desk()
    desk.strike("1⏎")
    #expect(desk.saves.isEmpty)
    #expect(desk.row(21).contains("say why"))
  }

  @Test func linesOfATextAreTypedWithControlN() throws {
    var desk = try PageFixture("list-text").desk()
    desk.strike("1⇥⏎one")
    desk.press(.control("n"))
    desk.strike("two")
    #expect(desk.row(21).contains("c: one↵two"))
    desk.press(.control("s"))
    #expect(desk.saves.first?.decision?.answer(for: "c") == .texts(["one\ntwo"]))
  }

  @Test func aClickOnAFieldOpensIt() throws {
    var desk = try desk()
    desk.send(.mouse(Mouse(action: .press, row: 16, column: 12)))
    desk.send(.paste("from the clipboard"))
    desk.press(.escape)
    #expect(desk.picture().contains("\"from the clipboard\""))
  }

  @Test func controlsThatAreNotAskedForAreNeitherShownNorChosen() throws {
    var desk = try PageFixture("visible-when").desk()
    #expect(!desk.picture().contains("Noise") && !desk.picture().contains("About what?"))
    desk.strike("3")
    #expect(desk.row(21).contains("about is not asked for now"))
    desk.strike("1⏎")
    #expect(desk.picture().contains("Noise") && desk.picture().contains("About what?"))
    #expect(desk.saves.isEmpty)
  }

  @Test func itemsAreRankedWithoutLosingOne() throws {
    var desk = try PageFixture("ranker").desk()
    desk.strike("J⏎")
    #expect(
      desk.saves.first?.decision?.answers == [
        Answer(control: "rank", value: .ranking(["b", "a"]))
      ])
  }

  @Test func aTreeIsFoundByTypingAndMarked() throws {
    var desk = try PageFixture("taxonomy").desk()
    desk.strike("t")
    desk.strike("eggs⏎^")
    #expect(desk.picture().contains("* Food / Breakfast / Eggs"))
    desk.strike("⎋")
    #expect(desk.picture().contains("topic  Food > Breakfast > Eggs"))
  }

  @Test(arguments: [Size.normal, .wide, .small, Size(columns: 20, rows: 5)])
  func everyFormCanBeDrawnAtAnySizeWhileItIsWorkedOn(_ size: Size) throws {
    for scenario in PageResultTests.cases {
      var desk = try PageFixture(scenario.name).desk(task: scenario.task, size: size)
      for key in scenario.keys {
        desk.strike(String(key))
        let rows = desk.picture(size).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows.count == size.rows)
      }
      desk.strike("?")
      _ = desk.picture(size)
    }
  }
}
