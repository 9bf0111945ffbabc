import LabelCore
import Testing

@testable import LabelUI

/// Spans are marked with the keyboard and the mouse.
struct MarkingTests {
  private static let config = """
    <View><Labels name="ner" toName="text" choice="multiple"><Label value="PER"/><Label value="ORG"/></Labels>
    <Text name="text" value="$text"/></View>
    """
  private static let text =
    "Anna Berg of Acme 👋🏽 met Bob.\nThe second line has a family 👨‍👩‍👧 and e\u{301}tude in it, ends."

  private func desk(_ text: String = text) throws -> Desk {
    Desk(
      [.sample(0, text), .sample(1, "Bob again")],
      form: LabelForm(try LabelingConfig(parsing: Self.config)))
  }

  private func spans(_ desk: Desk) -> [TextSpan] { desk.state.label.draft.spans(of: control(desk)) }
  private func control(_ desk: Desk) -> FormControl { desk.state.label.form.controls[0] }

  @Test func wordsAndLongerPartsGetLabels() throws {
    var desk = try desk()
    // Anna Berg, then Acme and the emoji behind it.
    desk.strike("m →1→→")
    desk.type(" l")
    desk.strike("→2")
    let made = spans(desk)
    #expect(made.map(\.text) == ["Anna Berg", "Acme 👋🏽"])
    #expect(made.map(\.start) == [0, 13] && made.map(\.end) == [9, 22])
    #expect(made.map(\.labels) == [["PER"], ["ORG"]])
    for span in made { #expect(span.range(in: Self.text) == span.start..<span.end) }
  }

  @Test func aLabelThatIsUsedUpIsRefusedWithTheReason() throws {
    let config = """
      <View><Labels name="ner" toName="text" choice="multiple" maxUsages="2">
      <Label value="PER" maxUsages="1"/><Label value="ORG"/></Labels>
      <Text name="text" value="$text"/></View>
      """
    var desk = Desk(
      [.sample(0, Self.text)], form: LabelForm(try LabelingConfig(parsing: Array(config.utf8))))
    desk.strike("m1→→→1")
    #expect(spans(desk).map(\.labels) == [["PER"]])
    #expect(desk.picture().contains("PER is given once, the most it can be"))
    // Another label is free, and the span that has the first may lose and get it.
    desk.strike("2")
    #expect(spans(desk).map(\.labels) == [["PER"], ["ORG"]])
  }

  @Test func marksAreSeen() throws {
    var desk = try desk()
    desk.strike("m →1→→→→")
    #expect(
      desk.picture() == """
        " raw_data@master > labeled_data@master                               0/2   0.0% "
        "────────────────────────────────────────────────────────────────────────────────"
        " #0  mail/0.json                           not submitted   19 words   seen 0:00 "
        "                                                                                "
        "  Anna Berg of Acme 👋 met Bob.                                                 "
        "  The second line has a family 👨 and étude in it, ends.                        "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        "                                                                 lines 1-2 of 2 "
        "────────────────────────────────────────────────────────────────────────────────"
        " ner                                          labels for parts, any number each "
        "   1 PER                   2 ORG                                                "
        " PER Anna Berg                                                                  "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                  Enter submits "
        " 1 2 label   Left Right word   h l letter   Space from here on   j k line       "
        " Tab spans   Enter submit   u undo   Esc leaves   [ ] prev/next   ? help        "
        """)
    let grid = desk.frame().grid
    let looks = { (colors: Int) in
      (0..<80).map { Theme(Capabilities(colors: colors)).attributes(for: grid[4, $0].style) }
    }
    #expect((0..<80).filter { looks(0)[$0].isUnderlined } == Array(2..<11))
    #expect((0..<80).filter { looks(256)[$0].background != nil } == Array(2..<11))
  }

  /// What is behind each column of the first line of text: the place of a usual colour, `B` where spans
  /// overlap, `#` for the cursor or the selected span.
  private func grounds(_ desk: Desk, colors: Int = 256) -> String {
    let grid = desk.frame().grid
    let theme = Theme(Capabilities(colors: colors))
    return String(
      (2..<32).map { column -> Character in
        let look = theme.attributes(for: grid[4, column].style)
        if look.isReversed { return "#" }
        let place = (0..<8).first {
          colors >= 256
            ? Tint.usual($0)?.paletteNumber == look.background
            : look.background != nil && Tint.usual($0)?.basicNumber == look.background
        }
        guard let place else { return look.isUnderlined ? (look.isBold ? "b" : "_") : "." }
        return look.isUnderlined && look.isBold ? (place == 0 ? "A" : "B") : Character("\(place)")
      })
  }

  @Test func eachLabelHasItsColourBehindItsSpans() throws {
    var desk = try desk()
    desk.strike("m1→→→2")
    // The span that keys are about is reversed, and so is the cursor.
    #expect(grounds(desk) == "0000.........####.............")
    desk.strike("⎋→→→")
    for colors in [256, 16, 8] {
      #expect(grounds(desk, colors: colors) == "0000.........1111........###..")
    }
    #expect(grounds(desk, colors: 0) == "____.........____........###..")
  }

  @Test func overlapsAreToldFromTheirSpansWithAndWithoutColours() throws {
    var desk = try desk()
    desk.strike("m1⎋ →2⎋→→")
    for colors in [256, 8] {
      #expect(grounds(desk, colors: colors) == "AAAA11111....####.............")
    }
    #expect(grounds(desk, colors: 0) == "bbbb_____....####.............")
  }

  @Test func theListOfSpansHasTheirColoursToo() throws {
    var desk = try desk()
    desk.strike("m1→→→2⎋")
    let grid = desk.frame().grid
    let row = try #require((0..<24).first { desk.row($0).contains("PER Anna") })
    let tints = (0..<80).map { grid[row, $0].style.tint }
    #expect(tints[1] == Tint.usual(0) && tints[12] == Tint.usual(1))
    #expect(desk.row(row).hasPrefix(" PER Anna   ORG Acme "))
  }

  @Test func overlapsAreKeptAndNamedTogether() throws {
    var desk = try desk()
    desk.strike("m1⎋ →2")
    #expect(spans(desk).map(\.text) == ["Anna", "Anna Berg"])
    desk.strike("⎋")
    #expect(desk.row(14).contains("ORG Anna Berg"))
    desk.press(.left)
    #expect(desk.row(14).contains("ORG Anna Berg; PER Anna"))
  }

  @Test func tabGoesFromSpanToSpanAndXTakesOneAway() throws {
    var desk = try desk()
    desk.strike("m1→→→2⇥")
    #expect(desk.state.label.marking?.selected?.index == 0)
    desk.strike("2")
    #expect(spans(desk)[0].labels == ["PER", "ORG"])
    desk.strike("1")
    #expect(spans(desk)[0].labels == ["ORG"])
    desk.strike("x")
    #expect(spans(desk).map(\.text) == ["Acme"])
    desk.strike("u")
    #expect(spans(desk).map(\.text) == ["Anna", "Acme"])
    desk.press(.control("r"))
    #expect(spans(desk).map(\.text) == ["Acme"])
  }

  @Test func questionsAboutSpansKeepTheirPlaceWhileNoneIsSelected() throws {
    var desk = try PageFixture("ner-perregion").desk()
    #expect(desk.picture().contains("asked of a span: Tab selects one"))
    desk.strike("3")
    #expect(desk.row(21).contains("certainty is asked of a span"))
    let rows = desk.picture().split(separator: "\n").firstIndex { $0.contains("sentiment") }
    desk.strike("m1")
    #expect(desk.picture().split(separator: "\n").firstIndex { $0.contains("sentiment") } == rows)
    desk.strike("4")
    #expect(desk.picture().contains(" PER Anna (unsure) "))
    #expect(
      spans(desk).first?.answers == [Answer(control: "certainty", value: .choices(["unsure"]))])
  }

  @Test func aListOfManySpansSaysHowManyAreNotInIt() throws {
    var desk = try desk(String(repeating: "Abracadabra ", count: 12))
    desk.strike("m")
    for _ in 0..<12 { desk.strike("1→") }
    let row = try #require(desk.picture().split(separator: "\n").last { $0.contains("PER Abra") })
    #expect(row.contains("+8"))
  }

  @Test func markingGoesOnInTheNextText() throws {
    var desk = try desk()
    desk.strike("m1⏎")
    #expect(desk.saves.count == 1 && desk.state.label.task?.id == 1)
    desk.strike("2⏎")
    #expect(
      desk.saves.last?.decision?.answers == [
        Answer(
          control: "ner",
          value: .spans([TextSpan(start: 0, end: 3, text: "Bob", labels: ["ORG"])]))
      ])
  }

  @Test func aTextWithNothingToLabelIsSubmittedAsItIs() throws {
    var desk = try desk()
    desk.strike("⏎")
    #expect(desk.saves.first?.decision?.answers == [])
  }

  @Test func aLabelWithoutASelectionSaysHowToMark() throws {
    var desk = try desk()
    desk.strike("1")
    #expect(desk.row(21).contains("m marks a part of the text first, then PER fits it"))
  }

  @Test func clicksMarkAndSelect() throws {
    var desk = try desk()
    desk.send(.mouse(Mouse(action: .press, row: 4, column: 16)))
    desk.strike("2")
    #expect(spans(desk).map(\.text) == ["Acme"])
    desk.send(.mouse(Mouse(action: .press, row: 5, column: 8)))
    #expect(desk.state.label.marking?.selected == nil)
    desk.send(.mouse(Mouse(action: .press, row: 4, column: 15)))
    #expect(desk.state.label.marking?.selected?.index == 0)
    // Space, then a click: everything between.
    desk.strike("⎋ ")
    desk.send(.mouse(Mouse(action: .press, row: 4, column: 3)))
    desk.strike("1")
    #expect(spans(desk).last?.text == "Anna Berg of Acme")
  }

  @Test func spansThatCountCodePointsAreShownWhereTheirTextIs() throws {
    let text = "👋 Bob"
    let span = TextSpan(start: 2, end: 5, text: "Bob", labels: ["PER"])
    #expect(span.range(in: text) == 3..<6)
    #expect(TextSpan(start: 3, end: 6, text: "Bob", labels: []).inCodePoints(of: text).start == 2)
  }

  @Test func aHugeTextIsMarkedFarDown() throws {
    var desk = try desk(String(repeating: "word another\n", count: 3000) + "Bob")
    desk.strike("m")
    for _ in 0..<40 { desk.strike("j") }
    #expect(desk.state.label.scroll > 20)
    desk.strike("1")
    #expect(spans(desk).first?.start == 40 * 13)
  }
}
