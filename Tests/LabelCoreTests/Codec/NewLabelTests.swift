import Testing

@testable import LabelCore

@Suite struct NewLabelTests {
  private static let values: [LabelValue] = [
    .choices(["a", "b"]), .taxonomy([["animal", "bird"], ["plant"]]), .rating(4), .rating(2.5),
    .text(["one", "two"]),
    .spans([
      LabelSpan(start: 0, end: 2, labels: ["x"]), LabelSpan(start: 3, end: 5, labels: ["x", "y"]),
    ]),
    .other(type: "pairwise", values: #"{"selected":"left"} {"selected":"right"}"#),
  ]

  @Test(arguments: values)
  func whateverIsAnsweredIsReadBackTheSame(_ value: LabelValue) throws {
    var object = try TaskObject(
      parsing: Array(
        #"{"id": 5, "data": {"text": "😀 ab"}, "completions": [{"id": 5001, "created_at": 900, "result": [{"from_name": "c", "to_name": "reply", "type": "choices", "value": {"choices": ["z"]}}]}]}"#
          .utf8))
    var label = NewLabel(
      answers: [ControlLabel(control: "c", value: value)], annotator: "ana", at: 100)
    label.note = "why"
    let digest = Digest { String($0.count) }
    object.add(
      label, like: object, task: 5,
      ids: NewLabelIDs(uid: "u1", region: { "regionid01" }, digest: digest))
    let summary = LabelSummary(object, digest: digest)
    // The newest, though the clock went back: it is the label from now on.
    #expect(summary.label?.answers == label.answers)
    #expect(summary.label?.annotator == "ana")
    #expect(summary.label?.note == "why")
    #expect(object.completions.map(\.id) == [5_001, 5_002])
    let regions = try #require(object.completions.last?.result)
    #expect(regions.allSatisfy { $0["to_name"] == "reply" && $0["id"] == "regionid01" })
  }

  @Test func aSpanSaysWhatItCovers() {
    var label = NewLabel(answers: [], annotator: "ana", at: 1)
    label.answers = [
      ControlLabel(
        control: "c",
        value: .spans([
          LabelSpan(start: 0, end: 2, labels: ["x"]), LabelSpan(start: 3, end: 99, labels: ["y"]),
        ]))
    ]
    let texts = label.result(like: [], over: "😀 ab") { "r" }.map { $0["value"]?["text"] }
    #expect(texts == ["😀", "ab"])
  }

  @Test func aDecisionIsReadBackFromItsJSON() throws {
    var decisions: [RowDecision] = [.keepA, .keepB]
    for value in Self.values {
      var label = NewLabel(
        answers: [ControlLabel(control: "c", value: value)], annotator: "ana", at: 7)
      label.note = "n"
      label.leadTime = 1.5
      decisions.append(.label(label))
    }
    for decision in decisions {
      let text = decision.json.text(.compact)
      #expect(RowDecision(try JSON(parsing: Array(text.utf8))) == decision)
    }
    #expect(RowDecision("c") == nil)
    #expect(RowDecision(.object([])) == nil)
  }
}
