import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

struct LabelingTests {
  @Test func theFirstSyncFindsTheTextsInListingOrder() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    let report = try await workspace.sync()
    #expect(report.added == 3)
    let batch = try await workspace.tasks(positions: 0..<10, filter: TaskFilter())
    #expect(batch.total == 3)
    #expect(batch.tasks.map { $0.data["text"]?.stringValue } == ["One", "Two", "Three"])
    #expect(batch.tasks.map(\.id) == [0, 1, 2])
    #expect(batch.tasks.map(\.row.position) == [0, 1, 2])
    #expect(try await workspace.summary().total == 3)
  }

  @Test func labelsSurviveReopeningBeforeTheyAreSent() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Negative")
    try await workspace.remember(taskID: 1)
    try await workspace.close(sending: false)

    let again = try await bench.open()
    #expect(try await again.labels() == ["", "Negative"])
    #expect(try await again.lastTask() == 1)
    let summary = try await again.summary()
    #expect(summary.unsent == 1)
    #expect(summary.labelled == 1)
    #expect(summary.counts.first { $0.label == "Negative" }?.count == 1)
    #expect(try await bench.commits().isEmpty)
  }

  @Test func manyLabelsAreSentAsOneCommit() async throws {
    let bench = try await Bench(texts: (0..<30).map { "text \($0)" })
    let workspace = try await bench.open()
    try await workspace.sync()
    for id in 0..<30 { try await workspace.label(id, "Positive") }
    let report = try await workspace.flush()
    #expect(report.tasks == 30)
    #expect(report.decisions == 30)
    let commits = try await bench.commits()
    #expect(commits.map(\.id) == [report.commit])
    #expect(try await workspace.summary().unsent == 0)
    #expect(try await workspace.flush().commit == nil)
    #expect(try await bench.commits().count == 1)
  }

  @Test func theObjectIsLabelStudiosPlusOneKey() async throws {
    let bench = try await Bench(texts: ["Größe 🎉"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    let text = try await bench.object("0")
    let plain = text.replacing(/, "tagline": \{.*\}(?=\}\]\}$)/, with: "")
    #expect(
      plain == #"{"data": {"text": "Gr\u00f6\u00dfe \ud83c\udf89"}, "id": 0, "completions": "#
        + #"[{"lead_time": 1.5, "result": [{"value": {"choices": ["Positive"]}, "id": "region-2", "#
        + #""from_name": "sentiment", "to_name": "text", "type": "choices"}], "id": 1, "#
        + #""created_at": 1700000000}]}"#)
    let copy = try JSON(parsing: try bench.file("completions/0.json"))
    #expect(copy == (try JSON(parsing: text)))
    let source = #"{"0":{"key":"s3:\/\/master.raw_data\/00.json","exists":true}}"#
    #expect(try bench.file("source.json") == source)
    try await workspace.close()
    #expect(
      try bench.file("target.json")
        == #"{"0":{"key":"s3:\/\/master.labeled_data\/0","exists":true}}"#)
  }

  @Test func relabellingKeepsTheCompletionAndNewMakesASecond() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    bench.clock.advance(60)
    try await workspace.label(0, "Negative")
    try await workspace.flush()
    var object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    #expect(object.completions.map(\.id) == [1])
    #expect(object.completions[0].createdAt == 1_700_000_000)
    #expect(object.completions[0].authorship?.rev == 2)
    let order = SaveOrder(taskID: 0, decision: .sentiment("Neutral"), isNew: true)
    _ = try await workspace.save(order)
    try await workspace.flush()
    object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    #expect(object.completions.map(\.id) == [1, 2])
  }

  @Test func undoOfAnUnsentLabelLeavesNothingToSend() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    let task = try await workspace.save(SaveOrder(taskID: 0, decision: nil))
    #expect(task.row.status == .open)
    #expect(task.decision == nil)
    #expect(task.row.marks.isEmpty)
    #expect(try await workspace.summary().unsent == 0)
    #expect(try await workspace.flush().commit == nil)
  }

  @Test func undoOfASentLabelWritesLabelStudiosForm() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    _ = try await workspace.save(SaveOrder(taskID: 0, decision: nil))
    try await workspace.flush()
    #expect(
      try await bench.object("0")
        == #"{"data": {"text": "One"}, "id": 0, "completions": [], "predictions": []}"#)
    #expect(try await workspace.summary().labelled == 0)
    #expect(try await workspace.status().emptied == 1)
  }

  @Test func whoSitsDownNextFindsTheTasksOpenAndTheOthersLabelsBesideThem() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let ana = try await bench.open("ana")
    try await ana.sync()
    try await ana.label(0, "Positive")
    try await ana.flush()
    try await ana.label(1, "Neutral")
    try await ana.close(sending: false)
    let ben = try await bench.open("ben")
    #expect(try await ben.labels() == ["", ""])
    #expect(try await ben.summary().labelled == 0)
    #expect(try await ben.task(id: 1).others.map(\.annotator) == ["ana"])
    try await ben.label(0, "Negative")
    try await ben.flush()
    try await ben.close()
    let again = try await bench.open("ana")
    #expect(try await again.labels() == ["Positive", "Neutral"])
    #expect(try await again.summary().unsent == 0)
  }

  @Test func filtersAndSearchAgreeOnPositions() async throws {
    let bench = try await Bench(texts: ["apple", "Pear", "apple pie", "plum", "APPLE cake"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(2, "Positive")
    try await workspace.label(3, "Negative")
    let apples = TaskFilter(text: "Apple")
    let page = try await workspace.page(filter: apples, offset: 1, limit: 5)
    #expect(page.total == 3)
    #expect(page.rows.map(\.id) == [2, 4])
    #expect(page.rows.map(\.position) == [1, 2])
    let positive = try await workspace.page(
      filter: TaskFilter(label: "Positive"), offset: 0, limit: 5)
    #expect(positive.rows.map(\.id) == [2])
    let open = TaskFilter(statuses: [.open])
    #expect(try await workspace.position(of: 4, filter: open) == 2)
    #expect(try await workspace.position(of: 3, filter: open) == nil)
    func find(_ goal: TaskSearch.Goal, from: Int, forward: Bool = true) async throws -> Int? {
      try await workspace.find(TaskSearch(goal: goal, from: from, isForward: forward))
    }
    #expect(try await find(.status(.open), from: 1) == 4)
    #expect(try await find(.status(.open), from: 4) == nil)
    #expect(try await find(.status(.open), from: -1) == 0)
    #expect(try await find(.status(.labelled), from: 4, forward: false) == 3)
    #expect(try await find(.text("apple"), from: 0) == 2)
    #expect(try await find(.text("apple"), from: 2, forward: false) == 0)
    #expect(try await find(.text("nothing"), from: 0) == nil)
    #expect(try await find(.id(3), from: 0) == 3)
  }

  @Test func aReaderFindsEverythingAfterTheWriterHasGone() async throws {
    let bench = try await Bench(texts: ["One"])
    func work() async throws {
      let workspace = try await bench.open()
      try await workspace.sync()
      try await workspace.label(0, "Positive")
      try await workspace.close()
    }
    try await work()
    var options = bench.options()
    options.isReadOnly = true
    let reader = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    let status = try await reader.status()
    #expect(status.summary.labelled == 1)
    #expect(status.summary.unsent == 0)
    #expect(status.targetCommit == (try await bench.commits().first?.id))
    #expect(status.store == (try await bench.store.identity()))
  }

  @Test func aSecondWriterIsToldWhoIsThereAndMayRead() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    await #expect {
      _ = try await bench.open()
    } throws: { error in
      let error = error as? WorkspaceError
      return error?.code == .locked && error?.message.contains("process ") == true
    }
    var options = bench.options()
    options.isReadOnly = true
    let reader = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    #expect(try await reader.summary().total == 1)
    await #expect(throws: WorkspaceError.self) { try await reader.label(0, "Positive") }
    try await workspace.close()
    let next = try await bench.open()
    #expect(try await next.summary().total == 1)
  }
}
