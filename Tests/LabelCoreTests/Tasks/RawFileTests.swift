import LabelCore
import Testing

@Suite struct RawFileTests {
  private func tasks(_ text: String, fields: [String] = ["text"]) throws(RawProblem) -> [RawTask] {
    try RawFile(key: "a.json").tasks(in: Array(text.utf8), fields: fields)
  }

  private func problem(_ text: String) -> RawProblem? {
    do throws(RawProblem) {
      _ = try tasks(text)
      return nil
    } catch {
      return error
    }
  }

  /// As `facts` of running Label Studio 0.8.2 list them.
  @Test(arguments: [
    ("", "a.json :: Expecting value: line 1 column 1 (char 0)"),
    ("plain", "a.json :: Expecting value: line 1 column 1 (char 0)"),
    ("{\"text\": \"a\"}\n{}", "a.json :: Extra data: line 2 column 1 (char 14)"),
    (
      "\u{feff}{}",
      "a.json :: Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"
    ),
    (
      "[]",
      "Error at a.json:\nCloud storages support one task per one JSON file only. "
        + "Task must be {} or [{}] with length = 1"
    ),
    (
      "{\"body\": \"x\"}",
      "a.json :: Error   at item 0: \"text\" key is expected in task data "
        + "[assume: item as is = task root with values]  :: {'body': 'x'}"
    ),
    (
      "{\"data\": {\"body\": \"x\"}}",
      "a.json :: Error   at item 0: \"text\" key is expected in task data "
        + "[assume: item[\"data\"] = task root with values] :: {'data': {'body': 'x'}}"
    ),
    (
      "{\"data\": {\"text\": null}, \"b\": [true, 1.50, \"it's\"]}",
      "a.json :: Error   at item 0: data[\"text\"]=None is of type \"<class 'NoneType'>\", but "
        + "types \"[<class 'str'>, <class 'int'>, <class 'float'>]\" are expected "
        + "[assume: item[\"data\"] = task root with values] :: "
        + "{'data': {'text': None}, 'b': [True, 1.5, \"it's\"]}"
    ),
    (
      "{\"data\": 5}",
      "a.json :: Error   at item 0: Task[data] must be (<class 'dict'>, <class 'list'>) "
        + ":: {'data': 5}"
    ),
    (
      "{\"data\": {\"text\": \"x\"}, \"predictions\": [{}]}",
      "a.json :: Error   at item 0: Prediction must have \"result\" fields "
        + ":: {'data': {'text': 'x'}, 'predictions': [{}]}"
    ),
    (
      "{\"data\": {\"text\": \"x\"}, \"predictions\": 1}",
      "a.json :: Error   at item 0: Task[predictions] must be <class 'list'> "
        + ":: {'data': {'text': 'x'}, 'predictions': 1}"
    ),
  ])
  func badFilesAreToldInLabelStudiosWords(_ text: String, _ message: String) {
    #expect(problem(text)?.message == message)
  }

  @Test func messagesAboutRecordedObjectsAreTheSame() throws {
    let file = try JSON(parsing: try Fixtures.bytes("label-studio-0.8/foreign-objects.json"))
    let details = try #require(file.arrayValue).compactMap { $0["detail"]?.stringValue }
      .filter { $0.contains(" at item 0: ") }
    #expect(details.count == 6)
    for detail in details {
      // The recording has the object only as Python prints it.
      let printed = String(try #require(detail.split(separator: ":: ").last))
      let written = printed.replacing("'", with: "\"").replacing("None", with: "null")
      let said = problem(written)?.message.replacing("a.json ::", with: "0 ::")
      #expect(said == detail)
    }
  }

  @Test func everyAcceptedShapeBecomesATask() throws {
    for text in [
      "{\"text\": \"x\"}", "[{\"text\": 5}]", "{\"text\": true, \"n\": 1.0}\n",
      "{\"data\": {\"text\": 6.25}, \"meta\": {}}", "{\"text\": \"x\", \"data\": null}",
    ] {
      #expect(throws: Never.self) { try tasks(text) }
    }
    let undefined = try tasks("{\"$undefined$\": \"x\"}")
    #expect(undefined[0].data == ["text": "x"])
    let bare = try tasks("{\"text\": \"x\", \"id\": \"doc\"}")[0]
    #expect(!bare.isWrapped && bare.root == ["data": ["text": "x", "id": "doc"]])
    let wrapped = try tasks("{\"meta\": 1, \"data\": {\"text\": \"x\"}, \"id\": 4}")[0]
    #expect(wrapped.isWrapped && wrapped.root.members?.map(\.name) == ["meta", "data", "id"])
  }

  @Test func firstSaveOfEveryRecordedRawTaskKeepsItsFields() throws {
    for number in 0...5 {
      let raw = try Fixtures.bytes(
        "label-studio-0.8/09-raw-shapes/raw/test-example.json/000000000000000\(number)")
      let task = try RawFile(key: "k").tasks(in: raw, fields: ["text"])[0]
      let stored = try TaskObject(
        JSON(
          parsing: try Fixtures.bytes("label-studio-0.8/09-raw-shapes/labeled/\(number)")))
      var object = TaskObject(root: task.root, id: number)
      object.completions = stored.completions
      #expect(object.tree.bytes(.python) == stored.tree.bytes(.python))
    }
  }

  @Test func lastPredictionIsTheSuggestion() throws {
    let config = try LabelingConfig(parsing: LabelingConfig.Template.textClassification.xml)
    let suggestions = try (0...3).map { number in
      let raw = try Fixtures.bytes(
        "label-studio-0.8/08-predictions/raw/test-example.json/000000000000000\(number)")
      let task = try RawFile(key: "k").tasks(in: raw, fields: config.fields)[0]
      return task.suggestion(config.resultSchema)?.answer(for: "sentiment")
    }
    #expect(
      suggestions
        == [
          .choices(["Negative"]), .choices(["Positive"]), .choices(["Nonsense"]),
          .choices(["Neutral"]),
        ])
  }

  @Test func blobTasksStoreTheAddressAndShowTheText() throws {
    let file = RawFile(key: "docs/a.txt")
    let task = try file.blobTask(
      content: Array("first text".utf8), bucket: "master.raw_data", field: "text")
    let stored = try JSON(parsing: try Fixtures.bytes("label-studio-0.8/12-blob-urls/labeled/0"))
    #expect(task.data == stored["data"])
    #expect(task.shownData == ["text": "first text"])
    #expect(throws: RawProblem.self) {
      try file.blobTask(content: [0xff, 0xd8, 0], bucket: "b", field: "text")
    }
  }

  @Test func hugeTextsAreReadAndQuotedInPart() throws {
    let text = String(repeating: "long ", count: 1_000_000)
    let task = try tasks("{\"text\": \"\(text)\"}")[0]
    #expect(task.data["text"]?.stringValue?.utf8.count == 5_000_000)
    let found = problem("{\"body\": \"\(text)\"}")
    let message = try #require(found?.message)
    #expect(message.utf8.count < 1000)
  }
}
