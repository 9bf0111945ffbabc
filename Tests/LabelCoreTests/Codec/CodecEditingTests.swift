import Testing

@testable import LabelCore

@Suite struct CodecEditingTests {
  private let schema = ResultSchema(controls: [
    .single, .named("topics", "Sport", "Health", "Money"),
  ])

  private func decision(_ answers: KeyValuePairs<String, [String]>) -> Decision {
    Decision(
      answers: answers.map { Answer(control: $0.key, value: .choices($0.value)) }, leadTime: 1.5)
  }

  private func result(_ decision: Decision, over previous: [JSON] = []) -> String {
    var count = 0
    let result = decision.result(schema, over: previous) {
      count += 1
      return "new\(count)"
    }
    return result.map { region in
      let value = region["value"]?.text() ?? ""
      return
        "\(region["id"]?.stringValue ?? "-") \(region["from_name"]?.stringValue ?? "-") \(value)"
    }.joined(separator: "; ")
  }

  @Test func regionsFollowTheOrderOfAnswersAndChoicesThatOfTheConfig() {
    #expect(
      result(decision(["topics": ["Money", "Sport", "odd"], "sentiment": ["Negative"]]))
        == #"new1 topics {"choices":["Sport","Money","odd"]}; "#
        + #"new2 sentiment {"choices":["Negative"]}"#)
    #expect(result(decision(["topics": [], "unknown": ["x"]])) == "")
  }

  @Test func anUpdateKeepsRegionsInPlaceAndTheirIdsAndAllThatIsNotOurs() {
    let previous: [JSON] = [
      ["value": ["rating": 4], "id": "r1", "from_name": "stars", "type": "rating"],
      [
        "value": ["choices": ["Sport"], "extra": 1], "id": "r2", "from_name": "topics",
        "type": "choices",
      ],
      ["value": ["choices": ["x"]], "id": "r3", "from_name": "elsewhere", "type": "choices"],
      ["value": ["text": ["a note"]], "id": "r4", "from_name": "sentiment", "type": "textarea"],
      "no region",
    ]
    #expect(
      result(decision(["sentiment": ["Positive"], "topics": ["Health"]]), over: previous)
        == #"r1 stars {"rating":4}; r2 topics {"choices":["Health"],"extra":1}; "#
        + #"r3 elsewhere {"choices":["x"]}; r4 sentiment {"text":["a note"]}; - - ; "#
        + #"new1 sentiment {"choices":["Positive"]}"#)
    #expect(
      result(decision(["sentiment": ["Positive"]]), over: previous).contains("r2") == false)
  }

  @Test func unknownFieldsAtEveryLevelSurviveAnEdit() throws {
    let stored =
      #"{"x": 1.50, "data": {"text": "a", "n": 1e2}, "id": 0, "completions": [{"y": [], "#
      + #""lead_time": 1, "result": [{"z": null, "value": {"choices": ["Positive"], "w": "\u00e9"}, "#
      + #""id": "r", "from_name": "sentiment", "to_name": "text", "type": "choices"}], "id": 1, "#
      + #""created_at": 9, "tagline": {"uid": "u", "rev": 1, "new": 2, "annotator": "ann", "#
      + #""note": "", "source": {"key": "k", "more": 1}, "result_sha256": "h"}}, 7]}"#
    var object = try TaskObject(JSON(parsing: stored))
    var save = DecisionSave(
      decision(["sentiment": ["Negative"]]), schema: schema, task: 0, now: 50,
      authorship: Authorship(uid: "u", rev: 2, annotator: "ann"))
    save.authorship.source = SourceFile(repo: "d", branch: "m", key: "k", sha256: "s", commit: "c")
    save.authorship.resultSHA256 = ""
    object.save(save, digest: Digest { _ in "hash" }) { "new" }
    #expect(
      object.tree.text(.python)
        == #"{"x": 1.50, "data": {"text": "a", "n": 1e2}, "id": 0, "completions": [{"y": [], "#
        + #""lead_time": 1.5, "result": [{"z": null, "value": {"choices": ["Negative"], "#
        + #""w": "\u00e9"}, "id": "r", "from_name": "sentiment", "to_name": "text", "#
        + #""type": "choices"}], "id": 1, "created_at": 9, "tagline": {"uid": "u", "rev": 3, "#
        + #""new": 2, "annotator": "ann", "note": "", "source": {"key": "k", "more": 1, "#
        + #""repo": "d", "branch": "m", "sha256": "s", "commit": "c"}, "result_sha256": "hash"}}, 7]}"#
    )
  }

  @Test func aNewCompletionEndsInOurKeyInItsOrder() {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 3)
    var save = DecisionSave(
      decision([:]), schema: schema, task: 3, now: 50,
      authorship: Authorship(
        uid: "u", annotator: "ann",
        source: SourceFile(repo: "d", branch: "m", key: "k", sha256: "s", commit: "c")))
    save.decision.note = "why"
    save.decision.outcome = .skipped
    object.save(save, digest: Digest { _ in "hash" }) { "new" }
    #expect(
      object.tree.text(.python)
        == #"{"data": {"text": "a"}, "id": 3, "completions": [{"lead_time": 1.5, "result": [], "#
        + #""id": 3001, "was_cancelled": true, "created_at": 50, "tagline": {"uid": "u", "rev": 1, "#
        + #""annotator": "ann", "note": "why", "source": {"repo": "d", "branch": "m", "key": "k", "#
        + #""sha256": "s", "commit": "c"}, "result_sha256": "hash"}}]}"#)
  }

  @Test func theFirstSaveSpellsNumbersAndRepeatedNamesAsPythonDoes() throws {
    let raw =
      #"{"data":{"a":1e2,"b":-0,"c":1.10,"d":1e16,"e":0.00001,"#
      + #""f":123456789012345678901234567890,"a":2.50,"g":1e999}}"#
    let object = TaskObject(root: try JSON(parsing: raw), id: 0)
    #expect(
      object.data?.text(.python) == #"{"a": 2.5, "b": 0, "c": 1.1, "d": 1e+16, "e": 1e-05, "#
        + #""f": 123456789012345678901234567890, "g": 1e999}"#)
  }

  @Test func completionIdsAreAboveEveryIdThere() {
    func next(_ ids: Int...) -> Int {
      var object = TaskObject(root: ["data": [:]], id: 2)
      object.completions = ids.map { Completion(["id": .int($0)]) }
      return object.nextCompletionID(task: 2)
    }
    #expect(next() == 2001)
    #expect(next(2001, 2002) == 2003)
    #expect(next(2002) == 2003)
    #expect(next(5) == 2002)
    #expect(next(9_999) == 10_000)
    #expect(next(2002, .max) == 2003)
  }

  @Test func labellingASkippedTaskClearsTheSkipAndSkippingKeepsTheAnswer() {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 0)
    let skip = CompletionDraft(result: [], leadTime: 1, isSkipped: true)
    object.add(skip, task: 0, now: 1)
    #expect(object.completions[0].isSkipped)
    object.update(0, with: .choosing("Positive", uid: "u", rev: 1), task: 0)
    #expect(object.completions[0].value["was_cancelled"] == nil)
    var again = CompletionDraft.choosing("Positive", uid: "u", rev: 2)
    again.isSkipped = true
    object.update(0, with: again, task: 0)
    #expect(object.completions[0].isSkipped && object.completions[0].result.count == 1)
    #expect(object.completions[0].value.members?.last?.name == Authorship.key)
  }

  @Test func aSkipOf07KeepsBothOfItsFields() throws {
    var object = try TaskObject(
      ["id": 0, "completions": [["was_cancelled": true, "skipped": true]]])
    object.update(0, with: CompletionDraft(result: [], leadTime: 1), task: 0)
    #expect(object.completions[0].value["was_cancelled"] == false)
    #expect(object.completions[0].value["skipped"] == false)
  }

  @Test func deletionsHaveTheFormOfLabelStudioAndASaveTakesThePredictionsOutAgain() {
    var object = TaskObject(root: ["data": ["text": "a"], "predictions": [1]], id: 0)
    object.add(.choosing("Positive", uid: "u", rev: 1), task: 0, now: 1)
    object.remove(0, task: 0, predictions: [["result": []]])
    #expect(
      object.tree.text(.python) == #"{"data": {"text": "a"}, "id": 0, "completions": [], "#
        + #""predictions": [{"result": []}]}"#)
    object.add(.choosing("Negative", uid: "v", rev: 1), task: 0, now: 2)
    #expect(object.tree.members?.map(\.name) == ["data", "id", "completions"])
  }

  @Test func aTaskMovesToAnotherIdWithItsCompletions() {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 4)
    object.add(.choosing("Positive", uid: "u", rev: 1), task: 4, now: 1)
    object.completions.append(Completion(["id": 77]))
    object.renumber(to: 12)
    #expect(object.id == 12)
    #expect(object.completions.map(\.id) == [12_001, 77])
  }
}
