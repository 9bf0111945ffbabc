import DataRepository
import LabelCore
import Testing
import Workspace

/// Raw files that cannot be read, or hardly: each is listed with its reason, and the rest goes on.
struct BadFileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    /// How the reason begins.
    let reason: String

    init(_ name: String, _ bytes: [UInt8], _ reason: String) {
      (testDescription, self.bytes, self.reason) = (name, bytes, reason)
    }

    init(_ name: String, _ text: String, _ reason: String) {
      self.init(name, Array(text.utf8), reason)
    }
  }

  static let bad = [
    Case("empty", "", "it is empty"),
    Case("blank", " \n\n", "it is empty"),
    Case("plain text", "hello", "it is plain text, no JSON: put it in as"),
    Case("escape sequences", "\u{1b}[2J\u{1b}]0;x\u{7}", "it is plain text, no JSON"),
    Case("binary", [0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0], "it is no text"),
    Case("UTF-16", [0xff, 0xfe, 0x7b, 0, 0x7d, 0], "it is UTF-16"),
    Case("UTF-16 without a mark", [0x7b, 0, 0x7d, 0], "it is UTF-16"),
    Case(
      "Latin-1", Array("{\"text\": \"caf".utf8) + [0xe9] + Array("\"}".utf8),
      "line 1: this is not UTF-8; if the file is in Latin-1"),
    Case(
      "NUL", "{\"text\": \"a\0b\"}",
      "line 1, column 12: this is no JSON: Invalid control character at"),
    Case("half an object", "{\"text\": \"a\"", "line 1, column 13: this is no JSON: Expecting ','"),
    Case("NaN", "{\"text\": NaN}", "line 1, column 10: NaN and Infinity are no JSON; write null"),
    Case("number", "5", "there is no object in it: a task is"),
    Case("empty list", "[]", "the list in it is empty"),
    Case("list in a list", "[[]]", "the list in it is empty"),
    Case("no text", "{\"body\": 1, \"id\": 2}", "there is no \"text\" in it, which the labeling"),
    Case(
      "nothing", "{}",
      "there is no \"text\" in it, which the labeling config shows; there is nothing"),
    Case("text null", "{\"text\": null}", "\"text\" in it is null, where a text is expected"),
    Case("text a list", "{\"text\": []}", "\"text\" in it is a list, where a text is expected"),
    Case("data no object", "{\"data\": 5}", "\"data\" in it is no object"),
    Case(
      "deep", "{\"text\": " + String(repeating: "[", count: 100_000),
      "line 1, column 509: this is no JSON: Nested deeper than 500 levels"),
    Case(
      "deep and closed",
      String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
      "line 1, column 501: this is no JSON: Nested deeper than 500 levels"),
  ]

  @Test(arguments: bad)
  func aBadFileIsListedWithItsReasonAndIsReadOnceItIsMended(_ bad: Case) async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    try await bench.fill(Bench.raw, ["00a.json": bad.bytes])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 2 && report.unreadable == 1)
    let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 9).rows
    let row = try #require(rows.first { $0.status == .unreadable })
    #expect(row.key == "00a.json" && row.id == 1 && row.item == nil)
    let reason = try #require(row.reason)
    #expect(reason.hasPrefix(bad.reason), "\(reason)")
    #expect(reason.count < 400)
    #expect(try await workspace.summary().unreadable == 1)
    try await workspace.label(2, "Positive")

    try await bench.fill(Bench.raw, ["00a.json": Array("{\"text\": \"mended\"}".utf8)])
    try await workspace.sync()
    #expect(try await workspace.summary().unreadable == 0)
    #expect(try await workspace.task(id: 1).data == ["text": "mended"])
    try await workspace.label(1, "Negative")
    #expect(try await workspace.labels() == ["", "Negative", "Positive"])
  }

  /// Taken as Python takes it, and kept as it was written where that can be.
  @Test(arguments: [
    ("\u{feff}{\"text\": \"a mark\"}", "a mark"),
    ("{\"text\": \"first\", \"text\": \"last\"}", "last"),
    ("{\"text\": \"half \\ud83d\"}", "half \u{fffd}"),
    ("{\"text\": 1e400}", "1e400"),
    ("{\"text\": 123456789012345678901234567890}", "123456789012345678901234567890"),
    ("{\"text\": \"\\u001b[31mred\\u0000\"}", "\u{1b}[31mred\u{fffd}"),
    ("{\"text\": \"\"}", ""),
  ])
  func whatIsOddButReadableIsATask(_ text: String, _ shown: String) async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(Bench.raw, ["ключ.json": Array(text.utf8)])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 1 && report.unreadable == 0)
    #expect(report.foreign == (text.hasPrefix("\u{feff}") ? 1 : 0))
    #expect(try await workspace.task(id: 0).row.excerpt == shown)
    try await workspace.label(0, "Positive")
    _ = try await workspace.close(sending: true)
    let object = try await bench.object("0")
    #expect(object.contains("Positive"))
    #expect(object.contains("\\ud83d") == text.contains("\\ud83d"))
  }

  @Test func duplicateMembersAreStoredOnceAsPythonWritesThem() async throws {
    let bench = try await Bench(texts: [])
    let raw = "{\"text\": \"first\", \"n\": 1, \"text\": \"last\"}"
    try await bench.fill(Bench.raw, ["a.json": Array(raw.utf8)])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    _ = try await workspace.close(sending: true)
    #expect(
      try await bench.object("0").hasPrefix("{\"data\": {\"text\": \"last\", \"n\": 1}, \"id\": 0"))
  }

  @Test func aPlainTextFileIsATextOfItsOwnWithBlobURLs() async throws {
    let bench = try await Bench(texts: [])
    var plan = ProjectPlan(directory: bench.directory, source: Bench.raw, target: Bench.labeled)
    plan.source.params = ["use_blob_urls": true, "regex": ".*"]
    plan.force = true
    try await WorkspaceSetup.create(plan)
    try await bench.fill(Bench.raw, ["a.txt": Array("plain\ntext".utf8), "b.bin": [0, 1]])
    let workspace = try await bench.open()
    try await workspace.sync()
    let batch = try await workspace.tasks(positions: 0..<9, filter: TaskFilter())
    #expect(batch.tasks.map(\.row.reason) == [nil, "it is no text"])
    #expect(batch.tasks[0].data["text"] == "plain\ntext")
  }
}
