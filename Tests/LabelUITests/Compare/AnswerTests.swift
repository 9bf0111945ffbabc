import LabelCore
import Testing

@testable import LabelUI

/// Another label than A's and B's, given in the label view over the comparison.
struct AnswerTests {
  private let config = """
    <View>
      <Text name="mail" value="$text"/>
      <Choices name="topic" toName="mail" choice="multiple">
        <Choice value="price"/><Choice value="tone"/>
      </Choices>
      <Taxonomy name="place" toName="mail">
        <Choice value="Hotel"><Choice value="Room"/><Choice value="Bar"/></Choice>
      </Taxonomy>
      <Rating name="stars" toName="mail"/>
      <TextArea name="comment" toName="mail"/>
      <Number name="age" toName="mail"/>
      <Labels name="parts" toName="mail"><Label value="WHO"/><Label value="WHAT"/></Labels>
    </View>
    """

  private func form() throws -> LabelForm { LabelForm(try LabelingConfig(parsing: config)) }

  private func given(_ desk: CompareDesk) -> [String: AnswerValue] {
    guard case .label(let label)? = desk.decided.last?.decision else { return [:] }
    let answers = label.decision().answers
    return Dictionary(uniqueKeysWithValues: answers.map { ($0.control, $0.value) })
  }

  @Test func aDigitDecidesAtOnceWhereOneLabelIsAllThereIsToGive() {
    var desk = CompareDesk(form: .topics)
    desk.type("4")
    #expect(given(desk) == ["topic": .choices(["spam"])])
    #expect(desk.row(5).hasPrefix(" l flip"))
    desk.type("p")
    desk.type("prai")
    desk.press(.enter)
    #expect(given(desk) == ["topic": .choices(["praise"])])
    #expect(desk.screen?.name == .compare)
  }

  @Test func everyControlIsAnsweredWithTheWidgetsOfTheLabelView() throws {
    var desk = CompareDesk(size: Size(columns: 80, rows: 30), form: try form())
    desk.type("i")
    #expect(desk.row(0).contains("another label for #27"))
    #expect(desk.row(0).contains("A v2   B v3"))
    #expect(!desk.rows(with: "A ana: question   B bo: complaint").isEmpty)
    // Both choices, a mark, a comment, an age, a place and a part of the text.
    desk.type("12")
    desk.press(.tab, .enter)
    desk.type("roo")
    desk.press(.enter, .escape, .tab)
    desk.type("4")
    desk.press(.tab, .enter)
    desk.type("so it is")
    desk.press(.escape, .tab)
    desk.type("42")
    desk.press(.escape, .tab)
    desk.type("m3")
    desk.press(.enter)
    let answers = given(desk)
    #expect(answers["topic"] == .choices(["price", "tone"]))
    #expect(answers["place"] == .paths([["Hotel", "Room"]]))
    #expect(answers["stars"] == .rating(4))
    #expect(answers["comment"] == .texts(["so it is"]))
    #expect(answers["age"] == .number(42))
    guard case .spans(let spans)? = answers["parts"] else {
      Issue.record("no span was given: \(answers)")
      return
    }
    #expect(spans.map(\.text) == ["You"])
    #expect(spans.map(\.labels) == [["WHO"]])
  }

  @Test func itIsStoredAsTheLabelViewStoresIt() throws {
    var desk = CompareDesk(form: try form())
    desk.type("i12")
    desk.press(.enter)
    guard case .label(let label)? = desk.decided.last?.decision else {
      Issue.record("nothing was decided")
      return
    }
    let wanted = Decision(answers: [Answer(control: "topic", value: .choices(["price", "tone"]))])
    let config = try LabelingConfig(parsing: config)
    // B's region of the control keeps its id, as a label of one's own does that is changed.
    let stored = wanted.result(config.resultSchema) { "abc" }
    #expect(label.result.map(\.canonical) == stored.map(\.canonical))
  }

  @Test func itBeginsWithWhatBSaysAndAsksBeforeAChangeIsLeft() {
    var desk = CompareDesk(form: .twoGroups)
    desk.type("3")
    #expect(desk.row(0).contains("another label for #27"))
    desk.press(.enter)
    #expect(desk.decided.isEmpty)
    #expect(!desk.rows(with: "Say how it sounds").isEmpty)
    desk.type("q")
    #expect(!desk.rows(with: "chosen but not submitted").isEmpty)
    desk.type("1")
    desk.press(.enter)
    // What B said to a control that this form does not have stays.
    #expect(
      given(desk) == [
        "parts": .choices(["price"]), "tone": .choices(["kind"]), "topic": .choices(["complaint"]),
      ])
    #expect(desk.screen?.name == .compare)
  }

  @Test func escGoesBackAndNothingIsDecided() {
    var desk = CompareDesk(form: .topics)
    desk.type("i")
    #expect(!desk.rows(with: "as in B").isEmpty)
    desk.press(.escape)
    #expect(desk.row(0).contains("A v2"))
    #expect(desk.decided.isEmpty)
  }

  @Test func anotherLabelIsTakenBackByUndo() throws {
    var desk = CompareDesk(form: try form())
    desk.type("i1")
    desk.press(.enter)
    #expect(desk.row(5).hasPrefix(" l flip    27"))
    desk.type("u")
    #expect(desk.decisions.isEmpty)
    desk.press(.control("r"))
    #expect(given(desk) == ["topic": .choices(["price"])])
  }

  @Test func itIsAboutTheRowItWasOpenedForWhereverTheCursorGoes() {
    var desk = CompareDesk(form: .topics)
    desk.type("i")
    let query = CompareQuery(CompareDesk.versions)
    desk.answer(.found(CompareFind(goal: .undecided, query: query, from: 0), 5))
    desk.type("4")
    #expect(desk.decided.map(\.key) == [RowKey(a: "27", b: "27")])
  }

  @Test func theFormOfAnotherRepoIsNotUsed() {
    var desk = CompareDesk(form: .twoGroups)
    desk.program.shell.form?.repo = "other_data"
    desk.begin()
    desk.type("i")
    #expect(!desk.rows(with: "5 spam").isEmpty)
  }

  @Test func aLongLabelStaysOnItsSide() throws {
    var desk = CompareDesk(form: try form())
    desk.type("i12")
    desk.press(.tab, .tab, .tab, .enter)
    desk.type("a comment that is longer than half of a screen of normal size has columns")
    desk.press(.escape, .enter)
    desk.type("[")
    #expect(!desk.rows(with: "│ B  complaint").isEmpty)
    #expect(!desk.rows(with: "now price, tone").isEmpty)
  }

  @Test func withoutAConfigTheFormIsMadeOfWhatOccurs() {
    var desk = CompareDesk()
    desk.type("i")
    #expect(!desk.rows(with: "5 spam").isEmpty)
    desk.type("5")
    #expect(given(desk) == ["topic": .choices(["spam"])])
    guard case .label(let label)? = desk.decided.last?.decision else { return }
    #expect(label.result.map { $0["to_name"] } == ["mail"])
  }

  @Test func deadKeysOfTheLabelViewAreNotNamed() {
    var desk = CompareDesk(size: .wide, form: .twoGroups)
    desk.type("i")
    for hint in ["v versions", "w send now", "[ ] prev/next", "l list", "Space skip"] {
      #expect(desk.rows(with: hint).isEmpty, "\(hint)")
    }
    desk.type(" ")
    #expect(!desk.rows(with: "Space does nothing here").isEmpty)
  }

  @Test func looksLikeTheLabelViewOnScreensOfNormalSize() throws {
    var desk = CompareDesk(form: try form())
    desk.type("i1")
    #expect(
      desk.picture() == """
        " another label for #27                                              A v2   B v3 "
        "────────────────────────────────────────────────────────────────────────────────"
        " #27  27                                    not submitted   5 words   seen 0:00 "
        "                                                                                "
        "  You charged us twice, why?                                                    "
        "                                                                                "
        "                                                                                "
        "                                                                                "
        " A ana: question   B bo: complaint                               lines 1-1 of 1 "
        "────────────────────────────────────────────────────────────────────────────────"
        " topic                                                     any number of labels "
        " * 1 price                 2 tone                                               "
        " place    t finds one                                                           "
        " stars    . . . . .   1 to 5                                                    "
        " comment  nothing yet                                                           "
        " age      a number                                                              "
        " parts                                             labels for parts of the text "
        "   3 WHO                   4 WHAT                                               "
        " m marks a part of the text                                                     "
        "                                                                                "
        "────────────────────────────────────────────────────────────────────────────────"
        "                                                                  Enter submits "
        " 1 2 choose   Tab next field   m mark   Enter submit   N note   t find label    "
        " : command   y copy   ? help   q back                                           "
        """)
  }

  @Test func looksLikeTheLabelViewOnWideScreens() throws {
    var desk = CompareDesk(size: .wide, form: .topics)
    desk.type("ji")
    #expect(
      desk.picture() == """
        " another label for #31                                                                                      A v2   B v3 "
        "────────────────────────────────────────────────────────────────────────────────────┬───────────────────────────────────"
        " #31  31                                              as in B   8 words   seen 0:00 │ topic          one label per text "
        "                                                                                    │                                   "
        "  Third time I ask for a corrected quote                                            │ * 1 complaint                     "
        "                                                                                    │   2 praise                        "
        "                                                                                    │   3 question                      "
        "                                                                                    │   4 spam                          "
        "                                                                                    │   5 other                         "
        "                                                                                    │                                   "
        "                                                                                    ├───────────────────────────────────"
        "                                                                                    │ both versions                     "
        "                                                                                    │  A ana  question                  "
        "                                                                                    │  B bo  complaint                  "
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
        " A ana: question   B bo: complaint                                   lines 1-1 of 1 │                                   "
        "────────────────────────────────────────────────────────────────────────────────────┴───────────────────────────────────"
        "                                                                                                        a label decides "
        "                                                                                                                        "
        " 1-5 decide   N note   : command   y copy   ? help   q back                                                             "
        "                                                                                                                        "
        """)
  }

  @Test func fitsOnASmallScreen() throws {
    var desk = CompareDesk(size: Size(columns: 40, rows: 10), form: try form())
    desk.type("i1")
    #expect(
      desk.picture() == """
        " another label for #27      A v2   B v3 "
        " #27  27                  not submitted "
        " You charged us twice, why?             "
        "                                        "
        "                                        "
        " * 1 price   2 tone                     "
        " place    t finds one                   "
        " … 5 lines more; Tab goes on            "
        "                                        "
        " Enter submit   ? help   q back         "
        """)
  }
}
