import Testing

@testable import LabelCore

@Suite struct ReportTests {
  private static let report = ComparisonReport(
    .init("labeled_data@v2", commit: "77d0f1aa2b"), .init("labeled_data@v3"),
    ComparisonSeed.compared())

  @Test func statIsReadAtAGlance() {
    #expect(
      Self.report.stat == """
        A labeled_data@v2  77d0f1aa
        B labeled_data@v3
        both 102   same 93 (91.2%)   flipped 9   only A 1   only B 0   text changed 2
        kappa 0.88 [0.80-0.95]   alpha 0.88   macro F1 of B against A 0.92   micro F1 0.91

         A   B  +/-  precision  recall    F1  label
        38  46   +8       0.83    1.00  0.90  complaint
        31  27   -4       1.00    0.87  0.93  question
        16  14   -2       0.93    0.81  0.87  other
        13  11   -2       1.00    0.85  0.92  praise
         4   4    0       1.00    1.00  1.00  spam

        """)
  }

  @Test func jsonHoldsAllFiguresAndDifferences() throws {
    let json = try JSON(parsing: Self.report.json)
    let counts = json["counts"]
    #expect(counts?["same_label"] == 93)
    #expect(counts?["kinds"]?["flip"] == 9)
    #expect(counts?["kinds"]?["text"] == 2)
    let control = try #require(json["controls"]?.arrayValue?.first)
    #expect(control["kappa"]?["value"] == .number("0.876547"))
    #expect(control["matrix"]?.arrayValue?.count == 9)
    #expect(
      control["matrix"]?.arrayValue?[1] == ["a": ["question"], "b": ["complaint"], "count": 4])
    let differences = try #require(json["differences"]?.arrayValue)
    #expect(differences.count == 12)
    #expect(differences[0]["a"]?["labels"] == ["label": ["question"]])
    #expect(differences[0]["b"]?["annotator"] == "bo")
    #expect(differences[11]["kind"] == "only-a")
    #expect(differences[11]["b"] == .null)
    #expect(json["same"] == false)
    #expect(Self.report.json == Self.report.json)
  }

  @Test func csvHasALineForEachDifference() {
    let lines = Self.report.csv.split(separator: "\n")
    #expect(lines.count == 13)
    #expect(
      lines[0] == """
        kind,task,path_a,path_b,text_changed,label_a,label_b,annotator_a,annotator_b,created_at_a,\
        created_at_b,lead_time_a,lead_time_b,note_a,note_b,matched_by
        """)
    #expect(
      lines[1] == """
        flip,38,38,38,false,question,complaint,ana,bo,1605000038,1605000038,,,,,source
        """)
    #expect(lines[12] == "only-a,200,200,,false,other,,ana,,1605000200,,,,,,")
  }

  @Test func csvQuotesWhatWouldBreakALine() {
    let table = ReportTable(
      headings: ["a", "b"], rows: [["say \"no\"", "1,2"], ["x\r\ny", " "]])
    #expect(table.csv == "a,b\n\"say \"\"no\"\"\",\"1,2\"\n\"x\r\ny\", \n")
  }

  @Test func markdownHasTablesForAPullRequest() {
    let lines = Self.report.markdown.split(separator: "\n").map(String.init)
    #expect(lines[0] == "### labeled\\_data@v2 → labeled\\_data@v3")
    #expect(lines[1].hasPrefix("both 102 · same 93 (91.2%) · flipped 9"))
    #expect(lines.contains("| question | 31 | 27 | -4 | 1.00 | 0.87 | 0.93 |"))
    #expect(lines.contains("|  | complaint | question | other | praise | spam |"))
    #expect(lines.contains("| other | 3 | . | 13 | . | . |"))
    #expect(lines.contains("| only-a | 200 | other | (gone) | ana |  |"))
  }

  @Test func namesCannotDriveATerminalOrBreakATable() {
    #expect(ReportText.visible("a\u{1b}[2Jb\n\u{202e}c") == "a\u{fffd}[2Jb\u{fffd}\u{fffd}c")
    #expect(ReportTable.escaped("a|b *c* <i>\n") == "a\\|b \\*c\\* \\<i\\>\u{fffd}")
  }

  @Test func figuresAreRoundedTheSameEverywhere() {
    let values: [Double?] = [0.005, 0.995, -0.004, -1.25, 12, nil, .nan]
    #expect(
      values.map { ReportText.fixed($0) } == ["0.01", "1.00", "0.00", "-1.25", "12.00", "-", "-"])
    #expect(ReportText.fixed(2.5, 0) == "3")
    #expect(JSON.figure(0.5) == .number("0.5"))
    #expect(JSON.figure(100) == .number("100"))
    #expect(JSON.figure(nil) == .null)
  }
}
