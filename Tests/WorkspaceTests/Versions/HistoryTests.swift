import DataRepository
import EmbeddedStore
import LabelCore
import Synchronization
import Testing
import Workspace

/// One task's label through the commits, and the tasks of a version by place.
struct HistoryTests {
  private let object = FileRef(commit: CommitRef(Bench.labeled), path: "/0")

  @Test func everyChangeOfALabelIsFoundAndNothingElse() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let ana = try await bench.open()
    try await ana.sync()
    try await ana.label(0, "Positive")
    _ = try await ana.flush()
    // Another task, and another note on the same label, are no changes of it.
    try await ana.label(1, "Positive")
    _ = try await ana.flush()
    _ = try await ana.save(
      SaveOrder(taskID: 0, decision: .sentiment("Positive", note: "sure", leadTime: 9)))
    _ = try await ana.flush()
    try await ana.label(0, "Negative")
    _ = try await ana.flush()
    _ = try await ana.save(SaveOrder(taskID: 0, decision: nil))
    _ = try await ana.flush()
    let told = Mutex(0)
    let changes = try await LabelHistory(store: bench.store).changes(of: object) { changes in
      told.withLock { $0 = max($0, changes.count) }
    }
    #expect(changes.map(\.old) == ["Negative", "Positive", nil])
    #expect(changes.map(\.new) == [nil, "Negative", "Positive"])
    #expect(changes.map(\.annotator) == ["", "ana", "ana"])
    let commits = try await bench.commits().map(\.id)
    #expect(changes.map(\.commit) == [commits[0], commits[1], commits[4]])
    #expect(told.withLock { $0 } >= 2)
    #expect(try await ana.objectPath(ofTask: 0) == "/0")
  }

  @Test func anObjectThatNeverWasHasNoHistoryAndABranchThatIsGoneIsAnError() async throws {
    let bench = try await Bench(texts: ["One"])
    let history = LabelHistory(store: bench.store)
    try await bench.store.put([1], at: "/1", on: Bench.labeled)
    #expect(try await history.changes(of: object).isEmpty)
    let gone = FileRef(commit: CommitRef(repo: "labeled_data", commit: "v9"), path: "/0")
    await #expect(throws: StoreError.self) { try await history.changes(of: gone) }
  }

  @Test func theTasksOfAVersionAreReadByTheirPlace() async throws {
    let bench = try await Bench(texts: [])
    let changes = (0..<450).map { number in
      let text = "text \(number)\(number == 430 ? " needle" : "")"
      let object = """
        {"id": \(number), "data": {"text": "\(text)"}, "completions": [{"id": 1, "created_at": 5, \
        "lead_time": 2, "result": [{"from_name": "s", "to_name": "t", "type": "choices", "value": \
        {"choices": ["Positive"]}}]}]}
        """
      return FileChange.put(
        path: "/" + String(1000 + number), content: .bytes(Array(object.utf8)))
    }
    let commit = try await bench.store.commit(
      changes + [.put(path: "/2000", content: .bytes(Array("no JSON".utf8)))],
      to: Bench.labeled, description: "", ifHead: nil)
    let ref = CommitRef(repo: "labeled_data", commit: commit.id)
    let browser = VersionBrowser(store: bench.store)
    #expect(try await browser.firstRows(of: ref, limit: 3)?.map(\.id) == [0, 1, 2])
    let page = try await browser.tasks(of: ref, at: 398..<403)
    #expect(page.total == 451)
    #expect(page.tasks.map(\.row.id) == [398, 399, 400, 401, 402])
    #expect(page.tasks[0].row.label == "Positive" && page.tasks[0].row.status == .labelled)
    #expect(page.tasks[0].decision?.leadTime == 2)
    #expect(try await browser.firstRows(of: ref, limit: 3) == nil)
    let end = try await browser.tasks(of: ref, at: 449..<900)
    #expect(end.tasks.map(\.row.excerpt) == ["text 449", "no JSON"])
    #expect(try await browser.find("NEEDLE", of: ref, in: 1..<451, isForward: true) == 430)
    #expect(try await browser.find("needle", of: ref, in: 0..<430, isForward: false) == nil)
    #expect(try await browser.find("positive", of: ref, in: 0..<300, isForward: false) == 299)
  }

  @Test func tasksAreBrowsedInTheOrderOfTheirNumbersFromTheFirstRowOn() async throws {
    let store = WatchedStore(try await LabelSeed.store())
    let names = (0..<1_100).map(String.init) + ["readme"]
    let commit = try await LabelSeed.commit(
      names.map { .put(path: "/\($0)", content: .bytes(Array("text \($0)".utf8))) }, as: "v1",
      in: store)
    let ref = CommitRef(repo: LabelSeed.labels.repo, commit: commit.id)
    let browser = VersionBrowser(store: store)
    let first = try #require(try await browser.firstRows(of: ref, limit: 30))
    #expect(first.map(\.key) == (0..<30).map(String.init))
    let page = try await browser.tasks(of: ref, at: 0..<30)
    #expect(page.tasks.map(\.row) == first)
    #expect(page.total == 1_101)
    let middle = try await browser.tasks(of: ref, at: 998..<1_002)
    #expect(middle.tasks.map(\.row.key) == ["998", "999", "1000", "1001"])
    let end = try await browser.tasks(of: ref, at: 1_099..<1_200)
    #expect(end.tasks.map(\.row.key) == ["1099", "readme"])
    #expect(store.filesRead == 30 + 30 + 4 + 2, "only what is shown")
    #expect(store.listings == 2, "one for the first rows, one for the order")
  }
}
