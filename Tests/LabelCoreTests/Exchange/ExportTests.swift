import LabelCore
import Testing

/// What an export says where the converters say nothing, or something wrong.
@Suite struct ExportTests {
  private func task(_ text: String, _ completions: JSON, id: Int = 0) throws -> TaskObject {
    try TaskObject(["data": ["text": .string(text)], "id": .int(id), "completions": completions])
  }

  private func choice(_ value: String, at time: Int = 1_600_000_000) -> JSON {
    [
      "result": [
        [
          "value": ["choices": [.string(value)]], "from_name": "mood", "to_name": "text",
          "type": "choices",
        ]
      ], "id": 1, "created_at": .int(time),
    ]
  }

  private func spans(_ spans: [(Int, Int, String, String)]) -> JSON {
    [
      "result": .array(
        spans.map { start, end, text, label in
          [
            "value": [
              "start": .int(start), "end": .int(end), "text": .string(text),
              "labels": [.string(label)],
            ], "from_name": "label", "to_name": "text", "type": "labels",
          ]
        }), "created_at": 1,
    ]
  }

  @Test func withoutAConfigAnswersAreReadByTheirTypes() throws {
    let task = try task("x", [choice("good")])
    #expect(
      try Exported.text([task], ExportOptions(.csv)) == "text,id,mood\nx,0,good\n")
  }

  @Test func theNewestCompletionIsTheLabelAndOfEqualsTheLater() throws {
    let task = try task("x", [choice("old", at: 5), choice("a", at: 9), choice("b", at: 9)])
    #expect(try Exported.text([task], ExportOptions(.csv)) == "text,id,mood\nx,0,b\n")
    var options = ExportOptions(.csv)
    options.edition = .annotations
    let rows = try Exported.text([task], options).split(separator: "\r\n").dropFirst()
    #expect(rows.map { $0.contains("\"b\"") } == [true, false, false])
  }

  @Test func timesWithinOneSecondAreToldApart() throws {
    var early = choice("early")
    var late = choice("late")
    early["created_at"] = "2026-11-23T10:40:46.215299Z"
    late["created_at"] = "2026-11-23T10:40:46.3Z"
    let task = try task("x", [late, early])
    #expect(try Exported.text([task], ExportOptions(.csv)) == "text,id,mood\nx,0,late\n")
  }

  @Test func skippedTasksAreLeftOutOfRowsUnlessAllAreWanted() throws {
    var skip = choice("good")
    skip["was_cancelled"] = true
    let tasks = [
      try task("skipped", [skip]), try task("open", [], id: 1),
      try task("done", [choice("y")], id: 2),
    ]
    var options = ExportOptions(.csv)
    #expect(try Exported.text(tasks, options) == "text,id,mood\ndone,2,y\n")
    options.scope = .all
    #expect(
      try Exported.text(tasks, options) == "text,id,mood\nskipped,0,\nopen,1,\ndone,2,y\n")
    options.format = .jsonLines
    #expect(try Exported.text(tasks, options).split(separator: "\n").count == 3)
    options.scope = .labelled
    #expect(
      try Exported.text(tasks, options) == String(decoding: tasks[2].bytes, as: UTF8.self) + "\n")
  }

  @Test func dataWithTheNameOfAControlMakesWay() throws {
    var task = try task("x", [choice("good")])
    task.data = ["mood": "grey", "text": "x"]
    #expect(
      try Exported.text([task], ExportOptions(.csv)) == "_data_mood,text,id,mood\ngrey,x,0,good\n")
    let list = try JSON(parsing: Exported.text([task], ExportOptions(.jsonMin)))
    #expect(list.arrayValue?.first?["_data_mood"] == "grey")
    #expect(list.arrayValue?.first?["mood"] == "good")
  }

  @Test func fieldsThatWouldBeReadAsOthersAreQuoted() throws {
    let task = try task("cr\rin, \"the\"\nmiddle", [choice("good")])
    #expect(
      try Exported.text([task], ExportOptions(.csv))
        == "text,id,mood\n\"cr\rin, \"\"the\"\"\nmiddle\",0,good\n")
  }

  @Test func ourCompletionsSayWhoAndWhenAs1xDoes() throws {
    var completion = choice("good", at: 1_795_430_187)
    completion["tagline"] = ["uid": "u", "annotator": "ana"]
    completion["lead_time"] = .number("2.5")
    var options = ExportOptions(.csv)
    options.edition = .annotations
    #expect(
      try Exported.text([task("x", [completion])], options)
        == "\"annotation_id\",\"annotator\",\"created_at\",\"id\",\"lead_time\",\"mood\",\"text\",\"updated_at\"\r\n"
        + "1,\"ana\",\"2026-11-23T10:36:27Z\",0,2.5,\"good\",\"x\",\"\"\r\n")
  }

  @Test func anEmptyExportIsAWholeFile() throws {
    var options = ExportOptions(.json)
    #expect(try Exported.text([], options) == "[]")
    options.edition = .annotations
    #expect(try Exported.text([], options) == "[]")
    options.format = .jsonMin
    #expect(try JSON(parsing: Exported.text([], options)) == [])
    options.format = .conll2003
    #expect(try Exported.text([], options) == "-DOCSTART- -X- O\n")
  }

  @Test func spansCountInEitherWayBehindAnEmoji() throws {
    let units = try task("😀 Anna Bo", [spans([(3, 7, "Anna", "PER")])])
    let points = try task("😀 Anna Bo", [spans([(2, 6, "Anna", "PER")])])
    let expected = "-DOCSTART- -X- O\n😀 -X- _ O\nAnna -X- _ B-PER\nBo -X- _ O\n\n"
    #expect(try Exported.text([units], ExportOptions(.conll2003)) == expected)
    #expect(try Exported.text([points], ExportOptions(.conll2003)) == expected)
  }

  @Test func filesOf123CountSpansInCodePointsAndThoseOf08InUTF16() throws {
    let task = try task("😀 Anna 😀 Bo", [spans([(3, 7, "Anna", "PER"), (11, 13, "Bo", "ORG")])])
    let places = { (text: String) in
      text.matches(of: /"+(?:start|end)"+: ?([0-9]+)/).compactMap { Int($0.1) }
    }
    for format in [ExportFormat.json, .jsonMin, .csv, .tsv] {
      var options = ExportOptions(format)
      #expect(try places(Exported.text([task], options)) == [3, 7, 11, 13], "\(format)")
      options.edition = .annotations
      #expect(try places(Exported.text([task], options)) == [2, 6, 9, 11], "\(format)")
    }
    var options = ExportOptions(.conll2003)
    let old = try Exported.text([task], options)
    options.edition = .annotations
    #expect(try Exported.text([task], options) == old)
    #expect(old.contains("Anna -X- _ B-PER\n😀 -X- _ O\nBo -X- _ B-ORG\n"))
  }

  @Test func aSpanWithoutItsTextIsCountedInTheStringThatHasTheNameOfWhatItLabels() throws {
    var stored = spans([(3, 7, "Anna", "PER")])
    stored["result"] = .array(
      (stored["result"]?.arrayValue ?? []).map { region in
        var region = region
        region["value"]?["text"] = nil
        return region
      })
    let task = try TaskObject([
      "data": ["from": "somebody", "text": "😀 Anna"], "completions": [stored],
    ])
    var options = ExportOptions(.json)
    options.edition = .annotations
    let exported = try JSON(parsing: Exported.text([task], options)).arrayValue?.first
    let value = exported?["annotations"]?.arrayValue?[0]["result"]?.arrayValue?[0]["value"]
    #expect(value?["start"] == 2 && value?["end"] == 6)
    // And as it comes back.
    let back = try TargetObject(#require(exported)).object.completions[0].result[0]["value"]
    #expect(back?["start"] == 3 && back?["end"] == 7)
  }

  @Test func tokensEndWhereASpanDoes() throws {
    let task = try task(
      "preAcmepost Bob.", [spans([(3, 7, "Acme", "ORG"), (12, 15, "Bob", "PER")])])
    #expect(
      try Exported.text([task], ExportOptions(.conll2003)) == """
        -DOCSTART- -X- O
        pre -X- _ O
        Acme -X- _ B-ORG
        post -X- _ O
        Bob -X- _ B-PER
        . -X- _ O


        """)
  }

  @Test func neighboursBeginAnewAndTheFirstOfOverlapsCounts() throws {
    let text = "a b c d e f"
    let task = try task(
      text,
      [spans([(2, 5, "b c", "X"), (4, 9, "c d e", "Y"), (8, 9, "e", "Z"), (10, 11, "f", "Z")])])
    let tags = try Exported.text([task], ExportOptions(.conll2003)).split(separator: "\n")
      .dropFirst().compactMap { $0.split(separator: " ").last }
    #expect(tags == ["O", "B-X", "I-X", "B-Y", "I-Y", "B-Z"])
  }
}
