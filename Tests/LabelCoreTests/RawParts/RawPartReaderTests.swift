import LabelCore
import Testing

@Suite struct RawPartReaderTests {
  /// Pieces of a file as `start:bytes`, or the beginning of what is wrong; read `step` bytes at a time.
  private func parts(
    _ text: String, _ key: String = "a.json", step: Int = .max
  ) -> [String] {
    var reader = RawPartReader(key: key, fields: ["text"])
    var bytes = Array(text.utf8)[...]
    var parts: [RawPart] = []
    while !bytes.isEmpty {
      parts += reader.append(Array(bytes.prefix(step)))
      bytes = bytes.dropFirst(step)
    }
    parts += reader.finish()
    #expect(parts.map(\.nth) == Array(0..<parts.count))
    for part in parts {
      guard let start = part.start else { continue }
      #expect(Array(text.utf8)[start..<start + part.bytes.count] == part.bytes[...])
    }
    return parts.map { part in
      if case .problem(let problem) = part.content { return "! \(problem.reason)" }
      return "\(part.start.map(String.init) ?? "-") \(String(decoding: part.bytes, as: UTF8.self))"
    }
  }

  @Test(arguments: [1, 2, 3, 7, Int.max])
  func theContentSaysWhatAFileIsHoweverItIsCut(_ step: Int) {
    #expect(parts("{\"a\": 1}", step: step) == ["- {\"a\": 1}"])
    #expect(parts("{\n  \"a\": 1\n}\n", step: step) == ["- {\n  \"a\": 1\n}"])
    #expect(parts("[{\"a\": 1}]", step: step) == ["- {\"a\": 1}"])
    #expect(
      parts("[{}, {\"a\": [1, 2]} ,5]\n", step: step) == ["1 {}", "5 {\"a\": [1, 2]}", "20 5"])
    #expect(parts("{}\r\n\r\n {\"b\": \"x\"} \n", step: step) == ["0 {}", "7 {\"b\": \"x\"}"])
    #expect(parts("{\n}\n{\n}", step: step) == ["0 {\n}", "4 {\n}"])
    #expect(parts("[{}][{}]", step: step) == ["1 {}", "5 {}"])
    #expect(parts("\u{feff}[{},{}]", step: step) == ["4 {}", "7 {}"])
  }

  @Test func aDamagedLineDamagesNoOther() {
    let text = "{\"text\": \"a\"}\n{\"text\": \"b\n{\"text\": \"c\"}\n"
    let found = parts(text)
    #expect(found.count == 3)
    #expect(found[1].hasSuffix("{\"text\": \"b"))
    #expect(parts("nonsense\n{}", "a.jsonl") == ["0 nonsense", "9 {}"])
  }

  @Test func aListThatIsCutOffSaysSo() {
    #expect(
      parts("[{\"a\": 1}, {\"b\": 2}") == [
        "1 {\"a\": 1}", "11 {\"b\": 2}", "! the list is not closed: the file may be cut off",
      ])
    #expect(parts("[{\"a\": 1}, {\"b\"") == ["1 {\"a\": 1}", "11 {\"b\""])
  }

  @Test(arguments: [1, 5, Int.max])
  func recordsOfATableComeUnderTheNamesOfItsColumns(_ step: Int) throws {
    let text = "id,text\r\n1,\"one, and\nmore\"\n\n2,two\n"
    #expect(parts(text, "mails.csv", step: step) == ["9 1,\"one, and\nmore\"\n", "28 2,two\n"])
    var reader = RawPartReader(key: "split.tsv/0000", fields: ["text"])
    let found = reader.append(Array("text\tn\nx\t7\n".utf8)) + reader.finish()
    let task = try RawFile(key: "k").task(of: try #require(found.first), fields: ["text"])
    #expect(task.data == ["text": "x", "n": "7"])
    #expect(reader.head == Array("text\tn\n".utf8))
    #expect(reader.form == [.several, .table])
  }

  @Test func recordsThatAreDamagedAreToldByLineAndTheRestGoesOn() {
    let text = "text;n\na;1\nb;2;3\n\"c\"d;4\ne;5\n\"f"
    #expect(
      parts(text, "a.csv") == [
        "7 a;1\n",
        "! line 3: 3 fields, and there are 2 columns; quote a field that has the separator in it",
        "! line 4: text stands behind the closing quote of a field",
        "24 e;5\n",
        "! line 6: a quoted field begins here and is not closed",
      ])
  }

  @Test func aTableWithoutTheColumnThatIsShownSaysWhichThereAre() {
    #expect(
      parts("id,body\n1,x\n2,y\n", "a.csv") == [
        "! it has no column \"text\", which the labeling config shows; its columns are \"id\", "
          + "\"body\". Rename one, or name it in the config: value=\"$id\""
      ])
    #expect(parts("text\n", "a.csv") == ["! it has column names, and no record below them"])
  }

  @Test func jsonIsReadUnderAnyName() {
    #expect(parts("{\"text\": \"x\"}", "a.csv") == ["- {\"text\": \"x\"}"])
    #expect(parts("[{}, {}]", "a.jsonl") == ["1 {}", "5 {}"])
    #expect(parts("{}\n{}\n", "plain") == ["0 {}", "3 {}"])
  }

  @Test func aHundredThousandLevelsAreOnePieceThatIsRefused() {
    let deep = "{\"text\": " + String(repeating: "[", count: 100_000)
    #expect(parts(deep).count == 1)
    var reader = RawPartReader(key: "a.json", fields: ["text"])
    let found = reader.append(Array("[\(deep)".utf8)) + reader.finish()
    #expect(throws: RawProblem.self) {
      try RawFile(key: "a.json").task(of: found[0], fields: ["text"])
    }
  }
}
