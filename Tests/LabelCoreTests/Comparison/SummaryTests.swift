import Testing

@testable import LabelCore

@Suite struct SummaryTests {
  /// Stands for SHA-256: equal values have equal digests, and that is all that counts here.
  private static let digest = Digest { String(decoding: $0, as: UTF8.self) }

  private static func object(_ text: String) throws -> LabelSummary {
    LabelSummary(try TaskObject(parsing: Array(text.utf8)), digest: digest)
  }

  @Test func everyStoredObjectGivesASummaryThatACacheGivesBack() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") { $0.contains("/labeled/") }
    #expect(paths.count > 50)
    var labelled = 0
    for path in paths {
      guard let object = try? TaskObject(parsing: Fixtures.bytes(path)) else { continue }
      let summary = LabelSummary(object, digest: Self.digest)
      #expect(LabelSummary(bytes: summary.bytes) == summary, "\(path)")
      #expect(summary.completions.count == object.completions.count)
      let choices = summary.label?.answers.compactMap { answer -> Set<String>? in
        guard case .choices(let values) = answer.value else { return nil }
        return Set(values)
      }
      let decided = object.label?.decision().answers.compactMap { answer -> Set<String>? in
        guard case .choices(let values) = answer.value else { return nil }
        return values.isEmpty ? nil : Set(values)
      }
      #expect(Set(choices ?? []) == Set(decided ?? []), "\(path)")
      if summary.outcome == .labelled { labelled += 1 }
    }
    #expect(labelled > 30)
  }

  @Test func everyKindOfValueIsReadAndKept() throws {
    let summary = try Self.object(
      """
      {"id": 4, "data": {"text": "x"}, "completions": [{"id": 4001, "created_at": 7,
      "lead_time": 1.5, "result": [
      {"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["b", "a"]}},
      {"from_name": "r", "to_name": "t", "type": "rating", "value": {"rating": 4}},
      {"from_name": "t", "to_name": "t", "type": "textarea", "value": {"text": ["one", "two"]}},
      {"from_name": "x", "to_name": "t", "type": "taxonomy",
       "value": {"taxonomy": [["a", "b"], ["a"]]}},
      {"from_name": "l", "to_name": "t", "type": "labels",
       "value": {"start": 5, "end": 9, "text": "word", "labels": ["PER"]}},
      {"from_name": "l", "to_name": "t", "type": "labels",
       "value": {"start": 0, "end": 3, "text": "Ana", "labels": ["PER"]}},
      {"from_name": "p", "to_name": "t", "type": "pairwise", "value": {"selected": "left"}},
      {"from_name": "e", "to_name": "t", "type": "choices", "value": {"choices": []}}]}]}
      """)
    #expect(
      summary.label?.answers == [
        ControlLabel(control: "c", value: .choices(["a", "b"])),
        ControlLabel(
          control: "l",
          value: .spans([
            LabelSpan(start: 0, end: 3, labels: ["PER"]),
            LabelSpan(start: 5, end: 9, labels: ["PER"]),
          ])),
        ControlLabel(
          control: "p", value: .other(type: "pairwise", values: #"{"selected":"left"}"#)),
        ControlLabel(control: "r", value: .rating(4)),
        ControlLabel(control: "t", value: .text(["one", "two"])),
        ControlLabel(control: "x", value: .taxonomy([["a"], ["a", "b"]])),
      ])
    #expect(LabelSummary(bytes: summary.bytes) == summary)
    #expect(summary.fitted(to: ComparisonSeed.schema).label?.answers == [])
  }

  @Test func theLabelIsTheNewestNotSkipped() throws {
    let summary = try Self.object(
      """
      {"id": 1, "data": {}, "completions": [
      {"id": 1001, "created_at": 5, "result": [{"from_name": "c", "value": {"choices": ["new"]}}]},
      {"id": 1002, "created_at": 3, "result": [{"from_name": "c", "value": {"choices": ["old"]}}]},
      {"id": 1003, "created_at": 9, "was_cancelled": true, "result": []}]}
      """)
    #expect(summary.outcome == .labelled)
    #expect(summary.deciding?.text == "new")
    #expect(try Self.object(#"{"completions": []}"#).outcome == .none)
    #expect(
      try Self.object(#"{"completions": [{"id": 1, "skipped": true}]}"#).outcome == .skipped)
  }

  @Test func choicesStandInTheOrderOfTheConfig() throws {
    var summary = ComparisonSeed.summary(1, nil)
    summary.completions = [
      CompletionSummary(answers: [
        ControlLabel(control: "label", value: .choices(["complaint", "praise", "question"])),
        ControlLabel(control: "unasked", value: .choices(["x"])),
      ])
    ]
    #expect(
      summary.fitted(to: ComparisonSeed.schema).deciding?.text == "complaint, question, praise")
  }

  @Test func whatIsNoSummaryIsNotRead() {
    let good = ComparisonSeed.summary(1, "x").bytes
    for length in 0..<good.count { #expect(LabelSummary(bytes: Array(good.prefix(length))) == nil) }
    let older = String(decoding: good, as: UTF8.self).replacing(
      "[\(LabelSummary.format),", with: "[0,", maxReplacements: 1)
    #expect(LabelSummary(bytes: Array(older.utf8)) == nil)
  }
}
