import LabelCore
import Testing

@testable import LabelUI

/// Marking beside fields that take digits too: keys are about what is being marked.
struct MarkingFieldTests {
  /// Two numbers about the text, one of them first, and two questions about spans.
  static func form() throws -> LabelForm {
    LabelForm(
      try LabelingConfig(
        parsing: """
          <View><Text name="text" value="$text"/>
          <Number name="count" toName="text"/>
          <Labels name="ner" toName="text"><Label value="PER"/><Label value="ORG"/></Labels>
          <Rating name="sure" toName="text" perRegion="true"/>
          <Number name="age" toName="text" perRegion="true"/>
          <Rating name="stars" toName="text"/></View>
          """))
  }

  private func desk() throws -> Desk {
    Desk([.sample(0, "Anna met Bob at Acme"), .sample(1, "Bob")], form: try Self.form())
  }

  private func spans(_ desk: Desk) -> [TextSpan] {
    guard case .spans(let spans) = desk.state.label.draft.answers.first?.value else { return [] }
    return spans
  }

  @Test func aDigitLabelsWhatIsMarkedWhateverHadTheFocus() throws {
    for focus in ["", "⇥⇥"] {
      var desk = try desk()
      // The number, or the stars, have the focus before marking begins.
      desk.strike(focus + "m1")
      #expect(desk.state.prompt == nil)
      #expect(spans(desk).map(\.labels) == [["PER"]])
      desk.strike("2")
      #expect(spans(desk).map(\.labels) == [["ORG"]])
      // Arrows go on in the text and step nothing.
      desk.strike("→→1")
      #expect(spans(desk).map(\.text) == ["Anna", "Bob"])
      #expect(desk.state.label.draft.answers.count == 1)
    }
  }

  @Test func enterSubmitsWhileAPartIsMarkedThoughAFieldIsEmpty() throws {
    var desk = try desk()
    desk.strike("m1⎋ →⏎")
    #expect(desk.state.prompt == nil && desk.saves.count == 1)
  }

  @Test func noFieldIsShownWithTheFocusWhileAPartIsMarked() throws {
    var desk = try desk()
    let row = (0..<24).first { desk.row($0).hasPrefix(" count ") } ?? 0
    #expect(desk.frame().grid[row, 1].style == .cursor)
    desk.strike("m")
    #expect(desk.frame().grid[row, 1].style == .heading)
    desk.strike("⎋")
    #expect(desk.frame().grid[row, 1].style == .cursor)
  }

  @Test func tabAsksWhatIsTypedAboutTheSelectedSpanThenGoesOn() throws {
    var desk = try desk()
    desk.strike("m1→→1")
    desk.strike("⇥4⇥")
    #expect(desk.state.label.focused?.name == "age")
    desk.strike("42⏎")
    #expect(
      spans(desk)[1].answers == [
        Answer(control: "sure", value: .rating(4)), Answer(control: "age", value: .number(42)),
      ])
    // All is asked: the next span, whose label a digit changes.
    desk.strike("⇥2")
    #expect(desk.state.label.marking?.selected?.index == 0)
    #expect(spans(desk).map(\.labels) == [["ORG"], ["PER"]])
    #expect(spans(desk)[0].answers.isEmpty)
  }

  @Test func aClickOnAFieldOfTheTextLeavesMarking() throws {
    var desk = try desk()
    desk.strike("m")
    let row = (0..<24).first { desk.row($0).hasPrefix(" stars ") } ?? 0
    desk.send(.mouse(Mouse(action: .press, row: row, column: 3)))
    #expect(desk.state.label.marking == nil)
    desk.strike("3")
    #expect(desk.state.label.draft.answers == [Answer(control: "stars", value: .rating(3))])
  }
}
