import Foundation
import Testing

@testable import LabelCore

/// What is written for Label Studio 1.x (1.23.2) to import, and in the form of its target storage.
@Suite struct LabelStudio1Tests {
  private let digest = Digest { String(decoding: $0, as: UTF8.self) }
  private var writing: AnnotationWriting { AnnotationWriting(digest: digest) }

  private func stored(_ completions: String, data: String = #"{"text":"a"}"#) throws -> GatheredTask
  {
    GatheredTask(
      try TargetObject(JSON(parsing: #"{"data":\#(data),"id":3,"completions":[\#(completions)]}"#)))
  }

  private static let region =
    #"{"value":{"choices":["A"]},"id":"r1","from_name":"c","to_name":"text","type":"choices"}"#

  // MARK: Tasks to import

  @Test func aLabelASkipAndAStarAreAnnotations() throws {
    let task = ImportTask(
      try stored(
        #"{"lead_time":1.5,"result":[\#(Self.region)],"id":3001,"created_at":9,"honeypot":true},"#
          + #"{"lead_time":2,"result":[],"id":3002,"was_cancelled":true,"created_at":9}"#), writing)
    #expect(task.leftOut.isEmpty)
    let region = Self.region.dropLast() + #","origin":"manual"}"#
    #expect(
      task.tree?.text()
        == #"{"data":{"text":"a"},"annotations":[{"result":[\#(region)],"was_cancelled":false,"#
        + #""ground_truth":true,"lead_time":1.5,"import_id":3001},"#
        + #"{"result":[],"was_cancelled":true,"ground_truth":false,"lead_time":2,"import_id":3002}]}"#
    )
  }

  @Test func onlyUsersThatAreNamedAreWritten() throws {
    var completion = TaskObject(root: ["data": ["text": "a"]], id: 3)
    for name in ["ana", "ben"] {
      var author = Authorship(uid: name, annotator: name)
      author.resultSHA256 = digest(.array([]))
      completion.add(
        CompletionDraft(result: [], leadTime: 1, authorship: author), task: 3, now: 1)
    }
    var writing = writing
    writing.users = ["ben": 7]
    let annotations = ImportTask(GatheredTask(.completions(completion)), writing).tree?[
      "annotations"]?.arrayValue
    #expect(annotations?.map { $0["completed_by"] } == [nil, 7])
  }

  @Test func predictionsComeFromTheRawTaskAndBadOnesAreNamed() throws {
    let good = #"{"result":[\#(Self.region)],"score":0.5,"model_version":"m"}"#
    let raw = try JSON(parsing: #"[\#(good),{"score":1},{"result":[{"value":{}}]}]"#)
    var gathered = try stored("")
    gathered.predictions = raw.arrayValue ?? []
    let task = ImportTask(gathered, writing)
    #expect(task.tree?["predictions"]?.text() == "[\(good)]")
    #expect(
      task.leftOut == [
        LeftOut(.prediction(1), .missing("result")), LeftOut(.prediction(2), .missing("from_name")),
      ])
  }

  @Test(arguments: [
    (
      #"{"id":"x","from_name":"c","to_name":"t","type":"choices"}"#, LeftOut.Reason.missing("value")
    ),
    (#"{"value":{"choices":["A"]},"to_name":"t","type":"choices"}"#, .missing("from_name")),
    (#"{"value":{"choices":["A"]},"from_name":"c","type":"choices"}"#, .missing("to_name")),
    (#"{"value":{"choices":["A"]},"from_name":"c","to_name":"t"}"#, .missing("type")),
    (
      #"{"value":{"choices":["\ud83d"]},"from_name":"c","to_name":"t","type":"choices"}"#,
      .loneSurrogate
    ),
    (#"{"value":{"n":1e999},"from_name":"c","to_name":"t","type":"number"}"#, .numberTooLarge),
    (#""x""#, .notAnObject),
  ])
  func anItemThatWouldStopTheSyncOrThePageIsLeftOutAndNamed(
    _ item: String, _ reason: LeftOut.Reason
  ) throws {
    let task = ImportTask(try stored(#"{"id":1,"result":[\#(item),\#(Self.region)]}"#), writing)
    #expect(task.leftOut == [LeftOut(.region(annotation: 0, region: 0), reason)])
    #expect(task.tree?["annotations"]?.arrayValue?.first?["result"]?.arrayValue?.count == 1)
  }

  @Test func aTaskThat1xCannotKeepIsLeftOutWhole() throws {
    for (data, reason) in [
      (#"{"text":"\ud83d"}"#, LeftOut.Reason.loneSurrogate), (#"{"n":1e400}"#, .numberTooLarge),
      (#""text""#, .dataNotAnObject),
    ] {
      let task = ImportTask(try stored("", data: data), writing)
      #expect(task.tree == nil)
      #expect(task.leftOut == [LeftOut(.task, reason)])
    }
    #expect(
      ImportTask(try stored("", data: #"{"n":123456789012345678901234567890}"#), writing).tree
        != nil)
  }

  @Test func aChoiceThatIsNoListBecomesOne() throws {
    let item = Self.region.replacing("[\"A\"]", with: "\"A\"")
    let task = ImportTask(try stored(#"{"id":1,"result":[\#(item)]}"#), writing)
    let result = task.tree?["annotations"]?.arrayValue?.first?["result"]?.arrayValue?.first
    #expect(result?["value"] == ["choices": ["A"]])
  }

  @Test func spansAreCountedInCodePoints() throws {
    let data = #"{"text":"Hi \ud83d\udc4b Bob, Bob"}"#
    func span(_ start: Int, _ end: Int, _ text: String) -> String {
      #"{"value":{"start":\#(start),"end":\#(end),"text":"\#(text)","labels":["P"]},"#
        + #""from_name":"l","to_name":"text","type":"labels"}"#
    }
    let task = ImportTask(
      try stored(
        #"{"id":1,"result":[\#(span(6, 9, "Bob")),\#(span(11, 14, "Bob")),\#(span(0, 2, "Hi"))]}"#,
        data: data), writing)
    let result = task.tree?["annotations"]?.arrayValue?.first?["result"]?.arrayValue ?? []
    #expect(result.map { $0["value"]?["start"]?.intValue } == [5, 10, 0])
    #expect(result.map { $0["value"]?["end"]?.intValue } == [8, 13, 2])
    // And back.
    let back = try TargetObject(#require(task.tree)).object.completions[0].result
    #expect(back.map { $0["value"]?["start"]?.intValue } == [6, 11, 0])
  }

  @Test func theRawKeyGoesIntoTheDataWhenAskedAndComesBack() throws {
    var object = TaskObject(root: ["data": ["text": "a"]], id: 3)
    let source = SourceFile(repo: "raw_data", branch: "master", key: "a/b", sha256: "", commit: "")
    object.add(
      CompletionDraft(
        result: [], leadTime: 1, authorship: Authorship(uid: "u", annotator: "ana", source: source)),
      task: 3, now: 1)
    var writing = writing
    #expect(ImportTask(GatheredTask(.completions(object)), writing).tree?["data"] == ["text": "a"])
    writing.keepsKey = true
    let task = ImportTask(GatheredTask(.completions(object)), writing)
    #expect(task.tree?["data"] == ["text": "a", "tagline_key": "raw_data:/a/b"])
    let back = GatheredTask(try TargetObject(#require(task.tree)))
    #expect(back.source == SourceKey(repo: "raw_data", key: "a/b"))
    #expect(ImportTask(try stored(""), writing).leftOut == [LeftOut(.rawKey, .unknownKey)])
  }

  // MARK: The target's form

  @Test func aTargetObjectHasTheFieldsOfARealOneInTheirOrder() throws {
    let real = try JSON(parsing: Fixtures.bytes("label-studio-1.23/flow/target/25"))
    var setting = TargetAnnotation.Setting(writing: writing, now: 1_795_428_478 + 90_000)
    setting.writing.users = ["ana": 4]
    var object = TaskObject(root: ["data": ["text": "a"]], id: 3)
    var author = Authorship(uid: "u", annotator: "ana")
    let result = [try JSON(parsing: Self.region)]
    author.resultSHA256 = digest(.array(result))
    object.add(
      CompletionDraft(result: result, leadTime: 1.5, authorship: author), task: 3,
      now: 1_795_428_478)
    object.add(CompletionDraft(result: [], leadTime: 1, isSkipped: true), task: 3, now: 1)
    let written = TargetAnnotation.all(
      of: GatheredTask(.completions(object)), number: 0, from: 12, setting)
    #expect(written.leftOut.isEmpty)
    #expect(written.annotations.map(\.id) == [12, 13])
    let tree = written.annotations[0].tree
    #expect(tree.members?.map(\.name) == real.members?.map(\.name))
    #expect(tree["task"]?.members?.map(\.name) == real["task"]?.members?.map(\.name))
    #expect(tree["created_at"] == "2026-11-23T10:07:58.000000Z")
    #expect(tree["created_ago"] == "1\u{a0}day, 1\u{a0}hour")
    #expect(tree["created_username"] == "ana , 4")
    #expect(tree["completed_by"]?["id"] == 4)
    #expect(tree["import_id"] == 3001)
    #expect(written.annotations[1].tree["was_cancelled"] == true)
    #expect(written.annotations[1].tree["completed_by"] == .null)
    // It is read as what it was written from.
    let back = try TargetObject(parsing: written.annotations[0].bytes)
    let summary = LabelSummary(back, digest: digest)
    #expect(summary.deciding?.text == "A")
    #expect(summary.deciding?.annotator == "ana")
    #expect(summary.deciding?.createdAt == 1_795_428_478)
  }

  @Test func whatTheApiTookAndThePageFailsOnIsNamed() throws {
    let reasons: [String: [LeftOut.Reason]] = [
      "118": [], "121": [.missing("type")], "122": [.missing("value")], "124": [],
    ]
    for (name, reasons) in reasons {
      let bytes = try Fixtures.bytes("label-studio-1.23/api-flow/target/\(name)")
      let task = ImportTask(GatheredTask(try TargetObject(parsing: bytes)), writing)
      #expect(task.leftOut.map(\.reason) == reasons)
      #expect(task.tree?["annotations"]?.arrayValue?.first?["result"]?.arrayValue != nil)
    }
  }

  @Test(arguments: TargetObjectTests.objects.filter { !$0.contains("api-flow") })
  func whatARealTargetHoldsIsWrittenAgainWithItsAnswers(_ path: String) throws {
    let stored = GatheredTask(try TargetObject(parsing: Fixtures.bytes(path)))
    let setting = TargetAnnotation.Setting(writing: writing, now: 1_795_428_478)
    let written = TargetAnnotation.all(of: stored, number: 0, from: 1, setting)
    #expect(written.leftOut.isEmpty)
    let real = try JSON(parsing: Fixtures.bytes(path))
    let again = try #require(written.annotations.first).tree
    for name in ["result", "was_cancelled", "ground_truth", "lead_time"] {
      #expect(again[name] == real[name], "\(name)")
    }
    #expect(again["task"]?["data"] == real["task"]?["data"])
    let second = { (tree: JSON) in tree["created_at"]?.stringValue?.prefix(19) }
    #expect(second(again) == second(real))
    let task = ImportTask(stored, writing)
    #expect(task.leftOut.isEmpty)
    #expect(task.tree?["annotations"]?.arrayValue?.first?["result"] == real["result"])
  }
}
