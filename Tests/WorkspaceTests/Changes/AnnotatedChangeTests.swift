import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import Workspace

/// Raw files that changed or went after Label Studio 1.x, and nobody else, annotated their task.
struct AnnotatedChangeTests {
  private func annotated() async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await bench.annotate(
      "web/", Annotation(id: 7, text: "One", choice: "Positive"),
      Annotation(id: 8, text: "One", choice: "Neutral", user: "ann2@example.org", minute: 12))
    try await workspace.sync()
    return (bench, workspace)
  }

  private func stale() async throws -> (Bench, Workspace) {
    let (bench, workspace) = try await annotated()
    try await bench.put(["One, better"])
    #expect(try await workspace.sync().outdated == 1)
    return (bench, workspace)
  }

  private func orphan() async throws -> (Bench, Workspace) {
    let (bench, workspace) = try await annotated()
    try await bench.remove("00.json")
    #expect(try await workspace.sync().outdated == 1)
    return (bench, workspace)
  }

  private static let both = ["/web/7", "/web/8"]

  @Test func aStaleTaskTellsWhichTextWasAnnotated() async throws {
    let (_, workspace) = try await stale()
    let task = try await workspace.task(id: 0)
    #expect(task.row.marks.contains(.stale) && task.row.label == "Neutral")
    #expect(task.change?.labelled["text"] == "One")
  }

  @Test func keepingAStaleLabelTakesItOverForTheNewTextAndLeavesTheObjectsOf1x() async throws {
    let (bench, workspace) = try await stale()
    let before = try await bench.object("web/8")
    let task = try await workspace.settle(0, .keep)
    #expect(task.change == nil && task.decision?.answers == Decision.sentiment("Neutral").answers)
    #expect(task.others.count == 2)
    try await workspace.flush()
    #expect(try await bench.targetFiles() == ["/0"] + Self.both)
    #expect(try await bench.object("web/8") == before)
    let object = try await bench.task("0")
    #expect(object.data?["text"] == "One, better")
    #expect(object.completions.map(\.completedBy) == ["lead@example.org", "ann2@example.org"])
    #expect(object.completions.compactMap(\.id) == [1, 2])
    // Each annotation counts once, here and after a sync.
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).others.count == 2)
    #expect(try await workspace.summary().stale == 0)
    #expect(try await workspace.flush().commit == nil)
    // What 1.x decides anew is another label.
    try await bench.annotate(
      "web/",
      Annotation(id: 8, text: "One", choice: "Negative", user: "ann2@example.org", minute: 30))
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).others.count == 3)
  }

  @Test(arguments: [ChangeAction.keep, .drop])
  func whatWasDoneIsTakenBackBeforeAndAfterItIsSent(_ action: ChangeAction) async throws {
    for isGone in [false, true] {
      let (bench, workspace) = try await isGone ? orphan() : stale()
      let before = try await workspace.task(id: 0)
      _ = try await workspace.settle(0, action)
      #expect(try await workspace.settle(0, .restore).change == before.change)
      #expect(try await workspace.flush().commit == nil)
      #expect(try await workspace.unsent() == 0)
      _ = try await workspace.settle(0, action)
      try await workspace.flush()
      try await workspace.sync()
      _ = try await workspace.settle(0, .restore)
      try await workspace.flush()
      try await workspace.sync()
      let after = try await workspace.task(id: 0)
      #expect(after.row.label == before.row.label && after.change == before.change)
      #expect(after.others == before.others)
      #expect(try await bench.targetFiles() == Self.both)
      #expect(try await workspace.unsent() == 0)
    }
  }

  @Test func droppingAStaleLabelOpensTheTaskAndTakesTheObjectsOf1xAway() async throws {
    let (bench, workspace) = try await stale()
    let task = try await workspace.settle(0, .drop)
    #expect(task.row.status == .open && task.row.marks.contains(.unsent))
    #expect(try await bench.targetFiles() == Self.both)
    #expect(try await workspace.flush().commit != nil)
    #expect(try await bench.targetFiles() == [])
    #expect(try await workspace.sync().objects == 0)
    #expect(try await workspace.task(id: 0).row.status == .open)
    #expect(try await workspace.unsent() == 0)
  }

  @Test func whatSomebodyAnnotatesAnewAtThatMomentStays() async throws {
    let (bench, workspace) = try await stale()
    _ = try await workspace.settle(0, .drop)
    try await bench.annotate(
      "web/", Annotation(id: 8, text: "One, better", choice: "Negative", minute: 40))
    try await workspace.flush()
    #expect(try await bench.targetFiles() == ["/web/8"])
    #expect(try await workspace.task(id: 0).row.label == "Negative")
    #expect(try await workspace.unsent() == 0)
    #expect(try await workspace.summary().stale == 0)
  }

  @Test func aLabelGivenAnewStandsOnTheNewTextBesideTheObjectsOf1x() async throws {
    let (bench, workspace) = try await stale()
    try await workspace.label(0, "Negative")
    try await workspace.flush()
    let task = try await workspace.task(id: 0)
    #expect(task.row.label == "Negative" && task.change == nil && task.others.count == 2)
    #expect(try await bench.targetFiles() == ["/0"] + Self.both)
  }

  @Test func aKeptOrphanIsRememberedAndReconcileLeavesIt() async throws {
    let (bench, workspace) = try await orphan()
    _ = try await workspace.settle(0, .keep)
    #expect(try await workspace.task(id: 0).change?.isKept == true)
    #expect(try await workspace.summary().keptOrphans == 1)
    #expect(try await workspace.reconcile(ReconcileRules()).total == 0)
    var rules = ReconcileRules()
    rules.includesKept = true
    #expect(try await workspace.reconcile(rules).dropped == 1)
    #expect(try await bench.targetFiles() == [])
  }

  @Test func reconcileNamesTheObjectsOf1xAndDropsThemInItsOneCommit() async throws {
    let (bench, workspace) = try await orphan()
    try await workspace.label(1, "Positive")
    try await workspace.flush()
    try await bench.put(["Two, better"], from: 1)
    try await workspace.sync()
    var cursor = ReconcileCursor()
    let items = try await workspace.outdated(ReconcileRules(), &cursor)
    #expect(items.map(\.taskID) == [0, 1] && items.map(\.reason) == [.gone, .changed])
    #expect(items.map(\.annotations) == [["web/7", "web/8"], []])
    #expect(items[0].annotators == ["lead@example.org", "ann2@example.org"])
    #expect(items[0].label == "Neutral")
    let head = try await bench.commits()[0].id
    let report = try await workspace.reconcile(ReconcileRules())
    #expect(report.dropped == 2 && report.before == head)
    #expect(try await bench.commits()[0].parent == head)
    #expect(try await bench.targetFiles() == [])
    #expect(try await workspace.summary().orphans == 0)
    #expect(try await workspace.sync().objects == 0)
  }

  @Test func anAnnotationFollowsItsTextToAnotherFileByItself() async throws {
    let (bench, workspace) = try await annotated()
    try await bench.remove("00.json")
    try await bench.put(["One"], from: 9)
    try await workspace.sync()
    #expect(try await workspace.labels() == ["", "", "Neutral"])
    #expect(try await workspace.summary().orphans == 0)
    // So it does where the old file has another text now.
    let (other, second) = try await stale()
    try await other.put(["One"], from: 9)
    try await second.sync()
    #expect(try await second.labels() == ["", "", "", "Neutral"])
    #expect(try await second.summary().stale == 0)
  }

  @Test func anAnnotationThatKeepsItsKeyIsAnOrphanOnAFreshWorkspaceAndMovesWhenAsked() async throws
  {
    let (bench, workspace) = try await annotated()
    _ = try await workspace.close(sending: false)
    let key = #", "tagline_key": "raw_data:/00.json""#
    try await bench.annotate(
      "web/", Annotation(id: 7, text: "One", choice: "Positive", more: key),
      Annotation(id: 8, text: "One", choice: "Neutral", minute: 12, more: key))
    try await bench.remove("00.json")
    try await bench.put(["One"], from: 9)
    let fresh = try await bench.open("ana", directory: bench.secondDirectory())
    let report = try await fresh.sync()
    // Its text is at one place: there it belongs.
    #expect(report.unmatched == 0)
    #expect(try await fresh.labels() == ["", "", "Neutral"])
    try await bench.remove("09.json")
    let third = try await bench.open("ana", directory: bench.thirdDirectory())
    #expect(try await third.sync().unmatched == 0)
    #expect(try await third.summary().orphans == 1)
    #expect(try await third.reconcile(ReconcileRules()).dropped == 1)
    #expect(try await bench.targetFiles() == [])
  }

  @Test func migrationLeavesTheObjectsOf1xAndCountsThem() async throws {
    let (bench, workspace) = try await annotated()
    let before = try await bench.object("web/8")
    var migration = LabelMigration()
    try migration.addRename("sentiment: Neutral=Mixed")
    #expect(try await workspace.annotationsLeft(by: migration) == 1)
    #expect(try await workspace.migrate(migration).objects == 0)
    #expect(try await bench.object("web/8") == before)
  }

  // MARK: - Rows of a file of several

  @Test func aRowThatWentLeavesAnOrphanOnAFreshWorkspaceThoughItsFileIsThere() async throws {
    let bench = try await Bench(texts: [])
    let lines = { (texts: [String]) in Array(texts.map { "{\"text\": \"\($0)\"}\n" }.joined().utf8)
    }
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["same", "x", "same", "y"])])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.label(1, "Neutral")
    try await workspace.label(2, "Negative")
    _ = try await workspace.close(sending: true)
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["y", "same"])])
    let fresh = try await bench.open("ana", directory: bench.secondDirectory())
    #expect(try await fresh.sync().unmatched == 0)
    // Of two equal rows the first is there; the other and the row between are gone.
    #expect(try await fresh.labels() == ["", "Positive"])
    #expect(try await fresh.summary().orphans == 2)
    let orphans = try await fresh.page(
      filter: TaskFilter(statuses: [.orphan]), offset: 0, limit: 9
    ).rows
    #expect(orphans.map(\.label).sorted() == ["Negative", "Neutral"])
    #expect(try await fresh.sync().objects == 0)
    // They come back with their rows.
    try await bench.fill(Bench.raw, ["a.jsonl": lines(["same", "x", "same", "y"])])
    try await fresh.sync()
    #expect(try await fresh.summary().orphans == 0)
    let labels = try await fresh.page(filter: TaskFilter(), offset: 0, limit: 9).rows
      .sorted { ($0.item ?? 0) < ($1.item ?? 0) }.map(\.label)
    #expect(labels == ["Positive", "Neutral", "Negative", ""])
  }
}
