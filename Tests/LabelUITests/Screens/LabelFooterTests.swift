import LabelCore
import Testing

@testable import LabelUI

/// A key that stands in the footer of the label view does something, or says why it does not.
struct LabelFooterTests {
  /// Keys that may stand still: at an end, or on what is labelled so already.
  private static let moving: Set<String> = [
    "prev/next", "word", "letter", "line", "hits", "move", "item", "moves it", "label",
  ]

  /// What is wrong with a footer: each key of each hint is pressed on a copy.
  private func dead(_ desk: Desk) -> [String] {
    let footer = LabelView(state: desk.state, size: desk.state.session.size).footer
    return (footer.hints + footer.last).flatMap { hint -> [String] in
      FooterTests.keys(of: hint).compactMap { key in
        var copy = desk
        let before = copy.picture()
        let count = copy.effects.count
        copy.press(key)
        let isQuiet = copy.effects[count...].allSatisfy { $0 == .bell } && before == copy.picture()
        let said = copy.state.session.notice?.text ?? ""
        let isDead = said.contains("does nothing here")
        return isDead || (isQuiet && !Self.moving.contains(hint.word))
          ? "\(hint.keys) \(hint.word): \(said)" : nil
      }
    }
  }

  private static let sizes = [
    Size.small, Size(columns: 60, rows: 18), Size.normal, Size(columns: 100, rows: 30), Size.wide,
  ]

  /// Forms with every kind of control, and the keys that lead to some states of each.
  private func desks(_ size: Size) throws -> [(name: String, desk: Desk)] {
    let plain: [(String, Desk, [String])] = [
      (
        "topics", Desk(LabelingTask.mails, size: size, position: 1), ["", "3", "N", "/quote⏎", "x"]
      ),
      ("groups", Desk(LabelingTask.mails, form: .twoGroups, size: size), ["", "1", "24", "1⏎"]),
      ("none", Desk([], size: size), [""]),
    ]
    let keys = [
      "taxonomy": ["", "⏎", "⏎room⏎⎋"], "hypertext": ["", "⏎"], "ranker": ["", "J"],
      "rating-comment": ["", "⇥", "⇥3", "⇥⇥", "⇥⇥⇥", "⇥⇥⇥⇥"], "pairwise": [""],
      "ner-perregion": ["", "m", "m ", "m1", "m13", "m1⎋"], "paragraphs": [""],
      "visible-when": ["", "1"], "nested-choices": ["", "1"], "dynamic-choices": [""],
    ]
    let fixtures = try keys.sorted { $0.key < $1.key }.map {
      ($0.key, try PageFixture($0.key).desk(size: size), $0.value)
    }
    let marking = (
      "marking", Desk(LabelingTask.mails, form: try MarkingFieldTests.form(), size: size),
      ["", "m", "m1", "m1⇥", "m1⇥⇥", "⇥", "⇥⇥"]
    )
    // The smallest screen has no room for all fields of these.
    let forms = size == .small ? plain : plain + fixtures + [marking]
    return forms.flatMap { name, desk, states in
      states.map { keys in
        var desk = desk
        desk.strike(keys)
        return ("\(name) \(keys)", desk)
      }
    }
  }

  @Test(arguments: sizes) func everyKeyOfTheLabelViewDoesSomething(_ size: Size) throws {
    for (name, desk) in try desks(size) { #expect(dead(desk) == [], "\(name) \(size)") }
  }
}
