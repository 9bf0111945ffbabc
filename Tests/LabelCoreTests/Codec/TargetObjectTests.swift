import Foundation
import Testing

@testable import LabelCore

/// What Label Studio 1.23.2 wrote into its target storage, read as a task with completions.
@Suite struct TargetObjectTests {
  private let digest = Digest { String(decoding: $0, as: UTF8.self) }

  static let objects = Fixtures.paths(in: "label-studio-1.23") { $0.contains("/target/") }

  @Test(arguments: objects)
  func everyTargetObjectIsATaskWithOneCompletion(_ path: String) throws {
    let tree = try JSON(parsing: Fixtures.bytes(path))
    guard case .annotations(let task) = try TargetObject(tree) else {
      Issue.record("\(path) is not read as an annotation")
      return
    }
    #expect(task.form == .annotation)
    #expect(task.tree.bytes(.python) == (try Fixtures.bytes(path)), "every field is kept")
    #expect(task.data == tree["task"]?["data"])
    #expect(task.name?.task == tree["task"]?["id"]?.intValue)
    let completions = task.object.completions
    #expect(completions.map(\.id) == [tree["id"]?.intValue])
    #expect(completions[0].completedBy?.contains("@") == true)
    #expect(completions[0].isSkipped == (tree["was_cancelled"] == true))
    #expect((completions[0].createdAt ?? 0) > 1_700_000_000)
  }

  @Test(arguments: [
    (
      #"{"id":2,"first_name":"Ann","last_name":"Two","email":"ann@example.org"}"#, "ann@example.org"
    ),
    (#"{"id":2,"first_name":"Ann","last_name":"Two","email":""}"#, "Ann Two"),
    (#"{"id":2}"#, "user 2"),
    ("7", "user 7"), (#""ann@example.org""#, "ann@example.org"), ("null", nil),
  ])
  func whoCompletedAnAnnotationIsReadInEveryForm(_ user: String, _ name: String?) throws {
    #expect(Completion(try JSON(parsing: #"{"completed_by":\#(user)}"#)).completedBy == name)
  }

  @Test func skipsAndTimesAreRead() throws {
    let stored = try Self.objects.map {
      try TargetObject(parsing: Fixtures.bytes($0)).object.completions[0]
    }
    #expect(stored.contains { $0.isSkipped && $0.result.isEmpty })
    #expect(stored.compactMap(\.leadTime).contains(7.249))
    #expect(Completion(["ground_truth": true]).isHoneypot)
  }

  @Test func spansBehindAnEmojiAreCountedAsIn0xAndTheStoredOnesStay() throws {
    let bytes = try Fixtures.bytes("label-studio-1.23/ner-perregion/target/23")
    let stored = try TargetObject(parsing: bytes)
    let spans = stored.object.completions[0].result.compactMap(Region.init).compactMap(\.place)
    #expect(spans.map(\.start) == [0, 0, 24])
    #expect(spans.map(\.end) == [4, 4, 27])
    guard case .annotations(let task) = stored else { return }
    #expect(task.annotations[0]["result"]?.arrayValue?[2]["value"]?["start"] == 23)
  }

  @Test func aTaskWithAnnotationsIsReadWhetherExportedOrToBeImported() throws {
    let tasks = try JSON(parsing: Fixtures.bytes("label-studio-1.23/flow/export.json"))
    let exported = try #require(tasks.arrayValue).map { try TargetObject($0) }
    #expect(exported.count == 8)
    #expect(exported.flatMap(\.object.completions).count == 3)
    let wrapped = try TargetObject(
      JSON(parsing: #"{"data":{"text":"a"},"annotations":[{"result":[]}],"predictions":[]}"#))
    #expect(wrapped.object.completions.count == 1)
    #expect(wrapped.object.id == nil)
  }

  /// FUTURE_SAVE_TASK_TO_STORAGE: 45 was imported from an export of ours, 54 labelled in 1.x.
  @Test func aTaskThat1xStoresWholeIsRead() throws {
    let folder = "label-studio-1.23/future-save-task"
    let tasks = try [45, 54].map {
      try TargetObject(parsing: Fixtures.bytes("\(folder)/\($0).json"))
    }
    guard case .annotations(let imported) = tasks[0] else {
      Issue.record("not read as annotations")
      return
    }
    #expect(imported.form == .task)
    #expect(imported.name == AnnotatedTask.Name(project: 4, task: 45))
    #expect(tasks.map { $0.object.data } == [["text": "Two"], ["text": "Eleven"]])
    #expect(tasks.map { $0.object.completions[0].completedBy } == [nil, "lead@example.org"])
    // What 1.x made of our completion 2001 is no second label.
    var own = TaskObject(root: ["data": ["text": "Two"]], id: 2)
    own.add(
      CompletionDraft(result: imported.completions[0].result, leadTime: 1.841), task: 2, now: 1)
    #expect(own.completions[0].id == 2001)
    #expect(own.beside([imported]).completions.count == 1)
  }

  @Test func theRawKeyThatAnExportPutIntoTheDataIsTakenOut() throws {
    let stored = try TargetObject(
      JSON(parsing: #"{"data":{"text":"a","tagline_key":"raw_data:/a/b.json"},"annotations":[]}"#))
    #expect(stored.object.data == ["text": "a"])
    #expect(
      LabelSummary(stored, digest: digest).sources == [SourceKey(repo: "raw_data", key: "a/b.json")]
    )
  }

  @Test(arguments: [
    #"{"text":"raw"}"#, #"{"data":{"text":"raw"}}"#, #"{"annotations":[]}"#,
    #"{"result":[],"task":7}"#, #"[]"#, #"{"annotations":{},"data":{}}"#,
  ])
  func whatHoldsNoLabelsIsNoTask(_ text: String) {
    #expect(throws: ObjectProblem.self) { try TargetObject(JSON(parsing: text)) }
  }

  @Test func completionsOf0xStayThemselves() throws {
    let text = #"{"data":{"text":"a"},"id":3,"completions":[],"annotations":[1]}"#
    let tree = try JSON(parsing: text)
    #expect(try TargetObject(tree) == .completions(TaskObject(tree)))
  }

  @Test func anAnnotationThatOnlyCameBackFromAnImportIsNoSecondLabel() throws {
    let region =
      #"{"value":{"choices":["A"]},"id":"r1","from_name":"c","to_name":"t","type":"choices""#
    let own = try TaskObject(
      JSON(
        parsing: #"{"data":{"t":"a"},"id":3,"completions":[{"id":3001,"result":[\#(region)}]}]}"#))
    func annotated(_ region: String, _ more: String) throws -> AnnotatedTask {
      let text =
        #"{"id":9,"result":[\#(region),"origin":"manual"}],"task":{"id":5,"data":{"t":"a"}}\#(more)}"#
      guard case .annotations(let task) = try TargetObject(JSON(parsing: text)) else {
        throw ObjectProblem(.noCompletions)
      }
      return task
    }
    let changed = region.replacing("\"A\"", with: "\"B\"")
    let back = try annotated(region, "")
    #expect(own.beside([back]).completions.count == 1)
    #expect(own.beside([try annotated(region, #","import_id":3001"#)]).completions.count == 1)
    #expect(own.beside([try annotated(region, #","import_id":3002"#)]).completions.count == 2)
    #expect(own.beside([try annotated(changed, #","import_id":3001"#)]).completions.count == 2)
    #expect(own.beside([back, try annotated(changed, "")]).completions.count == 2)
  }
}
