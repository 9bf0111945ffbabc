import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

struct OutboxTests {
  @Test func labelsWaitWhileTheStoreIsAwayAndThenGoAsOneCommit() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let store = WatchedStore(bench.store)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    store.setAway(true)
    for id in 0..<3 {
      try await workspace.label(id, "Positive")
      await #expect(throws: StoreError.self) { try await workspace.flush() }
    }
    var summary = try await workspace.summary()
    #expect(summary.unsent == 3)
    #expect(summary.trouble == "the store cannot be reached")
    try await workspace.close()

    // Away at the next start too: what was seen can be labelled.
    let again = try await bench.open(store: store)
    #expect(try await again.tasks(positions: 0..<3, filter: TaskFilter()).tasks.count == 3)
    try await again.label(0, "Negative")
    store.setAway(false)
    let report = try await again.flush()
    #expect(report.tasks == 3)
    #expect(report.decisions == 4)
    summary = try await again.summary()
    #expect(summary.unsent == 0)
    #expect(summary.trouble == nil)
    #expect(try await bench.commits().count == 1)
    #expect(try await bench.object("0").contains("Negative"))
  }

  @Test func somebodyWhoCommitsFirstIsMergedAndOursIsOneCommitOnTop() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let ben = try await Self.colleague("ben", bench)
    let store = WatchedStore(bench.store)
    let ana = try await bench.open(store: store)
    try await ana.sync()
    try await ana.label(0, "Positive")
    try await ana.label(1, "Neutral")
    store.beforeNextCommit {
      try await ben.label(0, "Negative")
      try await ben.flush()
    }
    let report = try await ana.flush()
    #expect(report.conflicts.isEmpty)
    #expect(store.commits == 2)
    #expect(try await bench.commits().count == 2)
    let object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    #expect(object.completions.map { $0.authorship?.annotator } == ["ben", "ana"])
    #expect(object.completions.map(\.id) == [1, 2])
    let task = try await ana.task(id: 0)
    #expect(task.row.label == "Positive")
    #expect(task.others.map(\.annotator) == ["ben"])
    #expect(task.row.marks == .others)
    #expect(try await ana.summary().labelled == 2)

    try await ben.sync()
    #expect(try await ben.labels() == ["Negative", ""])
    #expect(try await ben.task(id: 1).others.map(\.annotator) == ["ana"])
    #expect(try await ben.summary().labelled == 1)
  }

  @Test func withoutAConditionWhatCameBetweenIsMergedAfterwards() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let ben = try await Self.colleague("ben", bench)
    let store = WatchedStore(bench.store, traits: StoreTraits(commitsConditionally: false))
    let ana = try await bench.open(store: store)
    try await ana.sync()
    try await ana.label(0, "Positive")
    try await ana.label(1, "Neutral")
    store.beforeNextCommit {
      try await ben.label(0, "Negative")
      try await ben.flush()
    }
    let report = try await ana.flush()
    #expect(report.tasks == 2)
    let object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    #expect(object.completions.map { $0.authorship?.annotator } == ["ben", "ana"])
    #expect(try await ana.summary().unsent == 0)
    try await ben.sync()
    #expect(try await ben.summary().labelled == 1)
    #expect(try await ben.flush().commit == nil)
  }

  @Test func whatAWriterWithoutAConditionOverwroteIsSentAgain() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    let page = """
      {"data": {"text": "One"}, "id": 0, "completions": [{"lead_time": 3, "result": [{"value": \
      {"choices": ["Neutral"]}, "id": "abcdefghij", "from_name": "sentiment", "to_name": "text", \
      "type": "choices"}], "id": 1, "created_at": 1700000009}]}
      """
    try await bench.fill(Bench.labeled, ["0": Array(page.utf8)])
    try await workspace.sync()
    #expect(try await workspace.summary().unsent == 1)
    #expect(try await workspace.labels() == ["Positive"])
    try await workspace.flush()
    let object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    #expect(object.completions.map { $0.authorship?.annotator } == [nil, "ana"])
    #expect(object.completions.map(\.id) == [1, 2])
  }

  @Test func aDeletedObjectIsNotBroughtBack() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try await workspace.label(0, "Negative")
    _ = try await bench.store.commit(
      [.delete(path: "/0")], to: Bench.labeled, description: "", ifHead: nil)
    let report = try await workspace.flush()
    #expect(report.conflicts.map(\.taskID) == [0])
    #expect(report.commit == nil)
    #expect(try await workspace.summary().unsent == 0)
    #expect(try await workspace.labels() == [""])
  }

  @Test func aDecisionSavedWhileASendIsUnderWayGoesWithTheNext() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let store = WatchedStore(bench.store)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    store.beforeNextCommit {
      try await workspace.label(0, "Negative")
      try await workspace.label(1, "Neutral")
    }
    try await workspace.flush()
    #expect(try await bench.object("0").contains("Positive"))
    #expect(try await workspace.summary().unsent == 2)
    #expect(try await workspace.labels() == ["Negative", "Neutral"])
    try await workspace.flush()
    #expect(try await bench.object("0").contains("Negative"))
    #expect(!(try await bench.object("0").contains("Positive")))
    #expect(try await workspace.summary().unsent == 0)
  }

  @Test func anIDThatSomebodyElseTookMovesBeforeTheFirstSend() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let foreign = #"{"data": {"text": "elsewhere"}, "id": 1, "completions": []}"#
    try await bench.fill(Bench.labeled, ["1": Array(foreign.utf8)])
    try await workspace.label(1, "Positive")
    let report = try await workspace.flush()
    #expect(report.tasks == 1)
    #expect(try await bench.object("1") == foreign)
    #expect(try await bench.object("2").contains(#""id": 2001"#))
    #expect(try await workspace.task(id: 2).row.key == "01.json")
    #expect(try await workspace.status().unmatched.map(\.path) == ["1"])
  }

  @Test func closingDoesNotWaitForeverForTheLastSend() async throws {
    let bench = try await Bench(texts: ["One"])
    let store = WatchedStore(bench.store)
    var options = bench.options()
    options.policy.quitSeconds = 0.2
    let workspace = try await Workspace.open(
      directory: bench.directory, store: store, options: options)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    let (gate, open) = AsyncStream<Void>.makeStream()
    // As a network that does not notice that it is no longer wanted.
    store.beforeNextCommit {
      await Task.detached { for await _ in gate { break } }.value
    }
    #expect(try await workspace.close() == nil)
    #expect(try await workspace.summary().unsent == 1)
    open.finish()
  }

  @Test func anotherStoreIsRefused() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.close()
    let other = try await Bench(texts: ["One"])
    await #expect {
      _ = try await bench.open(store: other.store)
    } throws: { error in
      (error as? WorkspaceError)?.exitCode == 4
    }
    var options = bench.options()
    options.acceptsOtherStore = true
    let moved = try await Workspace.open(
      directory: bench.directory, store: other.store, options: options)
    #expect(try await moved.sync().added == 1)
    let recorded = try await Workspace.recordedStore(in: bench.directory)
    #expect(recorded == (try await other.store.identity()))
  }

  /// A second annotator with a directory of their own.
  private static func colleague(_ name: String, _ bench: Bench) async throws -> Workspace {
    let directory = bench.directory + "-\(name)"
    try await WorkspaceSetup.create(
      ProjectPlan(directory: directory, source: Bench.raw, target: Bench.labeled))
    let workspace = try await bench.open(name, directory: directory)
    try await workspace.sync()
    return workspace
  }
}
