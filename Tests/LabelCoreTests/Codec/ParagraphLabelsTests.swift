import Testing

@testable import LabelCore

/// Labels of parts of a dialogue, as `ParagraphLabels` of either generation stores them.
struct ParagraphLabelsTests {
  private static let xml = """
    <View><ParagraphLabels name="who" toName="dlg" choice="multiple" %><Label value="Q"/><Label value="A"/>
    </ParagraphLabels><Paragraphs name="dlg" value="$d" textKey="said"/></View>
    """
  private let data: JSON = [
    "d": .array([["author": "A", "said": "Hi 👋 you"], ["author": "B", "said": "Yes"]])
  ]

  private func control(_ attributes: String = "") throws -> ConfigControl {
    try LabelingConfig(parsing: Self.xml.replacing("%", with: attributes)).controls[0]
  }

  @Test func theyAreReadAsLabelsOfADialogue() throws {
    guard case .labels(let labels) = try control().kind else {
      Issue.record("no labels")
      return
    }
    #expect(labels.turnKey == "said" && labels.savesText && labels.isMultiple)
    #expect(try control().kind.type == "paragraphlabels")
    let config = try LabelingConfig(parsing: Self.xml.replacing("%", with: ""))
    #expect(config.remarks.isEmpty)
  }

  @Test func onAnythingElseTheyAreLeftToTheWebPage() throws {
    for (labels, object) in [
      ("ParagraphLabels", "<Text name=\"t\" value=\"$t\"/>"),
      ("Labels", "<Paragraphs name=\"t\" value=\"$t\"/>"),
      ("ParagraphLabels", "<Paragraphs name=\"t\" value=\"$t\" valueType=\"url\"/>"),
    ] {
      let config = try LabelingConfig(
        parsing: """
          <View>\(object)<\(labels) name="l" toName="t"><Label value="x"/></\(labels)>
          <Choices name="c" toName="t"><Choice value="y"/></Choices></View>
          """)
      #expect(config.controls[0].kind == .webPage(type: labels.lowercased()))
    }
  }

  @Test func scriptsNameTheTurn() throws {
    let control = try control()
    let wanted = AnswerValue.spans([span(0, 3, 5, "👋", ["Q", "A"])])
    #expect(try control.answer("0:3-5:Q,A", data: data) == wanted)
    // What is printed can be given back.
    #expect(try control.answer(wanted.plain, data: data) == wanted)
    for wrong in ["2:0-1:Q", "0:3-4:Q", "0:0-99:Q", "0-1:Q", "1:0-3:Z"] {
      #expect(throws: AnswerProblem.self) { try control.answer(.string(wrong), data: data) }
    }
  }

  @Test func theTextIsLeftOutWhereTheConfigSaysSo() throws {
    let config = try LabelingConfig(
      parsing: Self.xml.replacing("%", with: "")
        .replacing("textKey", with: "saveTextResult=\"no\" textKey"))
    let decision = Decision(answers: [
      Answer(control: "who", value: .spans([span(1, 0, 3, "Yes", ["A"])]))
    ])
    let result = decision.result(config.resultSchema) { "new" }
    #expect(
      result.map { $0.text() } == [
        """
        {"value":{"start":"1","end":"1","startOffset":0,"endOffset":3,"paragraphlabels":["A"]},"id":"new","from_name":"who","to_name":"dlg","type":"paragraphlabels"}
        """
      ])
  }

  @Test func numbersInPlaceOfStringsAreReadToo() throws {
    let region: JSON = [
      "value": ["start": 1, "end": 1, "startOffset": 0, "endOffset": 3, "paragraphlabels": ["A"]],
      "id": "r", "from_name": "who", "to_name": "dlg", "type": "paragraphlabels",
    ]
    var wanted = span(1, 0, 3, nil, ["A"])
    wanted.id = "r"
    #expect(Decision([region]).answers == [Answer(control: "who", value: .spans([wanted]))])
  }

  @Test func aLabelThatChangesKeepsItsRegion() throws {
    let config = try LabelingConfig(parsing: Self.xml.replacing("%", with: ""))
    let region: JSON = [
      "value": [
        "start": "1", "end": "1", "startOffset": 0, "endOffset": 3, "paragraphlabels": ["A"],
      ],
      "id": "r", "from_name": "who", "to_name": "dlg", "type": "paragraphlabels", "score": 1,
    ]
    let decision = Decision(answers: [
      Answer(control: "who", value: .spans([span(1, 0, 3, nil, ["Q"])]))
    ])
    let result = decision.result(config.resultSchema, over: [region]) { "new" }
    #expect(result.count == 1 && result[0]["id"] == "r" && result[0]["score"] == 1)
    #expect(result[0]["value"]?["paragraphlabels"] == ["Q"])
  }

  private func span(
    _ turn: Int, _ start: Int, _ end: Int, _ text: String?, _ labels: [String]
  ) -> TextSpan {
    var span = TextSpan(start: start, end: end, text: text, labels: labels)
    span.turns = turn...turn
    return span
  }
}
