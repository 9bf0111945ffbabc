import DataRepository
import LabelCore
import Testing
import Workspace

/// Raw files that hold several tasks.
struct SeveralTasksTests {
  private func lines(_ texts: [String]) -> [UInt8] {
    Array(texts.map { "{\"text\": \"\($0)\"}\n" }.joined().utf8)
  }

  private func names(_ workspace: Workspace) async throws -> [String] {
    try await workspace.page(filter: TaskFilter(), offset: 0, limit: 99).rows.map {
      "\($0.id) \($0.name) \($0.reason ?? $0.excerpt)"
    }
  }

  private func fill(_ bench: Bench, _ key: String, _ text: String) async throws {
    try await bench.fill(Bench.raw, [key: Array(text.utf8)])
  }

  @Test func listsLinesAndTablesAreATaskEachBesideFilesOfOne() async throws {
    let bench = try await Bench(texts: ["One"])
    try await bench.fill(
      Bench.raw,
      [
        "a.json": Array(#"[{"text": "a1"}, {"data": {"text": "a2"}, "meta": 1}]"#.utf8),
        "b.jsonl": lines(["b1", "b2"]), "c.csv": Array("n,text\n1,c1\n2,c2\n".utf8),
        "d.tsv": Array("text\td\nd1\t0\n".utf8), "e": lines(["e1", "e2"]),
      ])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 10 && report.unreadable == 0 && report.foreign == 5)
    #expect(
      try await names(workspace) == [
        "0 00.json One", "1 a.json #1 a1", "2 a.json #2 a2", "3 b.jsonl #1 b1", "4 b.jsonl #2 b2",
        "5 c.csv #1 c1", "6 c.csv #2 c2", "7 d.tsv #1 d1", "8 e #1 e1", "9 e #2 e2",
      ])
    #expect(try await workspace.task(id: 6).data == ["n": "2", "text": "c2"])
    #expect(
      try await workspace.status().warnings.contains {
        $0.hasPrefix("Label Studio 0.x cannot open this workspace: a.json and 4 more are of a kind")
      })
    // Said once.
    #expect(try await workspace.sync().foreign == 0)
  }

  @Test func idsStayThroughRestartsAppendsInsertionsAndNewOrder() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "b", "c"])])
    var workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Positive")
    _ = try await workspace.close(sending: true)

    try await bench.fill(Bench.raw, ["a.jsonl": lines(["new", "c", "b", "a", "last"])])
    workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 2 && report.gone == 0 && report.changed == 0)
    #expect(
      try await names(workspace) == [
        "0 a.jsonl #4 a", "1 a.jsonl #3 b", "2 a.jsonl #2 c", "3 a.jsonl #1 new",
        "4 a.jsonl #5 last",
      ])
    #expect(try await workspace.labels() == ["", "Positive", "", "", ""])
    _ = try await workspace.close(sending: false)
    workspace = try await bench.open()
    try await workspace.sync()
    #expect(try await names(workspace).first == "0 a.jsonl #4 a")
    #expect(try bench.file("source.json").contains("\"0\":{\"key\""))
  }

  @Test func anEditedRowIsTheSameTaskAndStale() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "b", "c"])])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Positive")
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "b, edited", "c"])])
    let report = try await workspace.sync()
    #expect(report.changed == 1 && report.added == 0 && report.gone == 0)
    let task = try await workspace.task(id: 1)
    #expect(task.row.excerpt == "b, edited" && task.row.marks.contains(.stale))
    #expect(task.row.label == "Positive")
    // A row that is gone leaves its label, out of the queue, and revives it when it comes back.
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "c"])])
    #expect(try await workspace.sync().gone == 1)
    #expect(try await workspace.summary().orphans == 1)
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["b, edited", "a", "c"])])
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.label == "Positive")
    #expect(try await workspace.summary().total == 3)
  }

  @Test func aBadPieceIsListedWithItsReasonAndKeepsItsNumberWhenItIsMended() async throws {
    let bench = try await Bench(texts: [])
    try await fill(
      bench, "a.jsonl", "{\"text\": \"a\"}\n\n{\"text\": \"b\n5\n{\"body\": 1}\n{\"text\": \"e\"}")
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 2 && report.unreadable == 3)
    #expect(
      try await names(workspace) == [
        "0 a.jsonl #1 a",
        "1 a.jsonl #2 line 3, column 10: this is no JSON: Unterminated string starting at",
        "2 a.jsonl #3 line 4: a task is an object, {\"text\": \"...\"}, and this is 5",
        "3 a.jsonl #4 there is no \"text\" in it, which the labeling config shows; there is \"body\"",
        "4 a.jsonl #5 e",
      ])
    await #expect(throws: WorkspaceError.self) { try await workspace.label(1, "Positive") }
    try await workspace.label(4, "Positive")
    // What is still bad keeps its number too.
    try await fill(
      bench, "a.jsonl",
      "{\"text\": \"a\"}\n{\"text\": \"b\"}\n5\n{\"body\": 1}\n{\"text\": \"e\"}\n{\"text\": \"f\"}"
    )
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.excerpt == "b")
    #expect(try await workspace.labels() == ["", "", "", "", "Positive", ""])
    #expect(try await workspace.summary().unreadable == 2)
    // A file of which nothing can be read any more keeps all its tasks.
    try await fill(bench, "a.jsonl", "[")
    try await workspace.sync()
    #expect(try await workspace.summary().unreadable == 6)
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "b", "c", "d", "e", "f"])])
    try await workspace.sync()
    #expect(try await workspace.labels() == ["", "", "", "", "Positive", ""])
    #expect(try await workspace.summary().unreadable == 0)
  }

  @Test func labelsFindTheirRowAgainInANewWorkspaceAndEqualRowsTheirOwn() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(Bench.raw, ["z.jsonl": lines(["same", "x", "same", "same"])])
    let first = try await bench.open()
    try await first.sync()
    try await first.label(2, "Positive")
    try await first.label(1, "Negative")
    _ = try await first.close(sending: true)
    let object = try await bench.object("2")
    #expect(object.contains("\"key\": \"z.jsonl\"") && object.contains("\"nth\": 1}"))

    // Another key before it gives all rows other numbers.
    try await bench.fill(
      Bench.raw,
      ["a.json": lines(["first"]), "z.jsonl": lines(["new", "same", "x", "same", "same"])])
    let other = bench.directory + "-2"
    try await WorkspaceSetup.create(
      ProjectPlan(directory: other, source: Bench.raw, target: Bench.labeled))
    let second = try await bench.open("ana", directory: other)
    try await second.sync()
    #expect(try await second.labels() == ["", "", "", "Negative", "Positive", ""])
    _ = try await second.close(sending: false)
  }

  @Test func rowsThatAreNotHeldAreReadFromTheirPartOfTheFile() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(
      Bench.raw,
      [
        "a.csv": Array("text,n\nrow a,1\n\"row, b\",2\n".utf8),
        "b.json": Array("[\n {\"text\":\n \"b1\"}, {\"text\": \"b2\"}\n]".utf8),
        "c.jsonl": lines(["c1", "c2"]),
      ])
    var options = bench.options()
    options.cacheLimit = 1
    let workspace = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    try await workspace.sync()
    let batch = try await workspace.tasks(positions: 0..<9, filter: TaskFilter())
    #expect(
      batch.tasks.map { $0.data["text"]?.stringValue } == [
        "row a", "row, b", "b1", "b2", "c1", "c2",
      ])
    #expect(try await workspace.task(id: 1).data["n"] == "2")
  }

  @Test func aLargeFileGoesByWayOfTheDiskInManyTransactions() async throws {
    let bench = try await Bench(texts: [])
    let padding = String(repeating: "long ", count: 100)
    var texts = (0..<9000).map { "\(padding)\($0)" }
    try await bench.fill(Bench.raw, ["big.jsonl": lines(texts)])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 9000)
    try await workspace.label(8000, "Positive")
    texts.insert("first", at: 0)
    texts[5000] = "edited"
    try await bench.fill(Bench.raw, ["big.jsonl": lines(texts)])
    let second = try await workspace.sync()
    #expect(second.added == 1 && second.changed == 1 && second.gone == 0)
    #expect(try await workspace.task(id: 8000).row.name == "big.jsonl #8002")
    #expect(try await workspace.task(id: 8000).row.label == "Positive")
    #expect(try await workspace.find(TaskSearch(goal: .text("big.jsonl #8002"), from: -1)) == 8000)
    #expect(try await workspace.find(TaskSearch(goal: .text("#9001"), from: -1)) == 8999)
  }

  @Test func scriptsLabelTheRowsOfAFile() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["a", "b", "c"])])
    let workspace = try await bench.open()
    try await workspace.sync()
    let saved = try await workspace.annotate(
      jsonLines: Array(
        #"{"task": 2, "choices": {"sentiment": ["Positive"]}}"#.utf8) + [0x0a]
        + Array(#"{"task": 0, "skip": true}"#.utf8))
    #expect(saved == 2)
    #expect(try await workspace.summary().labelled == 1)
    #expect(try await workspace.task(id: 2).row.name == "a.jsonl #3")
  }
}
