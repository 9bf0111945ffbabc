import Testing

@testable import LabelCore

@Suite struct NewLabelTests {
  private let schema = ResultSchema(controls: [
    .init(name: "c", toName: "reply", form: .choices),
    .init(name: "parts", toName: "reply", form: .labels(savesText: true)),
    .init(name: "tree", toName: "reply", form: .taxonomy),
    .init(name: "stars", toName: "reply", form: .rating),
    .init(name: "age", toName: "reply", form: .number),
    .init(name: "say", toName: "reply", form: .textArea),
    .init(name: "which", toName: "reply", form: .pairwise),
  ])

  private var decision: Decision {
    var span = TextSpan(start: 0, end: 2, text: "\u{1F600}", labels: ["x"])
    span.answers = []
    return Decision(
      answers: [
        Answer(control: "c", value: .choices(["a", "b"])),
        Answer(control: "parts", value: .spans([span])),
        Answer(control: "tree", value: .paths([["animal", "bird"], ["plant"]])),
        Answer(control: "stars", value: .rating(4)), Answer(control: "age", value: .number(2.5)),
        Answer(control: "say", value: .texts(["one", "two"])),
        Answer(control: "which", value: .side("left")),
      ], note: "why", leadTime: 1.5)
  }

  private func object() throws -> TaskObject {
    try TaskObject(
      parsing: Array(
        #"{"id": 5, "data": {"text": "😀 ab"}, "completions": [{"id": 5001, "created_at": 900, "result": [{"from_name": "c", "to_name": "reply", "type": "choices", "value": {"choices": ["z"]}}]}]}"#
          .utf8))
  }

  private func ids(_ digest: Digest) -> NewLabelIDs {
    let names = Names()
    return NewLabelIDs(uid: "u1", region: names.next, digest: digest)
  }

  @Test func everyKindOfAnswerIsWrittenAsTheLabelViewWritesIt() throws {
    var label = NewLabel(decision, schema, at: 100)
    label.annotator = "ana"
    var object = try object()
    let digest = Digest { String($0.count) }
    object.add(label, like: object, task: 5, ids: ids(digest))
    let written = try #require(object.completions.last)
    let names = Names()
    #expect(written.result == decision.result(schema, newID: names.next))
    #expect(written.decision(schema).answers.map(\.control) == decision.answers.map(\.control))
    // The newest, though the clock went back: it is the label from now on.
    #expect(object.label == written)
    #expect(object.completions.map(\.id) == [5_001, 5_002])
    #expect(written.leadTime == 1.5)
    let summary = LabelSummary(object, digest: digest)
    #expect(summary.label?.annotator == "ana")
    #expect(summary.label?.note == "why")
  }

  @Test func whatAControlRefersToIsLearntWhereNoConfigSaysIt() throws {
    let schema = ResultSchema(controls: [
      .init(name: "c", toName: ""), .init(name: "new", toName: ""),
    ])
    let decision = Decision(answers: [
      Answer(control: "c", value: .choices(["a"])), Answer(control: "new", value: .choices(["b"])),
    ])
    var object = try object()
    let digest = Digest { String($0.count) }
    object.add(NewLabel(decision, schema, at: 1), like: object, task: 5, ids: ids(digest))
    #expect(object.completions.last?.result.map { $0["to_name"] } == ["reply", "text"])
  }

  @Test func regionsThatTheConfigDoesNotKnowStayWithTheirIDs() {
    let foreign: JSON = [
      "value": ["brush": "x"], "id": "keptkept01", "from_name": "mask", "to_name": "i",
      "type": "brush",
    ]
    let label = NewLabel(
      Decision(answers: [Answer(control: "c", value: .choices(["a"]))]), schema, over: [foreign],
      at: 1)
    let names = Names()
    let result = label.result(newID: names.next)
    #expect(result.first == foreign)
    #expect(result.map { $0["id"] } == ["keptkept01", "region1"])
  }

  @Test func regionsOfOneSpanShareTheirID() {
    var schema = schema
    var about = ResultSchema.Control(name: "sure", toName: "reply", form: .choices)
    about.isPerRegion = true
    schema.controls.append(about)
    var span = TextSpan(start: 0, end: 2, text: "ab", labels: ["x"])
    span.answers = [Answer(control: "sure", value: .choices(["yes"]))]
    let decision = Decision(answers: [Answer(control: "parts", value: .spans([span, span]))])
    let names = Names()
    let result = NewLabel(decision, schema, at: 1).result(newID: names.next)
    #expect(result.map { $0["id"] } == ["region1", "region1", "region2", "region2"])
  }

  @Test func aDecisionIsReadBackFromItsJSON() throws {
    var label = NewLabel(decision, schema, at: 7)
    label.annotator = "ana"
    for decision in [RowDecision.keepA, .keepB, .label(label)] {
      let text = decision.json.text(.compact)
      #expect(RowDecision(try JSON(parsing: Array(text.utf8))) == decision)
    }
    #expect(RowDecision("c") == nil)
    #expect(RowDecision(.object([])) == nil)
  }
}

/// Counts up ids of regions.
private final class Names: @unchecked Sendable {
  private var count = 0

  // Used by one task at a time.
  func next() -> String {
    count += 1
    return "region\(count)"
  }
}
