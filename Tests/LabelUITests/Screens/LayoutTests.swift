import LabelCore
import Testing

@testable import LabelUI

/// Choices stand as `layout` and `showInline` of the config want it.
struct LayoutTests {
  private static let emotions = [
    "anger", "joy", "fear", "trust", "surprise", "sadness", "disgust", "neutral",
  ]

  private func form(_ attributes: String, _ titles: [String] = emotions) throws -> LabelForm {
    let choices = titles.map { "<Choice value=\"\($0)\"/>" }.joined()
    return LabelForm(
      try LabelingConfig(
        parsing: """
          <View><Text name="text" value="$text"/>
          <Choices name="emotion" toName="text" \(attributes)>\(choices)</Choices></View>
          """))
  }

  private func desk(
    _ attributes: String, _ titles: [String] = emotions, size: Size = .normal
  ) throws -> Desk {
    Desk(LabelingTask.mails, form: try form(attributes, titles), size: size)
  }

  /// The rows from the heading or field of the control to the message.
  private func table(_ desk: Desk) -> [String] {
    let rows = (0..<desk.state.session.size.rows).map { desk.row($0) }
    let first = rows.firstIndex { $0.contains("emotion") && !$0.contains("raw_data") } ?? 0
    return Array(rows[first...].prefix { !$0.contains("───") })
  }

  @Test func inlineChoicesFlowInColumnsAsNarrowAsTheyAre() throws {
    #expect(
      table(try desk("showInline=\"true\"")) == [
        " emotion                                                     one label per text ",
        "   1 anger       2 joy         3 fear        4 trust       5 surprise           ",
        "   6 sadness     7 disgust     8 neutral                                        ",
        "                                                                                ",
      ])
    #expect(
      table(try desk("layout=\"inline\"", ["Positive", "Negative", "Neutral"])) == [
        " emotion                                                     one label per text ",
        "   1 Positive    2 Negative    3 Neutral                                        ",
        "                                                                                ",
      ])
  }

  @Test func aWidePanelHoldsInlineChoicesSideBySide() throws {
    let desk = try desk("layout=\"inline\"", size: .wide)
    let panel = (2...8).map { String(desk.row($0).dropFirst(84)) }
    #expect(
      panel == [
        "│ emotion        one label per text ", "│                                   ",
        "│   1 anger       2 joy             ", "│   3 fear        4 trust           ",
        "│   5 surprise    6 sadness         ", "│   7 disgust     8 neutral         ",
        "│                                   ",
      ])
  }

  @Test func verticalChoicesStandOneBelowTheOtherWhereThereIsRoom() throws {
    #expect(
      table(try desk("layout=\"vertical\"", ["yes", "no", "unclear"])) == [
        " emotion                                                     one label per text ",
        "   1 yes                                                                        ",
        "   2 no                                                                         ",
        "   3 unclear                                                                    ",
        "                                                                                ",
      ])
    // The text keeps most of a screen: eight lines would leave it five.
    #expect(table(try desk("layout=\"vertical\"")) == table(try desk("")))
    let tall = table(try desk("layout=\"vertical\"", size: Size(columns: 100, rows: 40)))
    #expect(tall.count == 10)
  }

  @Test func withoutTheAttributesChoicesStandAsTheyDid() throws {
    #expect(
      table(try desk("")) == [
        " emotion                                                     one label per text ",
        "   1 anger                 2 joy                   3 fear                       ",
        "   4 trust                 5 surprise              6 sadness                    ",
        "   7 disgust               8 neutral                                            ",
        "                                                                                ",
      ])
  }

  @Test(arguments: ["showInline=\"true\"", "layout=\"vertical\"", ""])
  func keysAndClicksReachEveryChoiceAtAnySize(_ attributes: String) throws {
    for size in [Size.small, .normal, Size(columns: 60, rows: 18), .wide] {
      for index in 0..<8 {
        var desk = try desk(attributes, size: size)
        let geometry = LabelGeometry(size: size, form: desk.state.label.form)
        let place = ChoicePlace(control: 0, choice: index)
        let spot = (0..<size.rows).lazy.flatMap { row in
          (0..<size.columns).lazy.map { Position(row: row, column: $0) }
        }.first { geometry.choice(at: $0) == place }
        let words = desk.row(spot?.row ?? 0).dropFirst(spot?.column ?? 0)
        if let spot {
          #expect(words.hasPrefix("  \(index + 1) \(Self.emotions[index])"), "\(size)")
          desk.send(.mouse(Mouse(action: .press, row: spot.row, column: spot.column + 4)))
        } else {
          // What a small screen has no room for is found by typing.
          #expect(size == .small && desk.picture().contains("more; t finds one"))
          desk.type("t" + Self.emotions[index])
          desk.press(.enter)
        }
        let wanted = AnswerValue.choices([Self.emotions[index]])
        #expect(desk.saves.map { $0.decision?.answer(for: "emotion") } == [wanted])
        desk.type(String(index + 1))
        #expect(desk.saves.last?.decision?.answer(for: "emotion") == wanted)
      }
    }
  }
}

/// `layout="select"`: a line that opens to a list.
extension LayoutTests {
  @Test func aDropDownIsOneLineThatOpensToAList() throws {
    var desk = try desk("layout=\"select\"")
    #expect(
      table(desk) == [
        " emotion  t finds one                                                           ",
        "                                                                                ",
      ])
    #expect(desk.row(22).hasPrefix(" 1-8 label+next   Enter t finds   Space skip"))
    desk.strike("⏎s")
    #expect(
      (4...8).map { desk.row($0).trimmed } == [
        "emotion: s", ">  5 surprise", "6 sadness", "4 trust", "7 disgust",
      ])
    // One control that takes one choice: the next text comes at once.
    desk.strike("⏎")
    #expect(
      desk.saves.map { $0.decision?.answer(for: "emotion") } == [.choices(["surprise"])])
    #expect(desk.state.label.task?.id == 1)
    desk.press(.left)
    #expect(table(desk)[0].hasPrefix(" emotion  surprise "))
    // It opens again at what was chosen.
    desk.strike("t")
    #expect(desk.row(9).hasPrefix(" >* 5 surprise "))
  }

  @Test func clicksOpenTheListAndTakeFromIt() throws {
    var desk = try desk("layout=\"select\" choice=\"multiple\"")
    let row = (0..<24).first { desk.row($0).hasPrefix(" emotion ") } ?? 0
    desk.send(.mouse(Mouse(action: .press, row: row, column: 12)))
    desk.send(.mouse(Mouse(action: .press, row: 6, column: 6)))
    desk.send(.mouse(Mouse(action: .press, row: 8, column: 6)))
    #expect(desk.picture().contains("* 2 joy") && desk.picture().contains("* 4 trust"))
    desk.send(.mouse(Mouse(action: .wheelDown, row: 8, column: 6)))
    desk.strike("⏎⎋")
    #expect(table(desk)[0].hasPrefix(" emotion  joy, trust, surprise "))
    desk.strike("⏎")
    #expect(
      desk.saves.map { $0.decision?.answer(for: "emotion") }
        == [.choices(["joy", "trust", "surprise"])])
  }

  @Test func aDropDownTakesTheDigitsThatOtherControlsLeave() throws {
    let config = """
      <View><Text name="text" value="$text"/>
      <Choices name="place" toName="text" layout="select" allowNested="true">
      <Choice value="Hotel"><Choice value="Room"/></Choice></Choices>
      <Choices name="tone" toName="text"><Choice value="kind"/><Choice value="angry"/></Choices>
      </View>
      """
    var desk = Desk(LabelingTask.mails, form: LabelForm(try LabelingConfig(parsing: config)))
    for keys in ["⏎room⏎2⏎", "42⏎"] {
      desk.strike(keys)
      #expect(
        desk.saves.last?.decision?.answers == [
          Answer(control: "place", value: .paths([["Hotel", "Room"]])),
          Answer(control: "tone", value: .choices(["angry"])),
        ])
    }
    #expect(desk.saves.count == 2)
  }

  @Test(arguments: [Size.small, Size(columns: 40, rows: 24), .normal, .wide])
  func noLineOfADropDownIsCut(_ size: Size) throws {
    var desk = try desk("layout=\"select\" required=\"true\"", size: size)
    #expect(desk.picture().contains("emotion  t finds one, required"))
    desk.strike("⏎joy⏎")
    #expect(desk.saves.count == 1)
  }
}
