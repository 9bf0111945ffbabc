import LabelCore
import Testing

@testable import LabelUI

/// Each control is answered with its keys, and what is saved equals what the real page stored.
struct PageResultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var task: Int
    var target: String
    /// Characters; `⏎ ⇥ ⎋ → ^` stand for Enter, Tab, Esc, Right and Ctrl-U.
    var keys: String

    var testDescription: String { "\(name) \(target)" }
  }

  static let cases = [
    Case(name: "single-radio", task: 0, target: "2", keys: "p"),
    Case(name: "multiple", task: 0, target: "4", keys: "41⏎"),
    Case(name: "multiple", task: 2, target: "6", keys: "⏎"),
    Case(name: "nested-choices", task: 0, target: "7", keys: "52⏎"),
    Case(name: "nested-choices", task: 1, target: "8", keys: "1⏎"),
    Case(name: "nested-choices", task: 2, target: "9", keys: "6⏎"),
    Case(name: "dynamic-choices", task: 0, target: "10", keys: "z"),
    Case(
      name: "rating-comment", task: 0, target: "13",
      keys: "1⇥4⇥⏎first comment⏎второй \"comment\"⏎⇥12.5⏎⏎"),
    Case(name: "rating-comment", task: 1, target: "14", keys: "⇥1⏎"),
    Case(name: "visible-when", task: 0, target: "15", keys: "143⏎"),
    Case(name: "visible-when", task: 1, target: "16", keys: "2⏎"),
    Case(name: "visible-when", task: 2, target: "17", keys: "132⏎"),
    Case(name: "paragraphs", task: 0, target: "19", keys: "4⏎"),
    Case(name: "hypertext", task: 0, target: "20", keys: "2"),
    Case(name: "pairwise", task: 1, target: "22", keys: "2"),
    Case(name: "ner-perregion", task: 0, target: "23", keys: "m13→→→→→→25⏎"),
    Case(name: "ranker", task: 0, target: "28", keys: "⏎"),
    Case(name: "taxonomy", task: 0, target: "29", keys: "⏎room⏎^other⏎^lobby⏎⎋⏎"),
    Case(name: "list-text", task: 0, target: "33", keys: "1⇥⏎because⏎⏎⏎"),
  ]

  @Test(arguments: cases)
  func whatKeysAnswerIsWhatThePageStored(_ scenario: Case) throws {
    let fixture = try PageFixture(scenario.name)
    let stored = try fixture.stored(scenario.target)
    var desk = fixture.desk(task: scenario.task)
    desk.strike(scenario.keys)
    #expect(desk.saves.count == 1)
    let result = fixture.result(desk.saves.first?.decision, task: scenario.task, ids: stored)
    #expect(result.map { $0.text() } == stored.map { $0.text() })
  }

  @Test(arguments: cases)
  func whatWasSavedIsShownAgainAndSubmittedUnchanged(_ scenario: Case) throws {
    let fixture = try PageFixture(scenario.name)
    var desk = fixture.desk(task: scenario.task)
    desk.strike(scenario.keys)
    let saved = try #require(desk.saves.first?.decision)
    var again = Desk(
      desk.tasks, form: LabelForm(fixture.config), position: scenario.task)
    again.press(.escape, .enter)
    #expect(again.saves.last?.decision?.answers == saved.answers)
  }
}

extension Desk {
  /// Presses keys written as one string.
  mutating func strike(_ keys: String) {
    for key in keys {
      switch key {
      case "⏎": press(.enter)
      case "⇥": press(.tab)
      case "⎋": press(.escape)
      case "→": press(.right)
      case "^": press(.control("u"))
      default: press(.character(key))
      }
    }
  }
}
