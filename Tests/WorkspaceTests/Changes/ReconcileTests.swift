import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import Workspace

/// Dropping labels whose raw file changed or went, in one commit.
struct ReconcileTests {
  /// Four labels: one whose text changed, one whose file went, one whose file moved, one in order.
  private func bench() async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: ["One", "Two", "Three", "Four"])
    let workspace = try await bench.open()
    try await workspace.sync()
    for id in 0..<4 { try await workspace.label(id, "Positive") }
    try await workspace.flush()
    try await bench.put(["One, better"])
    try await bench.remove("01.json")
    try await bench.remove("02.json")
    try await bench.put(["Three"], from: 7)
    try await workspace.sync()
    return (bench, workspace)
  }

  private func items(_ workspace: Workspace, _ rules: ReconcileRules) async throws -> [String] {
    var cursor = ReconcileCursor()
    var items: [ReconcileItem] = []
    while !cursor.isAtEnd { items += try await workspace.outdated(rules, &cursor) }
    return items.map { item in
      let action =
        switch item.action {
        case .drop: "drop"
        case .keep: "keep"
        case .move(let task): "move to \(task.id)"
        }
      return "\(item.taskID) \(item.label) \(item.annotators) \(item.reason) \(action)"
    }
  }

  @Test func theListNamesEveryLabelThatDoesNotStandOnItsText() async throws {
    let (bench, workspace) = try await bench()
    let before = try await bench.commits().count
    #expect(
      try await items(workspace, ReconcileRules()) == [
        #"0 Positive ["ana"] changed drop"#, #"1 Positive ["ana"] gone drop"#,
        #"2 Positive ["ana"] gone drop"#,
      ])
    var rules = ReconcileRules()
    rules.movesLabels = true
    rules.stale = .keep
    #expect(
      try await items(workspace, rules) == [
        #"0 Positive ["ana"] changed keep"#, #"1 Positive ["ana"] gone drop"#,
        #"2 Positive ["ana"] gone move to 4"#,
      ])
    rules.stale = .leave
    rules.orphans = .leave
    #expect(try await items(workspace, rules) == [#"2 Positive ["ana"] gone move to 4"#])
    #expect(try await bench.commits().count == before)
  }

  @Test func droppingTakesObjectsAndEntriesAwayInOneCommitAndNamesTheOneBefore() async throws {
    let (bench, workspace) = try await bench()
    let head = try await bench.commits()[0].id
    let report = try await workspace.reconcile(ReconcileRules())
    #expect(report.dropped == 3)
    #expect(report.before == head)
    let commits = try await bench.commits()
    #expect(commits.count == 2)
    #expect(report.commit == commits[0].id)
    #expect(try await bench.targetFiles() == ["/3"])
    #expect(
      try bench.file("target.json")
        == #"{"3":{"key":"s3:\/\/master.labeled_data\/3","exists":true}}"#)
    let summary = try await workspace.summary()
    #expect(summary.stale + summary.orphans + summary.unsent == 0)
    #expect(try await workspace.labels() == ["", "Positive", ""])
    // The stale task is open for Label Studio too, and here with its new text.
    #expect(try await workspace.task(id: 0).row.status == .open)
    try await workspace.sync()
    #expect(try await workspace.labels() == ["", "Positive", ""])
    #expect(try await workspace.reconcile(ReconcileRules()).total == 0)
  }

  @Test func whatWasDroppedComesBackFromTheCommitBefore() async throws {
    let (bench, workspace) = try await bench()
    let report = try await workspace.reconcile(ReconcileRules())
    let before = CommitRef(repo: "labeled_data", commit: report.before ?? "")
    _ = try await bench.store.commit(
      [.copy(from: before, source: "/0", path: "/0")], to: Bench.labeled, description: "",
      ifHead: nil)
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).row.marks == .stale)
    #expect(try await workspace.labels() == ["Positive", "Positive", ""])
  }

  @Test func keepingAndMovingGoIntoTheSameCommit() async throws {
    let (bench, workspace) = try await bench()
    var rules = ReconcileRules()
    rules.stale = .keep
    rules.movesLabels = true
    let report = try await workspace.reconcile(rules)
    #expect((report.kept, report.dropped, report.moved) == (1, 1, 1))
    #expect(try await bench.commits().count == 2)
    #expect(try await bench.targetFiles() == ["/0", "/3", "/4"])
    #expect(try await bench.object("0").contains("One, better"))
    #expect(try await workspace.labels() == ["Positive", "Positive", "Positive"])
    #expect(try await workspace.summary().stale == 0)
  }

  @Test func aKeptOrphanIsLeftAloneUnlessAskedFor() async throws {
    let (_, workspace) = try await bench()
    _ = try await workspace.settle(1, .keep)
    var rules = ReconcileRules()
    rules.stale = .leave
    #expect(try await items(workspace, rules) == [#"2 Positive ["ana"] gone drop"#])
    rules.includesKept = true
    #expect(try await items(workspace, rules).count == 2)
  }

  @Test func unsentLabelsAreNotLost() async throws {
    let (bench, workspace) = try await bench()
    try await workspace.label(0, "Negative")
    await #expect(throws: WorkspaceError.self) { try await workspace.reconcile(ReconcileRules()) }
    try await workspace.flush()
    _ = try await workspace.reconcile(ReconcileRules())
    #expect(try await bench.object("0").contains("Negative"))
  }

  @Test func aStoreThatIsAwayLeavesEverythingAsItWas() async throws {
    let (bench, workspace) = try await bench()
    let store = WatchedStore(bench.store)
    let lost = try await reopened(workspace, bench, store)
    store.setAway(true)
    await #expect(throws: StoreError.self) { try await lost.reconcile(ReconcileRules()) }
    #expect(try await lost.summary().unsent == 0)
    #expect(try await lost.summary().stale == 1)
    store.setAway(false)
    #expect(try await bench.targetFiles().count == 4)
    #expect(try await lost.reconcile(ReconcileRules()).dropped == 3)
  }

  private func reopened(
    _ workspace: Workspace, _ bench: Bench, _ store: any VersionedStore
  ) async throws -> Workspace {
    try await workspace.close()
    return try await bench.open(store: store)
  }

  @Test func aLabelGivenMeanwhileByAnotherSurvives() async throws {
    let (bench, workspace) = try await bench()
    let other = try await bench.open("bo", directory: try await bench.secondDirectory())
    try await other.sync()
    try await other.label(0, "Neutral")
    try await other.flush()
    let report = try await workspace.reconcile(ReconcileRules())
    #expect(report.total == 3)
    let object = try await bench.task("0")
    #expect(object.completions.compactMap { $0.authorship?.annotator } == ["bo"])
  }
}
