import DataRepository
import EmbeddedStore
import GRDB
import LabelCore
import Testing

@testable import Workspace

/// Raw files that changed or went after they were labelled, and what somebody decides about it.
struct ChangedFilesTests {
  private func stale() async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try await bench.put(["One, better"])
    #expect(try await workspace.sync().outdated == 1)
    return (bench, workspace)
  }

  private func orphan(_ id: Int = 1) async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(id, "Negative")
    try await workspace.flush()
    try await bench.remove("0\(id).json")
    #expect(try await workspace.sync().outdated == 1)
    return (bench, workspace)
  }

  @Test func aStaleTaskTellsWhichTextWasLabelled() async throws {
    let (_, workspace) = try await stale()
    let task = try await workspace.task(id: 0)
    #expect(task.data["text"] == "One, better")
    #expect(task.change?.labelled["text"] == "One")
    #expect(task.change?.movedTo == nil)
    #expect(try await workspace.task(id: 1).change == nil)
  }

  @Test func keepingAStaleLabelTakesTheNewTextAndLeavesTheDecision() async throws {
    let (bench, workspace) = try await stale()
    let before = try await bench.task("0").completions[0]
    let task = try await workspace.settle(0, .keep)
    #expect(task.row.marks == .unsent)
    #expect(task.change == nil)
    #expect(task.decision == .sentiment("Positive"))
    try await workspace.flush()
    let object = try await bench.task("0")
    let after = object.completions[0]
    #expect(object.data?["text"] == "One, better")
    #expect(object.completions.count == 1)
    #expect(after.result == before.result)
    #expect(after.createdAt == before.createdAt)
    #expect(after.leadTime == before.leadTime)
    #expect(after.authorship?.rev == 2)
    #expect(after.authorship?.uid == before.authorship?.uid)
    #expect(after.authorship?.source?.sha256 != before.authorship?.source?.sha256)
    #expect(!after.isEditedElsewhere(.sha256))
    #expect(try await workspace.summary().stale == 0)
  }

  @Test func keepingIsOneJournalEntry() async throws {
    let (_, workspace) = try await stale()
    let before = try await workspace.journalLength()
    _ = try await workspace.settle(0, .keep)
    #expect(try await workspace.journalLength() == before + 1)
  }

  @Test func droppingAStaleLabelLeavesAnOpenTaskWithTheNewText() async throws {
    let (bench, workspace) = try await stale()
    let task = try await workspace.settle(0, .drop)
    #expect(task.row.status == .open)
    #expect(task.decision == nil)
    try await workspace.flush()
    #expect(
      try await bench.object("0")
        == #"{"data": {"text": "One, better"}, "id": 0, "completions": [], "predictions": []}"#)
  }

  @Test(arguments: [ChangeAction.keep, .drop])
  func whatWasDoneAboutAStaleTaskIsTakenBackExactlyWhileItIsUnsent(
    _ action: ChangeAction
  ) async throws {
    let (bench, workspace) = try await stale()
    let sent = try await bench.object("0")
    _ = try await workspace.settle(0, action)
    let task = try await workspace.settle(0, .restore)
    #expect(task.row.marks == .stale)
    #expect(task.change?.labelled["text"] == "One")
    #expect(try await workspace.unsent() == 0)
    #expect(try await workspace.flush().commit == nil)
    #expect(try await bench.object("0") == sent)
  }

  @Test(arguments: [ChangeAction.keep, .drop])
  func whatWasSentIsTakenBackByALaterSave(_ action: ChangeAction) async throws {
    let (bench, workspace) = try await stale()
    _ = try await workspace.settle(0, action)
    try await workspace.flush()
    let task = try await workspace.settle(0, .restore)
    #expect(task.row.marks == [.stale, .unsent])
    try await workspace.flush()
    let object = try await bench.task("0")
    #expect(object.data?["text"] == "One")
    #expect(object.completions[0].authorship?.rev ?? 0 > 1)
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).row.marks == .stale)
    #expect(try await workspace.labels() == ["Positive", "", ""])
  }

  @Test func aLabelGivenAnewIsTakenBackWithItsOldText() async throws {
    let (_, workspace) = try await stale()
    try await workspace.label(0, "Negative")
    #expect(try await workspace.task(id: 0).change == nil)
    let task = try await workspace.settle(0, .restore)
    #expect(task.row.label == "Positive")
    #expect(task.change?.labelled["text"] == "One")
  }

  @Test func aNoteIsNoNewLookAtTheText() async throws {
    let (_, workspace) = try await stale()
    var order = SaveOrder(taskID: 0, decision: .sentiment("Positive", note: "ask Bo"))
    order.keepsData = true
    let task = try await workspace.save(order)
    #expect(task.row.marks.contains(.stale))
    #expect(task.change?.labelled["text"] == "One")
  }

  @Test func aChangeThatCameWhileNobodyLookedShowsOnAFreshWorkspace() async throws {
    let (bench, workspace) = try await stale()
    try await workspace.close()
    let fresh = try await bench.open(directory: try await bench.secondDirectory())
    try await fresh.sync()
    let task = try await fresh.task(id: 0)
    #expect(task.row.marks == .stale)
    #expect(task.change?.labelled["text"] == "One")
  }

  @Test func aFileThatWentWhileNobodyLookedLeavesAnOrphanOnAFreshWorkspace() async throws {
    let (bench, workspace) = try await orphan()
    try await workspace.close()
    let fresh = try await bench.open(directory: try await bench.secondDirectory())
    let report = try await fresh.sync()
    #expect(report.unmatched == 0)
    #expect(try await fresh.summary().orphans == 1)
    let batch = try await fresh.tasks(
      positions: 0..<9, filter: TaskFilter(statuses: [.orphan]))
    #expect(batch.tasks.map(\.row.key) == ["01.json"])
    #expect(batch.tasks.map { $0.data["text"] } == ["Two"])
    #expect(batch.tasks.map(\.row.label) == ["Negative"])
    // The key comes back: the same task, labelled.
    try await bench.put(["Two"], from: 1)
    try await fresh.sync()
    #expect(try await fresh.summary().orphans == 0)
    #expect(try await fresh.labels().sorted() == ["", "", "Negative"])
  }

  @Test func aStaleLabelOfTheWebPageIsFoundInTheHistoryOnAFreshWorkspace() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    try await bench.fill(Bench.labeled, ["0": Array(Self.webLabel.utf8)])
    try await bench.put(["One, better"])
    try await bench.put(["One, even better"])
    let workspace = try await bench.open()
    #expect(try await workspace.sync().unmatched == 0)
    let task = try await workspace.task(id: 0)
    #expect(task.row.marks.contains(.stale))
    #expect(task.change?.labelled["text"] == "One")
    #expect(try await workspace.labels() == ["Positive", ""])
  }

  @Test func anObjectWhoseTextNoFileEverHadStaysUnmatched() async throws {
    let bench = try await Bench(texts: ["Another"])
    try await bench.fill(Bench.labeled, ["0": Array(Self.webLabel.utf8)])
    try await bench.put(["Another, better"])
    let workspace = try await bench.open()
    #expect(try await workspace.sync().unmatched == 1)
    #expect(try await workspace.labels() == [""])
  }

  @Test func aStaleLabelOfTheWebPageIsKeptByteForByte() async throws {
    let bench = try await Bench(texts: ["One"])
    try await bench.fill(Bench.labeled, ["0": Array(Self.webLabel.utf8)])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await bench.put(["One, better"])
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).row.marks.contains(.stale))
    _ = try await workspace.settle(0, .keep)
    try await workspace.flush()
    #expect(
      try await bench.object("0")
        == Self.webLabel.replacing(#""text": "One""#, with: #""text": "One, better""#))
    #expect(try await workspace.summary().stale == 0)
  }

  private static let webLabel =
    #"{"data": {"text": "One"}, "id": 0, "completions": [{"lead_time": 1.169, "result": "#
    + #"[{"value": {"choices": ["Positive"]}, "id": "jSuMEKtrCu", "from_name": "sentiment", "#
    + #""to_name": "text", "type": "choices"}], "id": 1, "created_at": 1795428478}]}"#

  @Test func anOrphanIsOpenedWithItsTextAndDroppedWithItsObjectAndEntry() async throws {
    let (bench, workspace) = try await orphan()
    var task = try await workspace.task(id: 1)
    #expect(task.row.status == .orphan)
    #expect(task.data["text"] == "Two")
    #expect(task.change != nil)
    #expect(try bench.file("target.json").contains(#""1":"#))
    task = try await workspace.settle(1, .drop)
    #expect(task.decision == nil)
    #expect(try await workspace.flush().deleted == 1)
    #expect(try await bench.targetFiles() == [])
    #expect(try bench.file("target.json") == "{}")
    #expect(try await workspace.summary().orphans == 0)
    try await workspace.sync()
    #expect(try await workspace.summary().unsent == 0)
  }

  @Test func droppingAnOrphanIsTakenBackBeforeAndAfterItIsSent() async throws {
    let (bench, workspace) = try await orphan()
    let sent = try await bench.object("1")
    _ = try await workspace.settle(1, .drop)
    _ = try await workspace.settle(1, .restore)
    #expect(try await workspace.flush().commit == nil)
    #expect(try await bench.object("1") == sent)
    _ = try await workspace.settle(1, .drop)
    try await workspace.flush()
    let task = try await workspace.settle(1, .restore)
    #expect(task.row.status == .orphan)
    #expect(task.row.label == "Negative")
    try await workspace.flush()
    #expect(try await bench.targetFiles() == ["/1"])
    try await workspace.sync()
    #expect(try bench.file("target.json").contains(#""1":"#))
  }

  @Test func aKeptOrphanStaysAndIsRememberedUntilItsFileComesBack() async throws {
    let (bench, workspace) = try await orphan()
    _ = try await workspace.settle(1, .keep)
    #expect(try await workspace.task(id: 1).change?.isKept == true)
    #expect(try await workspace.summary().keptOrphans == 1)
    #expect(try await workspace.unsent() == 0)
    _ = try await workspace.settle(1, .restore)
    #expect(try await workspace.summary().keptOrphans == 0)
    _ = try await workspace.settle(1, .keep)
    try await bench.put(["Two"], from: 1)
    try await workspace.sync()
    let summary = try await workspace.summary()
    #expect(summary.orphans == 0)
    #expect(summary.keptOrphans == 0)
    #expect(try await workspace.labels() == ["", "Negative", ""])
  }

  @Test func aFileThatWasRenamedTakesItsLabelAlong() async throws {
    let (bench, workspace) = try await orphan()
    try await bench.put(["Two"], from: 7)
    try await workspace.sync()
    let task = try await workspace.task(id: 1)
    #expect(task.change?.movedTo == MovedTask(id: 3, key: "07.json"))
    _ = try await workspace.settle(1, .move(keepsOld: false))
    let report = try await workspace.flush()
    #expect(report.tasks == 2)
    #expect(report.deleted == 1)
    #expect(try await bench.commits().count == 2)
    #expect(try await bench.targetFiles() == ["/3"])
    let object = try await bench.task("3")
    #expect(object.id == 3)
    #expect(object.completions[0].id == 3001)
    #expect(object.completions[0].authorship?.source?.key == "07.json")
    #expect(!object.completions[0].isEditedElsewhere(.sha256))
    #expect(try await workspace.labels() == ["", "", "Negative"])
    #expect(try await workspace.summary().orphans == 0)
    _ = try await workspace.settle(1, .restore)
    try await workspace.flush()
    #expect(try await bench.object("1").contains("Negative"))
    #expect(try await workspace.labels() == ["", "", ""])
    #expect(try await workspace.summary().orphans == 1)
  }

  @Test func oldTextAtAnotherKeyMovesWithOrWithoutTheOldLabel() async throws {
    let (bench, workspace) = try await stale()
    try await bench.put(["One"], from: 7)
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).change?.movedTo?.key == "07.json")
    _ = try await workspace.settle(0, .move(keepsOld: true))
    #expect(try await workspace.labels() == ["Positive", "", "", "Positive"])
    _ = try await workspace.settle(0, .restore)
    #expect(try await workspace.labels() == ["Positive", "", "", ""])
    #expect(try await workspace.unsent() == 0)
    _ = try await workspace.settle(0, .move(keepsOld: false))
    #expect(try await workspace.labels() == ["", "", "", "Positive"])
    try await workspace.flush()
    #expect(try await bench.object("0").contains(#""completions": []"#))
    #expect(try await bench.object("0").contains("One, better"))
  }

  @Test func twoPlacesWithTheOldTextAreNoOffer() async throws {
    let (bench, workspace) = try await orphan()
    try await bench.put(["Two", "Two"], from: 7)
    try await workspace.sync()
    #expect(try await workspace.task(id: 1).change?.movedTo == nil)
    await #expect(throws: WorkspaceError.self) {
      try await workspace.settle(1, .move(keepsOld: false))
    }
  }

  @Test func aTaskThatDidNotChangeCannotBeSettled() async throws {
    let (_, workspace) = try await stale()
    for action in [ChangeAction.keep, .drop, .restore] {
      await #expect(throws: WorkspaceError.self) { try await workspace.settle(1, action) }
    }
  }

  @Test func whatOthersWroteMeanwhileSurvivesTakingBack() async throws {
    let (bench, workspace) = try await stale()
    _ = try await workspace.settle(0, .drop)
    try await workspace.flush()
    let other = try await bench.open("bo", directory: try await bench.secondDirectory())
    try await other.sync()
    try await other.label(0, "Neutral")
    try await other.flush()
    try await workspace.sync()
    _ = try await workspace.settle(0, .restore)
    try await workspace.flush()
    let object = try await bench.task("0")
    #expect(Set(object.completions.compactMap { $0.authorship?.annotator }) == ["ana", "bo"])
  }

  @Test func dropOfOneAnnotatorLeavesTheLabelOfAnother() async throws {
    let (bench, workspace) = try await orphan()
    let other = try await bench.open("bo", directory: try await bench.secondDirectory())
    try await bench.put(["Two"], from: 1)
    try await other.sync()
    try await other.label(1, "Neutral")
    try await other.flush()
    try await bench.remove("01.json")
    try await workspace.sync()
    _ = try await workspace.settle(1, .drop)
    try await workspace.flush()
    #expect(try await bench.object("1").contains("Neutral"))
    #expect(try await !bench.object("1").contains("Negative"))
  }
}

extension Workspace {
  fileprivate func journalLength() async throws -> Int {
    try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM journal") ?? 0 }
  }
}
