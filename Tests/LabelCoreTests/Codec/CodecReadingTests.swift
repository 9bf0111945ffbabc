import TestSupport
import Testing

@testable import LabelCore

@Suite struct CodecReadingTests {
  private func completion(_ text: String) throws -> Completion {
    Completion(try JSON(parsing: text))
  }

  @Test(arguments: [
    ("README", ObjectProblem.Code.notJSON), ("\u{feff}{}", .notJSON), ("[]", .notAnObject),
    ("7", .notAnObject), (#"{"data": {}, "id": 0}"#, .noCompletions),
    (#"{"data": {}, "id": 0, "completions": {}}"#, .completionsNotAList),
  ])
  func whatIsNoTaskObjectSaysWhy(_ text: String, _ code: ObjectProblem.Code) {
    #expect { try TaskObject(parsing: Array(text.utf8)) } throws: {
      ($0 as? ObjectProblem)?.code == code
    }
  }

  @Test(arguments: [
    (#"{"completions": []}"#, [ObjectProblem.Code.noData, .noID]),
    (
      #"{"id": null, "data": 5, "completions": [7]}"#,
      [.dataNotAnObject, .noID, .completionNotAnObject]
    ),
    (
      #"{"id": 0, "data": {}, "completions": [{}]}"#,
      [.completionWithoutID, .noCreatedAt, .noResult]
    ),
    (
      #"{"id": 0, "data": {}, "completions": [{"id": "1", "created_at": "2023-11-14", "result": 5}]}"#,
      [.completionWithoutID, .createdAtIsText, .resultNotAList]
    ),
    (
      #"{"id": 0, "data": {}, "completions": [{"id": 1, "created_at": 1, "result": [5]}]}"#,
      [.regionWithoutValue, .regionWithoutControl, .regionWithoutType]
    ),
    (
      #"{"id": 0, "data": {}, "completions": [{"id": 1, "created_at": 1, "skipped": true, "result":"#
        + #"[{"value": {"choices": "a"}, "from_name": "s", "type": "choices"}]}]}"#,
      [.choicesNotAList, .skippedWithAnswer]
    ),
    (
      #"{"id": 0, "data": {}, "completions": [{"id": 1, "created_at": 1, "result": []},"#
        + #"{"id": 1, "created_at": 1, "result": []}]}"#,
      [.repeatedCompletionID]
    ),
  ])
  func oddObjectsAreReadAndTheirProblemsTold(_ text: String, _ codes: [ObjectProblem.Code]) throws {
    let object = try TaskObject(parsing: Array(text.utf8))
    #expect(object.problems.map(\.code) == codes)
    #expect(object.label?.decision(nil).answers.isEmpty ?? true)
    #expect(object.bytes == Array(try JSON(parsing: text).bytes(.python)))
  }

  @Test(
    arguments: [
      ("1795428478", 1_795_428_478), ("1795428478.9", 1_795_428_478),
      (#""2023-11-14T22:13:20Z""#, 1_700_000_000),
      (#""2023-11-14T22:13:20.123456+00:00""#, 1_700_000_000),
      (#""2023-11-14 23:13:20+0100""#, 1_700_000_000), (#""1969-12-31T23:59:59Z""#, -1),
      (#""2024-02-29T00:00:00""#, 1_709_164_800), (#""2023-13-01T00:00:00Z""#, nil),
      (#""yesterday, that is ages ago""#, nil), ("null", nil), ("1e300", nil),
    ] as [(String, Int?)])
  func timesAreReadFromNumbersAndText(_ text: String, _ seconds: Int?) throws {
    #expect(try completion(#"{"created_at": \#(text)}"#).createdAt == seconds)
  }

  @Test func theLabelIsTheNewestNotSkippedCompletion() throws {
    let object = try TaskObject(
      parsing: Array(
        (#"{"id": 0, "data": {}, "completions": [{"id": 5}, {"id": 1, "created_at": 20},"#
          + #"{"id": 2, "created_at": 10}, {"id": 3, "created_at": 20},"#
          + #"{"id": 4, "created_at": 30, "was_cancelled": true}]}"#).utf8))
    #expect(object.label?.id == 3)
    #expect(try TaskObject(["completions": [["id": 1, "skipped": true]]]).label == nil)
    #expect(try TaskObject(["completions": []]).label == nil)
  }

  @Test func aLabelOfTheWebPageHasNoAuthorAndAnEditTakesTheAuthorAway() {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 1)
    object.add(.choosing("Positive", uid: "u", rev: 4), task: 1, now: 100)
    object.editOnTheWebPage(0, "Positive")
    #expect(object.completions[0].author(.fake) == .annotator("ann"))
    #expect(object.completions[0].revision(.fake) == 4)
    object.editOnTheWebPage(0, "Negative")
    #expect(object.completions[0].author(.fake) == .unknown)
    #expect(object.completions[0].isMine("ann") && !object.completions[0].isMine("bob"))
    #expect(object.completions[0].revision(.fake) == 5)

    object.completions[0].value[Authorship.key] = nil
    #expect(object.completions[0].author(.fake) == .unknown)
    #expect(object.completions[0].revision(.fake) == 0)
    #expect(!object.completions[0].isMine(""))
  }

  @Test func othersAreNewestFirstWithoutMine() {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 1)
    for (place, name) in ["ann", "bob", "cy", "ann"].enumerated() {
      var draft = CompletionDraft.choosing(name, uid: "u\(place)", rev: 1)
      draft.authorship?.annotator = name
      object.add(draft, task: 1, now: name == "cy" ? 90 : 100 + place)
    }
    let others = object.others(than: "ann", nil, digest: .fake)
    #expect(others.map(\.annotator) == ["bob", "cy"])
    #expect(others.map { $0.decision.summary() } == ["bob", "cy"])
    #expect(others.map(\.decidedAt) == [101, 90])
    #expect(object.index(annotator: "ann") == 3)
    #expect(object.decision(of: "dee", nil) == nil)
  }

  @Test func aSummaryShowsWhatTheConfigShowsForStoredValues() {
    let schema = ResultSchema(controls: [
      .init(
        name: "sentiment", toName: "text", choices: [.init(stored: "pos", shown: "Positive")])
    ])
    let decision = Decision(answers: [
      Answer(control: "sentiment", value: .choices(["pos", "odd"]))
    ])
    #expect(decision.summary(schema) == "Positive, odd")
    #expect(decision.summary() == "pos, odd")
    #expect(Decision(outcome: .skipped).summary(schema) == "")
  }

  @Test func equalValuesHaveOneCanonicalForm() throws {
    let left = try JSON(parsing: #"{"b": 1.0, "a": [1e1, -0, "\u00e9"], "b": 2}"#)
    let right = try JSON(parsing: #"{"a": [10, 0, "é"], "b": 2.00}"#)
    #expect(left.canonicalBytes == right.canonicalBytes)
    #expect(String(decoding: left.canonicalBytes, as: UTF8.self) == #"{"a":[10,0,"é"],"b":2}"#)
    let composed = try JSON(parsing: #""\u00e9""#)
    let decomposed = try JSON(parsing: #""e\u0301""#)
    #expect(composed.canonicalBytes != decomposed.canonicalBytes)
  }

  @Test func objectsOfSomebodyElseSurviveALabelOfOurs() throws {
    let cases = try JSON(parsing: Fixtures.bytes("label-studio-0.8/foreign-objects.json"))
    var count = 0
    for stored in try #require(cases.arrayValue).flatMap({ $0["bucket"]?.members ?? [] }) {
      let text = stored.value.stringValue ?? ""
      guard let before = try? TaskObject(parsing: Array(text.utf8)) else { continue }
      count += 1
      var after = before
      after.add(.choosing("Positive", uid: "u", rev: 1), task: 0, now: 1)
      #expect(after.completions.dropLast() == before.completions[...], "\(text)")
      #expect(after.index(uid: "u") == before.completions.count)
      #expect(after.problems.filter { $0.completion == before.completions.count }.isEmpty)
      for member in before.tree.members ?? []
      where !["id", "completions", "predictions"].contains(member.name) {
        #expect(after.tree[member.name] == member.value)
      }
    }
    #expect(count > 30)
  }

  @Test func damagedObjectsNeitherCrashNorChangeOnTheWayBack() throws {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "null", "[]", "{}", "-1", "1e999", "\"\"", "9223372036854775807", "[[]]", "true", "\"x\"",
    ]
    let whole = try CodecFixture(name: "06-several-completions").text("labeled/0")
    let values = [
      "1.102", "\"Positive\"", "1795428664", "true", "[\"Neutral\"]", "\"sentiment\"", "2",
    ]
    for _ in 0..<1000 {
      var text = whole
      for _ in 0...random.next() % 4 {
        text = text.replacing(
          values.randomElement(using: &random) ?? "",
          with: pieces.randomElement(using: &random) ?? "", maxReplacements: 1)
      }
      guard let object = try? TaskObject(parsing: Array(text.utf8)) else { continue }
      #expect(object.bytes == Array(text.utf8))
      _ = object.problems
      _ = object.others(than: "ann", nil, digest: .fake)
      var ours = object
      ours.label("u", "Negative", rev: 1)
      let merge = TaskMerger(base: object, theirs: object, ours: ours, digest: .fake).merged()
      #expect(merge.object == ours)
      #expect(ours.completions.dropLast() == object.completions[...])
    }
  }
}
