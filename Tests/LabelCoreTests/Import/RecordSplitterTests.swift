import LabelCore
import Testing

@Suite struct RecordSplitterTests {
  /// Splits in pieces of every given size, which must not matter.
  private func split(
    _ text: String, _ format: RecordFormat, _ grouping: RecordGrouping = RecordGrouping()
  ) throws -> [String] {
    let bytes = Array(text.utf8)
    var results: Set<[String]> = []
    for size in [1, 2, 3, 7, max(1, bytes.count)] {
      var splitter = RecordSplitter(format, grouping: grouping)
      var files: [[UInt8]] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        files += try splitter.append(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      files += try splitter.finish()
      results.insert(files.map { String(decoding: $0, as: UTF8.self) })
    }
    #expect(results.count == 1)
    return results.first ?? []
  }

  @Test func jsonValuesKeepTheirBytes() throws {
    let text =
      "{\"text\": \"One\"}\n{\"text\":  \"T\\\"}wo\"}{\"a\": [\n{}\n]} 1.0 true\"x\\\\\" [1, 2]null"
    #expect(
      try split(text, .json)
        == [
          "{\"text\": \"One\"}", "{\"text\":  \"T\\\"}wo\"}", "{\"a\": [\n{}\n]}", "1.0", "true",
          "\"x\\\\\"", "[1, 2]", "null",
        ])
    #expect(try split(" \n\t", .json) == [])
  }

  @Test func whatIsNoJSONIsToldWithItsLine() throws {
    for (text, line) in [
      ("{}\n{}\n{\"a\": \n x}", 4), ("{}\n[1", 2), ("1,2", 1), ("\n\n}", 3), ("{}\n\"x", 2),
    ] {
      let error = #expect(throws: SplitError.self) { try split(text, .json) }
      #expect(error?.line == line, "\(text)")
    }
  }

  @Test func linesKeepTheirNewline() throws {
    #expect(try split("a\n\r\nb\n\nlast", .line) == ["a\n", "\r\n", "b\n", "\n", "last"])
    #expect(try split("", .line) == [])
  }

  @Test func csvRecordsAreWrittenAnew() throws {
    #expect(
      try split("a,\"b\"\r\n\n\"x, \"\"y\"\"\",\"two\nlines\",\n\" z\",a\"b,\"\"", .csv)
        == ["a,b\n", "\"x, \"\"y\"\"\",\"two\nlines\",\n", "\" z\",\"a\"\"b\",\n"])
    let open = #expect(throws: SplitError.self) { try split("a\nb,\"c\n\n", .csv) }
    #expect(open?.line == 2)
    let behind = #expect(throws: SplitError.self) { try split("a\n\"b\"c\n", .csv) }
    #expect(behind?.line == 2)
  }

  @Test func recordsAreJoinedByNumberAndBySize() throws {
    #expect(
      try split("{}\n{}\n{}", .json, RecordGrouping(datums: 2)) == ["{}{}", "{}"])
    #expect(try split("a\nb\nc\n", .line, RecordGrouping(bytes: 3)) == ["a\nb\n", "c\n"])
    #expect(
      try split("h\na\nb\nc\n", .line, RecordGrouping(datums: 2, headers: 1))
        == ["h\na\nb\n", "h\nc\n"])
    #expect(try split("h\n", .line, RecordGrouping(headers: 2)) == [])
  }
}
