import LabelCore
import Testing

/// Exports equal what the real converters made, byte for byte.
@Suite struct ExportFixtureTests {
  /// A file of 1.23.2 and how it is asked for.
  static let pageExports = [
    ("export.json", ExportFormat.json), ("export_min.json", .jsonMin), ("export.csv", .csv),
    ("export.tsv", .tsv), ("export.conll", .conll2003),
  ]
  static let scenarios = [
    "dynamic-choices", "flow", "hypertext", "list-text", "multiple", "ner-perregion",
    "nested-choices", "pairwise", "paragraphs", "ranker", "rating-comment", "single-radio",
    "stream", "taxonomy", "visible-when",
  ]

  @Test(arguments: scenarios)
  func everyExportOfLabelStudio123IsMadeAgain(_ scenario: String) throws {
    let folder = "label-studio-1.23/\(scenario)"
    let tasks = try Exported.tasks(in: "\(folder)/export.json")
    var made = 0
    for (file, format) in Self.pageExports where Fixtures.exists("\(folder)/\(file)") {
      let options = try Exported.options(format, .annotations, config: "\(folder)/config.xml")
      #expect(try Exported.text(tasks, options) == Fixtures.text("\(folder)/\(file)"), "\(file)")
      made += 1
    }
    #expect(made >= 4)
  }

  /// The page's own span behind an emoji, as 1.23.2's target storage keeps it.
  @Test func thePageOf123StoresCodePointsAndWeReadTheWordsUnderThem() throws {
    let bytes = try Fixtures.bytes("label-studio-1.23/ner-perregion/target/23")
    let stored = try JSON(parsing: bytes)["result"]?.arrayValue?[2]["value"]
    #expect(stored?["text"] == "Bob" && stored?["start"] == 23 && stored?["end"] == 26)
    let task = try TargetObject(parsing: bytes).object
    let text = try #require(task.data?["text"]?.stringValue)
    #expect(String(text.unicodeScalars.dropFirst(23).prefix(3)) == "Bob")
    let read = task.completions[0].result[2]["value"]
    #expect(read?["start"] == 24 && read?["end"] == 27)
    #expect(String(text.utf16.dropFirst(24).prefix(3)) == "Bob")
  }

  @Test(arguments: [("28-export-single", 11), ("29-export-two-groups", 5)])
  func theListsOfLabelStudio08AreMadeAgainInTheOrderOfIDs(_ scenario: String, _ count: Int) throws {
    let folder = "label-studio-0.8/\(scenario)"
    let tasks = try (0...11).map { "\(folder)/labeled/\($0)" }.filter(Fixtures.exists)
      .map { try TaskObject(parsing: Fixtures.bytes($0)) }
    #expect(tasks.count == count)
    for (file, format) in [("JSON", ExportFormat.json), ("JSON_MIN", .jsonMin)] {
      let options = try Exported.options(format, .completions, config: "\(folder)/label-config.xml")
      let made = try Exported.text(tasks, options)
      // Label Studio's order is that of its directory.
      let listed = try JSON(parsing: Fixtures.bytes("\(folder)/export/\(file)/result.json"))
      let sorted = (listed.arrayValue ?? []).sorted {
        $0["id"]?.intValue ?? 0 < $1["id"]?.intValue ?? 0
      }
      #expect(made == JSON.array(sorted).text(.indentedText))
    }
  }

  @Test func theTableOfLabelStudio08IsMadeAgainLineForLine() throws {
    let folder = "label-studio-0.8/28-export-single"
    let tasks = try (0...11).map { "\(folder)/labeled/\($0)" }.filter(Fixtures.exists)
      .map { try TaskObject(parsing: Fixtures.bytes($0)) }
    for (file, format) in [("CSV", ExportFormat.csv), ("TSV", .tsv)] {
      let options = try Exported.options(format, .completions, config: "\(folder)/label-config.xml")
      let made = try Exported.text(tasks, options)
      let expected = try Fixtures.text("\(folder)/export/\(file)/result.csv")
      #expect(made.split(separator: "\n").first == expected.split(separator: "\n").first)
      #expect(made.split(separator: "\n").sorted() == expected.split(separator: "\n").sorted())
    }
  }

  @Test func whatPandasMakesOfNumbersAndListsIsWrittenAsWhatItIs() throws {
    let folder = "label-studio-0.8/29-export-two-groups"
    let tasks = try (0...4).map {
      try TaskObject(parsing: Fixtures.bytes("\(folder)/labeled/\($0)"))
    }
    let options = try Exported.options(.csv, .completions, config: "\(folder)/label-config.xml")
    // pandas: the columns in another order as the first row is another, `1.0` for 1, {'a': [1, 2]}.
    #expect(
      try Exported.text(tasks, options) == """
        text,source,n,id,topics,sentiment,note,stars,extra
        One,feed-a,1,0,"{""choices"": [""Sport"", ""Health""]}",Negative,"[{""text"": [""a note, with comma""]}]","[{""rating"": 4}]",
        Two,feed-b,2.5,1,Sport,,,,
        Three,,,2,,Positive,,,"{""a"": [1, 2]}"
        Four,,,3,Health,Positive,,,
        Five,,,4,,,"[{""text"": [""x"", ""y""]}]",,

        """)
  }

  @Test(arguments: [
    ("result.json", ExportFormat.json), ("result_min.json", .jsonMin), ("result.csv", .csv),
    ("result.tsv", .tsv),
  ])
  func tasksOfEverySortComeOutOfConverter0022Alike(_ file: String, _ format: ExportFormat) throws {
    let folder = "exports/converter-0.0.22"
    let tasks = try (0...14).map {
      try TaskObject(parsing: Fixtures.bytes("\(folder)/tasks/\($0)"))
    }
    let options = try Exported.options(format, .completions, config: "\(folder)/config.xml")
    #expect(try Exported.text(tasks, options) == Fixtures.text("\(folder)/\(file)"))
  }

  @Test(arguments: [
    ("result_min.json", ExportFormat.jsonMin), ("result.csv", .csv), ("result.tsv", .tsv),
    ("result.conll", .conll2003),
  ])
  func tasksOfEverySortComeOutOfSDK212Alike(_ file: String, _ format: ExportFormat) throws {
    let folder = "exports/sdk-2.1.2"
    let tasks = try Exported.tasks(in: "\(folder)/tasks.json")
    let options = try Exported.options(format, .annotations, config: "\(folder)/config.xml")
    #expect(try Exported.text(tasks, options) == Fixtures.text("\(folder)/\(file)"))
  }

  @Test func tokensAreThoseOfTheTreebankTokenizer() throws {
    let cases = try JSON(parsing: Fixtures.bytes("exports/tokens.json")).arrayValue ?? []
    #expect(cases.count == 444)
    for entry in cases {
      let text = entry["text"]?.stringValue ?? ""
      let task = try TaskObject(["data": ["text": .string(text)], "completions": [["result": []]]])
      let lines = try Exported.text([task], ExportOptions(.conll2003))
        .split(separator: "\n").dropFirst().map { String($0.dropLast(" -X- _ O".count)) }
      let tokens = entry["tokens"]?.arrayValue?.compactMap(\.stringValue) ?? []
      #expect(lines == tokens, "\(text.debugDescription)")
    }
  }
}
