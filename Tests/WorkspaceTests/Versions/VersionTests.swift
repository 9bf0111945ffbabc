import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

/// Versions of a real store: what is listed, made, restored, and which raw data belong to them.
struct VersionTests {
  private static func branch(_ name: String) -> Branch { Branch(repo: "labeled_data", name: name) }

  private func labelled(_ bench: Bench, _ workspace: Workspace, _ values: [String]) async throws {
    for (id, value) in values.enumerated() { try await workspace.label(id, value) }
    bench.clock.advance(60)
    _ = try await workspace.flush()
  }

  @Test func masterComesFirstAndTheOthersNewestFirstWithTheirPredecessors() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let keeper = VersionKeeper(store: bench.store, workspace: workspace)
    for (name, value) in [("v1", "Positive"), ("v2", "Negative")] {
      try await labelled(bench, workspace, [value])
      _ = try await keeper.make(Self.branch(name), head: "master")
    }
    try await bench.store.setNote("pilot", on: Self.branch("v1"))
    _ = try await bench.store.createBranch(Self.branch("empty"), head: nil)
    let list = try await VersionCatalog(store: bench.store).list(of: "labeled_data")
    #expect(list.versions.map(\.branch.name) == ["master", "v2", "v1", "empty"])
    #expect(list.versions.map(\.note) == ["", "", "pilot", ""])
    #expect(list.notes == .store)
    // master still is v2, so the version before it is v1.
    #expect(list.predecessor(of: list.versions[0])?.branch.name == "v1")
    #expect(list.predecessor(of: list.versions[2]) == nil)
    #expect(list.versions[3].made == nil)
  }

  @Test func makingAVersionSendsWhatIsUnsentFirstAndNeverMovesOneThatIsThere() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let keeper = VersionKeeper(store: bench.store, workspace: workspace)
    try await workspace.label(0, "Positive")
    let made = try await keeper.make(Self.branch("v1"), head: nil)
    #expect(try await workspace.unsent() == 0)
    #expect(
      try await bench.store.readWhole("/0", at: CommitRef(Self.branch("v1"))).isEmpty == false)
    try await labelled(bench, workspace, ["Negative"])
    let error = await #expect(throws: StoreError.self) {
      try await keeper.make(Self.branch("v1"), head: nil)
    }
    #expect(error?.code == .conflict)
    #expect(try await bench.store.inspectBranch(Self.branch("v1")).head == made.head)
  }

  @Test func aVersionIsNotMadeWhenTheLabelsCannotBeSent() async throws {
    let bench = try await Bench(texts: ["One"])
    let store = WatchedStore(bench.store)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    store.setAway(true)
    await #expect(throws: StoreError.self) {
      try await VersionKeeper(store: bench.store, workspace: workspace)
        .make(Self.branch("v1"), head: nil)
    }
    #expect(try await !bench.store.hasBranch(Self.branch("v1")))
    #expect(try await workspace.unsent() == 1)
  }

  @Test func restoringMasterKeepsWhatItWasAndTheOutboxDoesNotUndoIt() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let keeper = VersionKeeper(store: bench.store, workspace: workspace)
    try await labelled(bench, workspace, ["Positive", "Neutral"])
    let v1 = try await keeper.make(Self.branch("v1"), head: "master")
    try await labelled(bench, workspace, ["Negative"])
    // This one is not sent yet: it must be in what is kept.
    try await workspace.label(2, "Positive")
    let head = try #require(v1.head)
    try await keeper.restore(
      CommitRef(repo: "labeled_data", commit: head), master: Bench.labeled,
      keeping: Self.branch("master-before-now"))
    #expect(try await bench.store.inspectBranch(Bench.labeled).head == head)
    let kept = CommitRef(Self.branch("master-before-now"))
    #expect(try await bench.store.list(at: kept).map(\.path) == ["/0", "/1", "/2"])

    try await workspace.sync()
    #expect(try await workspace.labels() == ["Positive", "Neutral", ""])
    #expect(try await workspace.unsent() == 0)
    #expect(try await workspace.flush().commit == nil)
    #expect(try await bench.store.inspectBranch(Bench.labeled).head == head)
    // Work goes on from there.
    try await workspace.label(2, "Neutral")
    _ = try await workspace.flush()
    #expect(try await workspace.labels() == ["Positive", "Neutral", "Neutral"])
    let latest = try await bench.store.inspectCommit(CommitRef(Bench.labeled))
    #expect(latest.parent == head)
  }

  @Test func deletingABranchThatIsGoneSaysSo() async throws {
    let bench = try await Bench(texts: [])
    let error = await #expect(throws: StoreError.self) {
      try await VersionKeeper(store: bench.store).delete(Self.branch("v9"))
    }
    #expect(error?.code == .branchNotFound)
  }

  @Test func aCommitIsFoundByTheBeginningOfItsID() async throws {
    let bench = try await Bench(texts: ["One"])
    let head = try #require(try await bench.store.inspectBranch(Bench.raw).head)
    let catalog = VersionCatalog(store: bench.store)
    let whole = CommitRef(repo: "raw_data", commit: head)
    #expect(try await catalog.resolve(String(head.prefix(6)), in: "raw_data") == whole)
    #expect(try await catalog.resolve("raw_data@master", in: "labeled_data") == whole)
    #expect(try await catalog.resolve("master", in: "raw_data") == whole)
    await #expect(throws: StoreError.self) { try await catalog.resolve("fffff", in: "raw_data") }
  }

  @Test func theRawDataOfAVersionAreTheOnesRecordedWhenItWasSent() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let seen = try #require(try await bench.store.inspectBranch(Bench.raw).head)
    // Somebody adds a text and changes one before the labels are sent: they were made without these.
    try await bench.put(["Two, changed", "Three"], from: 1)
    try await labelled(bench, workspace, ["Positive"])
    let head = CommitRef(
      repo: "labeled_data", commit: try #require(try await bench.commits().first).id)
    for finder in [
      RawDataFinder(store: bench.store, workspace: workspace), RawDataFinder(store: bench.store),
    ] {
      let raw = try #require(try await finder.rawVersion(of: head))
      #expect(raw.ref == CommitRef(repo: "raw_data", commit: seen))
      #expect(raw.reason == .recorded)
      #expect(raw.texts == 2)
      #expect(raw.editedSince == 1)
    }
  }

  @Test func labelsOfOthersBelongToTheNewestRawDataNotAfterThem() async throws {
    let bench = try await Bench(texts: ["One"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let before = try #require(try await bench.store.inspectBranch(Bench.raw).head)
    let foreign = #"{"id": 0, "data": {"text": "One"}, "completions": []}"#
    let commit = try await bench.store.put(Array(foreign.utf8), at: "/0", on: Bench.labeled)
    try await bench.put(["Two"], from: 1)
    let ref = CommitRef(repo: "labeled_data", commit: commit.id)
    let raw = try #require(
      try await RawDataFinder(store: bench.store, workspace: workspace).rawVersion(of: ref))
    #expect(raw.ref.commit == before)
    #expect(raw.reason == .newestBefore)
    // Without a workspace nothing says which raw data these are.
    #expect(try await RawDataFinder(store: bench.store).rawVersion(of: ref) == nil)
  }

  @Test func theFiguresOfAVersionAndOfTheOneAfterIt() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three", "Four"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await labelled(bench, workspace, ["Positive", "Positive", "Negative"])
    let first = CommitRef(repo: "labeled_data", commit: try await bench.commits()[0].id)
    try await workspace.label(0, "Neutral")
    _ = try await workspace.save(SaveOrder(taskID: 1, decision: nil))
    _ = try await workspace.save(
      SaveOrder(taskID: 3, decision: Decision(outcome: .skipped, leadTime: 1)))
    _ = try await workspace.flush()
    let second = CommitRef(repo: "labeled_data", commit: try await bench.commits()[0].id)
    let reader = FiguresReader(
      store: bench.store, workspace: workspace, cache: SummaryCache.temporary())
    let older = try await reader.figures(of: first, before: nil)
    #expect(older.labelled == 3 && older.objects == 3 && older.skipped == 0)
    #expect(older.change == nil)
    #expect(
      older.counts == [
        LabelCount(label: "Positive", count: 2), LabelCount(label: "Negative", count: 1),
      ])
    #expect(older.annotators == [LabelCount(label: "ana", count: 3)])
    #expect(older.medianPace == 1.5)
    let newer = try await reader.figures(of: second, before: first)
    #expect(newer.labelled == 2 && newer.objects == 4 && newer.skipped == 1)
    #expect(newer.change == VersionChange(new: 1, flipped: 1, gone: 1))
    let raw = CommitRef(
      repo: "raw_data", commit: try #require(try await bench.store.inspectBranch(Bench.raw).head))
    let files = try await reader.figures(of: raw, before: nil)
    #expect(!files.isLabels && files.objects == 4)
  }
}
