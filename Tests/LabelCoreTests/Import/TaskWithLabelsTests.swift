import LabelCore
import Testing

@Suite struct TaskWithLabelsTests {
  private let place = SourceFile(
    repo: "raw_data", branch: "master", key: "f.json/0", sha256: "ab", commit: "c")

  private func task(_ text: String) throws -> TaskWithLabels {
    TaskWithLabels(try JSON(parsing: text))
  }

  @Test func anAnnotationBecomesACompletionWithItsAnnotator() throws {
    let task = try task(
      """
      {"id": 7, "annotations": [{"id": 3, "completed_by": {"email": "ana@example.org"}, "result": [],
      "was_cancelled": true, "ground_truth": true, "created_at": "2026-11-23T10:36:27.5Z", "lead_time": 2.5,
      "project": 4, "unique_id": "u"}], "drafts": [], "predictions": [8], "data": {"text": "a"}, "meta": {}}
      """)
    #expect(task.raw == ["text": "a"])
    let object = task.object(id: 12, source: place)
    #expect(object.tree.text(.compact).hasPrefix(#"{"data":{"text":"a"},"id":12,"completions":[{"#))
    let completion = try #require(object.completions.first)
    #expect(completion.id == 12_001 && completion.createdAt == 1_795_430_187)
    #expect(completion.isSkipped && completion.isHoneypot && completion.leadTime == 2.5)
    #expect(completion.value["completed_by"] == ["email": "ana@example.org"])
    #expect(completion.value["project"] == nil)
    #expect(completion.authorship == nil)
    #expect(object.problems.isEmpty)
  }

  @Test func aCompletionKeepsItsBytesButForItsNumberAndPlace() throws {
    let stored =
      #"{"lead_time": 1.5, "result": [{"value": {"choices": ["x"]}}], "id": 5, "created_at": 9}"#
    let task = try task(
      "{\"data\": {\"text\": \"a\"}, \"id\": 0, \"completions\": [\(stored), \(stored)]}")
    let object = task.object(id: 3, source: nil)
    #expect(object.completions.map(\.id) == [3001, 3002])
    #expect(
      object.completions[0].value.text(.python)
        == stored.replacing("\"id\": 5", with: "\"id\": 3001"))
  }

  @Test func whoDecidedWithTaglineStaysAndThePlaceIsNew() throws {
    let task = try task(
      """
      {"data": {"text": "a"}, "completions": [{"result": [], "tagline": {"uid": "u1", "rev": 2,
      "annotator": "bo", "note": "n", "source": {"key": "old"}, "result_sha256": "sha2"}}]}
      """)
    let mine = task.object(id: 1, source: place).completions[0].authorship
    #expect(mine?.uid == "u1" && mine?.annotator == "bo" && mine?.rev == 2)
    #expect(mine?.source == place)
  }

  @Test func predictionsStayWithTheTask() throws {
    let text =
      #"{"data":{"text":"a"},"predictions":[{"result":[],"score":0.5}]}"#
    #expect(try task(text).raw.text(.compact) == text)
    let labelled = try task(text.replacing("{\"data\"", with: "{\"completions\":[],\"data\""))
    #expect(labelled.raw.text(.compact) == text && !labelled.hasLabels)
  }

  @Test func wholeTasksAreTakenAsTheyAreWhenAsked() throws {
    var options = ImportOptions(file: "f", format: .json)
    options.keepsWholeTasks = true
    var reader = TaskImport(options)
    let text = #"[{"data":{"body":"b","n":1}},{"body":"c"},"d"]"#
    let tasks = try reader.append(Array(text.utf8)) + reader.finish()
    #expect(
      tasks.map { $0.text(.compact) }
        == [#"{"data":{"body":"b","n":1}}"#, #"{"text":"c"}"#, #"{"text":"d"}"#])
  }

  @Test func aListIsReadPieceByPieceWithTheLineOfWhatIsWrong() throws {
    var reader = TaskImport(ImportOptions(file: "f", format: .json))
    var seen = 0
    for byte in Array("[{\"text\": \"a ]} \\\" \"},\n \"b\",\n{\"text\": \"c\"}".utf8) {
      seen += try reader.append([byte]).count
    }
    #expect(seen == 3)
    let cut = #expect(throws: ImportError.self) { try reader.finish() }
    #expect(cut?.message.contains("cut off") == true)
    var damaged = TaskImport(ImportOptions(file: "f", format: .json))
    let error = #expect(throws: ImportError.self) {
      try damaged.append(Array("[{\"text\": \"a\"},\n\n {\"text\" \"b\"}]".utf8))
    }
    #expect(error?.line == 3)
  }
}
