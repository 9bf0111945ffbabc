import Foundation
import Testing

@testable import LabelCore

/// Attributes of controls, their defaults, and answers in plain JSON.
@Suite struct ControlConfigTests {
  private func kind(_ tag: String, around objects: String = "") throws -> ConfigControl.Kind {
    try #require(config(tag, around: objects).controls.first).kind
  }

  private func config(_ tag: String, around objects: String = "") throws -> LabelingConfig {
    try LabelingConfig(
      parsing: "<View><Text name=\"t\" value=\"$text\"/>\(objects)\(tag)</View>")
  }

  private func problem(_ xml: String) -> String? {
    do throws(ConfigError) {
      _ = try LabelingConfig(parsing: xml)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func defaultsAreThoseOfTheWebPage() throws {
    #expect(
      try kind("<Rating name=\"c\" toName=\"t\"/>") == .rating(ConfigRating(max: 5, preset: 0)))
    #expect(
      try kind("<TextArea name=\"c\" toName=\"t\"/>")
        == .textArea(
          ConfigTextArea(
            maxSubmissions: nil, rows: 1, placeholder: nil, value: nil, skipsDuplicates: false)))
    #expect(
      try kind("<Number name=\"c\" toName=\"t\"/>")
        == .number(ConfigNumber(min: nil, max: nil, step: 1, preset: nil)))
    #expect(
      try kind("<DateTime name=\"c\" toName=\"t\"/>")
        == .dateTime(ConfigDateTime(parts: [.date, .time], min: nil, max: nil)))
    let taxonomy =
      "<Taxonomy name=\"c\" toName=\"t\" minWidth=\"9\"><Choice value=\"a\"/></Taxonomy>"
    guard case .taxonomy(let tree) = try kind(taxonomy) else {
      Issue.record("no Taxonomy")
      return
    }
    #expect(!tree.leafsOnly && tree.maxUsages == nil && tree.pathSeparator == " / ")
    let choices = "<Choices name=\"c\" toName=\"t\" %><Choice value=\"a\" hint=\"h\"/></Choices>"
    #expect(
      try config(choices.replacing("%", with: "")).controls[0].choices?.layout == nil)
    for (attributes, layout) in [
      ("showinline=\"true\"", .inline), ("showInline=\"false\"", .vertical),
      ("layout=\"vertical\"", .vertical), ("layout=\"select\"", .select),
      ("layout=\"select\" showInline=\"true\"", .select),
    ] as [(String, ConfigChoices.Layout)] {
      let written = try config(choices.replacing("%", with: attributes)).controls[0]
      #expect(written.choices?.layout == layout, "\(attributes)")
    }
  }

  @Test func conditionsOfViewsAndControlsAddUp() throws {
    let config = try LabelingConfig(
      parsing: """
        <View><Text name="t" value="$text"/>
        <Choices name="a" toName="t"><Choice value="x"/><Choice value="y" alias="why"/></Choices>
        <View visibleWhen="choice-selected" whenTagName="a" whenChoiceValue="x, y">
          <Header value="more"/>
          <Rating name="b" toName="t" visibleWhen="choice-unselected" whenTagName="a"
                  whenChoiceValue="x"/>
        </View>
        <TextArea name="c" toName="t" perRegion="true" whenTagName="l" whenLabelValue="PER"/></View>
        """)
    #expect(config.headers[0].conditions == [.choice(control: "a", values: ["x", "y"])])
    #expect(
      config.controls[1].conditions == [
        .choice(control: "a", values: ["x", "y"]), .noChoice(control: "a", values: ["x"]),
      ])
    #expect(config.controls[2].isPerRegion)
    #expect(config.controls[2].conditions == [.region(control: "l", labels: ["PER"])])
    let b = config.controls[1]
    func isAsked(_ value: String?) -> Bool {
      let answers = value.map { [Answer(control: "a", value: .choices([$0]))] } ?? []
      return config.isAsked(b, beside: answers)
    }
    #expect(!isAsked(nil) && !isAsked("x") && isAsked("why"))
  }

  @Test func whatOnlyTheWebPageLabelsIsKeptWithARemark() throws {
    let config = try LabelingConfig(
      parsing: """
        <View><Paragraphs name="p" value="$dialogue"/><HyperText name="h" value="$html"/>
        <Relations><Relation value="is"/></Relations>
        <Labels name="l" toName="h"><Label value="A"/></Labels>
        <Choices name="c" toName="p"><Choice value="x"/></Choices></View>
        """)
    #expect(config.remarks.count == 2)
    #expect(config.structuredFields == ["dialogue"])
    #expect(config.resultSchema.controls.map(\.name) == ["c"])
    let region: JSON = [
      "value": ["start": "/p[1]", "end": "/p[1]", "labels": ["A"]], "id": "r", "from_name": "l",
      "to_name": "h", "type": "labels",
    ]
    let decision = Decision(answers: [Answer(control: "c", value: .choices(["x"]))])
    #expect(decision.result(config.resultSchema, over: [region]) { "n" }.first == region)
  }

  @Test(arguments: [
    ("<Labels name=\"l\" toName=\"t\"/>", "has no Label"),
    ("<Taxonomy name=\"x\" toName=\"t\"/>", "has no Choice"),
    ("<Taxonomy name=\"x\" toName=\"t\" apiUrl=\"http://a/\"/>", "only the web page does"),
    ("<Rating name=\"x\" toName=\"t\" maxRating=\"many\"/>", "is no number"),
    ("<Rating name=\"x\" toName=\"t\" maxRating=\"0\"/>", "is not from 1 to 100"),
    ("<Pairwise name=\"x\" toName=\"t\"/>", "compares two texts"),
    ("<Ranker name=\"x\" toName=\"t\"/>", "must be a List"),
    ("<Number toName=\"t\"/>", "needs the attribute name"),
    ("<Number name=\"x\" toName=\"zzz\"/>", "not found in names"),
  ])
  func whatCannotWorkIsToldInASentence(_ tag: String, _ words: String) {
    let message = problem("<View><Text name=\"t\" value=\"$text\"/>\(tag)</View>")
    #expect(message?.contains(words) == true, "\(message ?? "no problem")")
  }

  @Test(arguments: [
    ("2026-11-23", "date", "2026-11-23"), ("2026-2-3", "date", "2026-02-03"),
    ("2026-02-29", "date", nil), ("2024-02-29", "date", "2024-02-29"), ("23.11.2026", "date", nil),
    ("2026-11", "month,year", "2026-11"), ("2026-13", "month,year", nil), ("2026", "year", "2026"),
    ("9:05", "time", "09:05"), ("24:00", "time", nil), ("2026-11-23 14:30", "", "2026-11-23T14:30"),
    ("2026-11-23T14:30:05", "", "2026-11-23T14:30:05"), ("2026-11-23", "", nil), ("", "date", nil),
    ("2026-11-23T10:00", "date", nil),
  ])
  func datesAreStoredAsISO(_ typed: String, _ only: String, _ stored: String?) throws {
    guard
      case .dateTime(let date) = try kind("<DateTime name=\"c\" toName=\"t\" only=\"\(only)\"/>")
    else {
      Issue.record("no DateTime")
      return
    }
    #expect(date.normalized(typed) == stored)
    #expect(date.normalized(date.example) == date.example)
  }

  @Test func plainJSONAnswersEveryControl() throws {
    let config = try LabelingConfig(
      parsing: """
        <View><Text name="t" value="$text"/><Text name="u" value="$other"/>
        <List name="items" value="$items"/><Ranker name="order" toName="items"/>
        <Choices name="one" toName="t"><Choice value="Yes" alias="y"/><Choice value="No"/></Choices>
        <Taxonomy name="tree" toName="t" leafsOnly="true" maxUsages="2">
          <Choice value="A"><Choice value="B" alias="b"/><Choice value="C"/></Choice></Taxonomy>
        <Rating name="stars" toName="t"/><TextArea name="words" toName="t" maxSubmissions="2"/>
        <Number name="count" toName="t" min="0" max="9"/>
        <DateTime name="day" toName="t" only="date"/>
        <Pairwise name="better" toName="t,u"/>
        <Labels name="ner" toName="t"><Label value="PER"/></Labels></View>
        """)
    let data: JSON = ["text": "Anna 👋 Bob", "other": "x", "items": [["id": "i"], ["id": "j"]]]
    func answer(_ name: String, _ given: JSON) -> String {
      guard let control = config.control(named: name) else { return "no control" }
      do throws(AnswerProblem) {
        return try control.answer(given, data: data)?.plain.text(.compact) ?? "nothing"
      } catch {
        return error.message
      }
    }
    #expect(answer("one", ["Yes"]) == #"["y"]"# && answer("one", "y") == #"["y"]"#)
    #expect(answer("one", ["y", "No"]).contains("takes one value"))
    #expect(answer("tree", ["A / B", "A > C"]) == #"[["A","b"],["A","C"]]"#)
    #expect(answer("tree", [["A", "b"]]) == #"[["A","b"]]"#)
    #expect(answer("tree", "A").contains("no parts only"))
    #expect(answer("tree", "A/Z").contains("has no A/Z"))
    #expect(answer("stars", 4) == "4" && answer("stars", ["4"]) == "4")
    #expect(answer("stars", 6).contains("1 to 5"))
    #expect(answer("stars", .number("2.5")).contains("whole"))
    #expect(answer("words", ["a", "b"]) == #"["a","b"]"#)
    #expect(answer("words", ["a", "b", "c"]).contains("2 texts at most"))
    #expect(answer("count", "2.5") == "2.5" && answer("count", 10).contains("out of its range"))
    #expect(answer("day", "2026-11-23") == #""2026-11-23""#)
    #expect(answer("day", "today").contains("like 2026-11-23"))
    #expect(answer("better", "u") == #""right""# && answer("better", "left") == #""left""#)
    #expect(answer("order", ["j", "i"]) == #"["j","i"]"#)
    #expect(answer("order", ["j"]).contains("takes each of i, j once"))
    #expect(
      answer("ner", ["8-11:PER"]) == #"[{"start":8,"end":11,"text":"Bob","labels":["PER"]}]"#)
    #expect(answer("ner", ["6-8:PER"]).contains("cut a character"))
    #expect(answer("ner", ["0-99:PER"]).contains("is not in"))
    #expect(answer("ner", ["0-4:ORG"]).contains("has no choice ORG"))
    #expect(
      answer("ner", [["start": 0, "end": 4, "text": "Bob", "labels": ["PER"]]]).contains("holds"))
  }

  @Test func templatesAreRead() throws {
    for template in LabelingConfig.Template.all {
      let config = try LabelingConfig(parsing: template.xml)
      #expect(config.remarks.isEmpty && !config.controls.isEmpty, "\(template.name)")
    }
  }

  @Test func theConfigsThatPeopleStartFromAreRead() throws {
    let folder = Fixtures.root.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "configs")
    let names = ["intent", "preference", "rating", "sentiment", "taxonomy", "topics"]
    for name in names {
      let xml = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).xml")))
      #expect(try LabelingConfig(parsing: xml).remarks.isEmpty, "\(name)")
    }
  }
}
