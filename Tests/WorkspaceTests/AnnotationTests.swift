import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

/// What Label Studio 1.x (1.23.2) writes into the target branch shows on the right task and is left alone.
struct AnnotationTests {
  private static let texts = ["one", "two", "three", "three", "five"]

  private func opened() async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: Self.texts)
    let workspace = try await bench.open()
    try await workspace.sync()
    return (bench, workspace)
  }

  @Test func anAnnotationShowsOnTheTaskWithItsDataWithWhoAndWhen() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Positive"))
    #expect(try await workspace.sync().objects == 1)
    let task = try await workspace.task(id: 1)
    #expect(task.row.status == .labelled)
    #expect(task.row.label == "Positive")
    #expect(task.row.annotator == "lead@example.org")
    #expect(task.row.decidedAt == 1_795_428_644)
    #expect(task.others.map(\.annotator) == ["lead@example.org"])
    #expect(task.decision?.leadTime == 2.5)
    let status = try await workspace.status()
    #expect(status.summary.labelled == 1)
    #expect(status.unmatched.isEmpty)
    #expect(try await workspace.sync().objects == 0)
    #expect(try await workspace.flush().commit == nil)
  }

  @Test func updatesDeletionsAndSkipsAreSeenWithinASync() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Positive"))
    try await workspace.sync()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Neutral"))
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.label == "Neutral")
    try await bench.annotate("web/", Annotation(id: 8, text: "one", choice: nil))
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).row.status == .skipped)
    _ = try await bench.store.commit(
      [.delete(path: "/web/7"), .delete(path: "/web/8")], to: Bench.labeled, description: "",
      ifHead: nil)
    #expect(try await workspace.sync().objects == 2)
    #expect(try await workspace.task(id: 1).row.status == .open)
    #expect(try await workspace.task(id: 0).row.status == .open)
    #expect(try await workspace.task(id: 1).others.isEmpty)
  }

  @Test func severalAnnotationsOfOneTaskAreSideBySideAndMineIsItsOwnObject() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate(
      "web/", Annotation(id: 7, text: "two", choice: "Positive"),
      Annotation(id: 8, text: "two", choice: "Neutral", user: "ann2@example.org", minute: 12))
    try await workspace.sync()
    #expect(
      try await workspace.task(id: 1).others.map(\.annotator) == [
        "ann2@example.org", "lead@example.org",
      ])
    let before = try await bench.object("web/7")
    try await workspace.label(1, "Negative")
    try await workspace.flush()
    let task = try await workspace.task(id: 1)
    #expect(task.row.label == "Negative")
    #expect(task.others.count == 2)
    #expect(task.row.marks.contains(.others))
    #expect(try await bench.object("web/7") == before)
    let own = try TaskObject(parsing: Array(try await bench.object("1").utf8))
    #expect(own.completions.count == 1)
  }

  @Test func anAnnotationAtATasksNumberIsNotOverwritten() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("", Annotation(id: 1, text: "five", choice: "Positive", task: 5))
    try await workspace.sync()
    #expect(try await workspace.task(id: 4).row.label == "Positive")
    let before = try await bench.object("1")
    try await workspace.label(1, "Negative")
    try await workspace.flush()
    #expect(try await bench.object("1") == before)
    let moved = try TaskObject(parsing: Array(try await bench.object("5").utf8))
    #expect(moved.data == ["text": "two"])
    #expect(try await workspace.sync().unmatched == 0)
    #expect(try await workspace.status().warnings.contains { $0.contains("prefix of its own") })
  }

  @Test func aLabelThat1xWroteOverGoesToAnotherPlaceAndNothingIsLost() async throws {
    let (bench, workspace) = try await opened()
    try await workspace.label(1, "Negative")
    try await workspace.flush()
    try await bench.annotate("", Annotation(id: 1, text: "five", choice: "Positive", task: 5))
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.label == "Negative")
    #expect(try await workspace.task(id: 4).row.label == "Positive")
    #expect(try await workspace.flush().tasks == 1)
    let moved = try TaskObject(parsing: Array(try await bench.object("5").utf8))
    #expect(moved.data == ["text": "two"])
    #expect(try await bench.object("1").contains("\"five\""))
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.label == "Negative")
    #expect(try await workspace.flush().commit == nil)
  }

  @Test func tasksWithTheSameTextArePairedInOrderUnlessTheDataKeepTheKey() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate(
      "web/", Annotation(id: 1, text: "three", choice: "Positive", task: 13),
      Annotation(id: 2, text: "three", choice: "Neutral", task: 14))
    try await workspace.sync()
    #expect(try await workspace.task(id: 2).row.label == "Positive")
    #expect(try await workspace.task(id: 3).row.label == "Neutral")
    let key = #", "tagline_key": "raw_data:/03.json""#
    try await bench.annotate(
      "web/", Annotation(id: 1, text: "three", choice: "Positive", task: 13, more: key))
    try await workspace.sync()
    #expect(try await workspace.task(id: 3).others.count == 1)
    #expect(try await workspace.task(id: 3).row.label == "Positive")
    #expect(try await workspace.task(id: 2).row.label == "Neutral")
  }

  @Test func tasksWithTheirAnnotationsAreReadAsWell() async throws {
    let (bench, workspace) = try await opened()
    let one =
      #"{"result":[{"value":{"choices":["Positive"]},"from_name":"sentiment","to_name":"text","type":"choices"}]}"#
    try await bench.fill(
      Bench.labeled,
      [
        "fut/9.json": Array(
          #"{"id":9,"annotations":[\#(one),\#(one)],"data":{"text":"one"},"project":2}"#.utf8),
        "wrapped": Array(#"{"data":{"text":"two"},"annotations":[\#(one)]}"#.utf8),
        "notes": Array("no label".utf8),
      ])
    #expect(try await workspace.sync().unmatched == 1)
    #expect(try await workspace.task(id: 0).others.count == 2)
    #expect(try await workspace.task(id: 1).row.label == "Positive")
  }

  @Test func annotationsWaitForTheirRawFile() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "late", choice: "Positive"))
    #expect(try await workspace.sync().unmatched == 1)
    #expect(try await workspace.status().unmatched.map(\.path) == ["web/7"])
    try await bench.put(["late"], from: 5)
    #expect(try await workspace.sync().unmatched == 0)
    #expect(try await workspace.task(id: 5).row.label == "Positive")
  }

  @Test func aPathThatChangesItsFormIsReadAsWhatItIs() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Positive"))
    try await workspace.sync()
    try await bench.fill(Bench.labeled, ["web/7": Array("{}".utf8)])
    #expect(try await workspace.sync().unmatched == 1)
    #expect(try await workspace.task(id: 1).row.status == .open)
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Neutral"))
    #expect(try await workspace.sync().unmatched == 0)
    #expect(try await workspace.task(id: 1).row.label == "Neutral")
  }

  @Test func anAnnotationOfTextThatChangedSinceIsStale() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Positive"))
    try await workspace.sync()
    try await bench.put(["two, changed"], from: 1)
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.marks.contains(.stale))
  }

  @Test func labelsOf1xThatTheConfigCannotHoldAreShownAndStopNothing() async throws {
    let (bench, workspace) = try await opened()
    try await bench.annotate("web/", Annotation(id: 7, text: "two", choice: "Unheard of"))
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).row.label == "Unheard of")
    try await workspace.label(1, "Positive")
    #expect(try await workspace.task(id: 1).row.label == "Positive")
  }
}
