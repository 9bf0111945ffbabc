import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

struct SyncTests {
  @Test func unreadableFilesAreListedWithTheirReasonAndTheRestGoesOn() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    try await bench.fill(
      Bench.raw, ["05.json": Array("a,b".utf8), "06.json": Array(#"{"body": "x"}"#.utf8)])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 2)
    #expect(report.unreadable == 2)
    let page = try await workspace.page(
      filter: TaskFilter(statuses: [.unreadable]), offset: 0, limit: 9)
    #expect(page.rows.map(\.key) == ["05.json", "06.json"])
    #expect(page.rows[0].reason?.hasPrefix("it is plain text, no JSON: put it in as") == true)
    #expect(
      page.rows[0].problem?.hasSuffix(
        "\nLabel Studio 0.x says: 05.json :: Expecting value: line 1 column 1 (char 0)") == true)
    #expect(
      page.rows[1].reason
        == "there is no \"text\" in it, which the labeling config shows; there is \"body\"")
    // Junk takes an id too, as in Label Studio.
    #expect(page.rows.map(\.id) == [2, 3])
    await #expect(throws: WorkspaceError.self) { try await workspace.label(2, "Positive") }
    let batch = try await workspace.tasks(positions: 0..<9, filter: TaskFilter())
    #expect(batch.tasks.count == 4)

    try await bench.fill(Bench.raw, ["05.json": Array(#"{"text": "Mended"}"#.utf8)])
    try await workspace.sync()
    #expect(try await workspace.task(id: 2).data["text"] == "Mended")
    #expect(try await workspace.summary().unreadable == 1)
  }

  @Test func aNewFileGetsTheNextIDEvenIfItSortsFirst() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await bench.fill(Bench.raw, ["000.json": Array(#"{"text": "Zero"}"#.utf8)])
    let report = try await workspace.sync()
    #expect(report.added == 1)
    #expect(try await workspace.task(id: 2).row.key == "000.json")
  }

  @Test func textThatChangedAfterItWasLabelledIsStaleUntilItIsLabelledAgain() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try await bench.put(["One, better", "Two, better"])
    let report = try await workspace.sync()
    #expect(report.changed == 2)
    var task = try await workspace.task(id: 0)
    #expect(task.row.marks == .stale)
    #expect(task.data["text"] == "One, better")
    #expect(try await workspace.summary().stale == 1)
    #expect(try await bench.object("0").contains(#"{"text": "One"}"#))
    task = try await workspace.save(
      SaveOrder(taskID: 0, decision: .sentiment("Negative")))
    #expect(task.row.marks == .unsent)
    try await workspace.flush()
    #expect(try await bench.object("0").contains(#"{"text": "One, better"}"#))
    #expect(try await workspace.summary().stale == 0)
  }

  @Test func aGoneFileLeavesItsLabelOutOfTheQueueAndComesBackWithIt() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Positive")
    try await workspace.flush()
    _ = try await bench.store.commit(
      [.delete(path: "/01.json")], to: Bench.raw, description: "", ifHead: nil)
    #expect(try await workspace.sync().gone == 1)
    var summary = try await workspace.summary()
    #expect(summary.total == 2)
    #expect(summary.orphans == 1)
    #expect(summary.counts.allSatisfy { $0.count == 0 })
    let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 9).rows
    #expect(rows.map(\.id) == [0, 2])
    #expect(rows.map(\.position) == [0, 1])
    try await bench.put(["Two"], from: 1)
    try await workspace.sync()
    summary = try await workspace.summary()
    #expect(summary.orphans == 0)
    #expect(summary.counts.first?.count == 1)
    #expect(try await workspace.labels() == ["", "Positive", ""])
    #expect(try await workspace.position(of: 1) == 1)
  }

  @Test func aSyncWithNothingChangedReadsNothing() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let watched = WatchedStore(bench.store)
    let workspace = try await bench.open(store: watched)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try await workspace.sync()
    watched.forget()
    let report = try await workspace.sync()
    #expect(report.isEmpty)
    #expect(watched.listings == 0)
    #expect(watched.filesRead == 0)
  }

  @Test func aListOfSeveralTasksInOneFileMakesSeveralTasks() async throws {
    let bench = try await Bench(texts: [])
    try await bench.fill(
      Bench.raw,
      [
        "a.json": Array(#"[{"text": "x"}, {"text": "x"}, {"text": "y"}]"#.utf8),
        "b.json": Array(#"{"text": "z"}"#.utf8),
      ])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(2, "Positive")
    try await workspace.flush()
    try await bench.fill(
      Bench.raw, ["a.json": Array(#"[{"text": "new"}, {"text": "y"}, {"text": "x"}]"#.utf8)])
    try await workspace.sync()
    let task = try await workspace.task(id: 2)
    #expect(task.data["text"] == "y")
    #expect(task.row.label == "Positive")
    #expect(task.row.status == .labelled)
  }

  @Test func onlyDirectChildrenOfThePrefixAndKeysOfTheRegexAreTasks() async throws {
    let bench = try await Bench()
    var plan = ProjectPlan(directory: bench.directory, source: Bench.raw, target: Bench.labeled)
    plan.source.params = ["use_blob_urls": false, "regex": "in/[ab]", "prefix": "/in/"]
    plan.target.params = ["prefix": "out"]
    try await WorkspaceSetup.create(plan)
    let task = Array(#"{"text": "x"}"#.utf8)
    try await bench.fill(
      Bench.raw, ["in/a": task, "in/b": task, "in/c": task, "in/deep/a": task, "a": task])
    let workspace = try await bench.open()
    try await workspace.sync()
    let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 9).rows
    #expect(rows.map(\.key) == ["in/a", "in/b"])
    try await workspace.label(1, "Neutral")
    try await workspace.flush()
    #expect(try await bench.object("out/1").contains("Neutral"))
    try await workspace.sync()
    #expect(try await workspace.labels() == ["", "Neutral"])
  }
}
