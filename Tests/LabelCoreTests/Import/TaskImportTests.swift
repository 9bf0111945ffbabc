import Foundation
import LabelCore
import Testing

@Suite struct TaskImportTests {
  /// Imports in pieces of every given size, which must not matter.
  private func tasks(
    _ bytes: [UInt8], _ format: ImportFormat, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [String] {
    var options = ImportOptions(file: "mine", format: format)
    change(&options)
    var results: [Result<[String], ImportError>] = []
    for size in [1, 3, 64, max(1, bytes.count)] {
      do throws(ImportError) {
        var reading = TaskImport(options)
        var tasks: [JSON] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
          tasks += try reading.append(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        tasks += try reading.finish()
        results.append(.success(tasks.map { $0.text() }))
      } catch {
        results.append(.failure(error))
      }
    }
    let first = try results[0].get()
    for result in results { #expect(try result.get() == first) }
    return first
  }

  private func tasks(
    _ text: String, _ format: ImportFormat, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [String] {
    try tasks(Array(text.utf8), format, change)
  }

  @Test func aNamedColumnIsTheTextAndTheOthersFollow() throws {
    #expect(
      try tasks("id,Comment,stars\r\n7,\"good, \"\"really\"\"\",5\r\n8,bad,1\n\n", .csv)
        == [
          "{\"text\":\"good, \\\"really\\\"\",\"id\":\"7\",\"stars\":\"5\"}",
          "{\"text\":\"bad\",\"id\":\"8\",\"stars\":\"1\"}",
        ])
    #expect(try tasks("a;text\n1;x, y\n", .csv) == ["{\"text\":\"x, y\",\"a\":\"1\"}"])
    #expect(try tasks("text\tn\nx, \"y\"\t1", .tsv) == ["{\"text\":\"x, \\\"y\\\"\",\"n\":\"1\"}"])
  }

  @Test func withoutAUsualNameTheLongestColumnIsTheText() throws {
    let file = "key,what\n1,a rather long sentence about something\n2,and another one; longer\n"
    #expect(try tasks(file, .csv)[0].hasPrefix("{\"text\":\"a rather"))
    #expect(
      try tasks("7,I liked it\n8,I did not\n", .csv) { $0.hasHeader = false }
        == [
          "{\"text\":\"I liked it\",\"column1\":\"7\"}",
          "{\"text\":\"I did not\",\"column1\":\"8\"}",
        ])
    #expect(
      try tasks("That was good!\nThat was bad!\n", .csv)
        == ["{\"text\":\"That was good!\"}", "{\"text\":\"That was bad!\"}"])
    #expect(try tasks("word\nThat was bad, I think!\n", .tsv).count == 1)
  }

  @Test func oneColumnCanBeAskedFor() throws {
    let file = "text,title,title,data\na,b,c,d\n"
    #expect(
      try tasks(file, .csv) { $0.textColumn = "title_2" }
        == ["{\"data\":{\"text\":\"c\",\"text_2\":\"a\",\"title\":\"b\",\"data\":\"d\"}}"])
    let error = #expect(throws: ImportError.self) {
      try tasks(file, .csv) { $0.textColumn = "nothing" }
    }
    #expect(error?.code == .noColumn && error?.message.contains("text, title, title_2") == true)
  }

  @Test func dataThatHaveWhatTheConfigShowsKeepTheirNames() throws {
    let wanted = #"{"prompt":"Why?","answer_a":"So, at length.","answer_b":"No"}"#
    for (text, format) in [
      (wanted, .jsonLines), ("[\(wanted)]", .json),
      ("prompt,answer_a,answer_b\nWhy?,\"So, at length.\",No\n", .csv),
    ] as [(String, ImportFormat)] {
      #expect(
        try tasks(text, format) { $0.fields = ["prompt", "answer_a", "answer_b"] } == [wanted])
    }
  }

  @Test func recordsWithoutATextAreCountedAndPassedOver() throws {
    var reading = TaskImport(ImportOptions(file: "f", format: .csv))
    var tasks = try reading.append(Array("id,text\n1,a\n2,\n3, \n4\n5,b".utf8))
    tasks += try reading.finish()
    #expect(tasks.count == 2)
    #expect(reading.skipped == 3)
  }

  @Test func manyRecordsStream() throws {
    var reading = TaskImport(ImportOptions(file: "f", format: .csv))
    #expect(try reading.append(Array("text\n".utf8)).isEmpty)
    var count = 0
    for number in 0..<1000 { count += try reading.append(Array("text \(number)\n".utf8)).count }
    #expect(count == 1000)
    #expect(try reading.finish().isEmpty)
  }

  @Test func jsonInEveryShapeBecomesTasks() throws {
    #expect(
      try tasks(
        "{\"text\": \"a\", \"n\": 1.0}\n\"b\"\n{\"body\": \"c\", \"id\": \"1\"}", .jsonLines)
        == ["{\"text\":\"a\",\"n\":1.0}", "{\"text\":\"b\"}", "{\"text\":\"c\",\"id\":\"1\"}"])
    #expect(
      try tasks("[{\"text\": \"a\"}, \"b\"]", .json) == ["{\"text\":\"a\"}", "{\"text\":\"b\"}"])
    #expect(
      try tasks("{\"id\": 3, \"data\": {\"note\": \"long\", \"k\": \"x\"}}", .json)
        == ["{\"id\":3,\"data\":{\"text\":\"long\",\"k\":\"x\"}}"])
    #expect(try tasks("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", .json).count == 2)
  }

  @Test func linesBecomeTasks() throws {
    #expect(
      try tasks("\u{feff}one\r\n\n  \ntwo \"é\"", .text)
        == ["{\"text\":\"one\"}", "{\"text\":\"two \\\"é\\\"\"}"])
  }

  @Test(arguments: [
    ("{\"text\": \"a\"}\n{\"text\" \"b\"}", ImportFormat.jsonLines, 2),
    ("{\"text\": \"a\"}\n\n5", .jsonLines, 3),
    ("{\"a\": [],\n\"b\": 1}", .jsonLines, 1),
    ("text\n\"open\nx\n", .csv, 2),
    ("text,b\nx,1\ny,2,3\n", .csv, 3),
  ])
  func damageIsToldWithFileAndLine(_ text: String, _ format: ImportFormat, _ line: Int) throws {
    let error = #expect(throws: ImportError.self) { try tasks(text, format) }
    #expect(error?.line == line)
    #expect(error?.description.hasPrefix("mine, line \(line): ") == true)
  }

  @Test func encodingsAreTold() throws {
    let latin = "text\nok\nfünf\n".data(using: .isoLatin1) ?? Data()
    let error = #expect(throws: ImportError.self) { try tasks(Array(latin), .csv) }
    #expect(error?.code == .wrongEncoding && error?.line == 3)
    for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
      let bytes = Array("text\nfive\n".data(using: encoding) ?? Data())
      let error = #expect(throws: ImportError.self) { try tasks(bytes, .csv) }
      #expect(error?.message.contains("UTF-16") == true)
    }
    #expect(throws: ImportError.self) { try tasks([0x61, 0x62, 0x63, 0x64, 0xe4], .text) }
  }

  @Test(arguments: ImportFormat.allCases)
  func aFileWithoutTasksIsToldSo(_ format: ImportFormat) {
    let error = #expect(throws: ImportError.self) { try tasks(" \n", format) }
    #expect(error?.code == .noTasks)
  }

  @Test func formatsAreKnownByName() {
    #expect(ImportFormat(fileName: "a.b/Mails.CSV") == .csv)
    #expect(ImportFormat(fileName: "x.ndjson") == .jsonLines)
    #expect(ImportFormat(fileName: "x.txt") == .text && ImportFormat(fileName: "x") == nil)
  }
}
