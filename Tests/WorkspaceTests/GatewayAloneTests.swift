import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

/// A workspace on a store that tells of no commits and puts objects one by one, as S3 does.
struct GatewayAloneTests {
  private static let traits = StoreTraits(
    pinsCommits: false, commitsAtomically: false, commitsConditionally: false)

  private func object(_ name: String, _ bench: Bench) async throws -> TaskObject {
    try TaskObject(parsing: Array(try await bench.object(name).utf8))
  }

  @Test func aSyncReadsOnlyWhatTheListingShowsAsChanged() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let store = WatchedStore(bench.store, traits: Self.traits)
    let workspace = try await bench.open(store: store)
    #expect(try await workspace.sync().added == 3)
    store.forget()
    #expect(try await workspace.sync().isEmpty)
    #expect(store.listings == 1)
    #expect(store.filesRead == 0)
    try await bench.put(["Zwei", "Drei"], from: 1)
    #expect(try await workspace.sync().changed == 2)
    #expect(store.filesRead == 2)
  }

  @Test func labelsAreSentOnceAndReadBack() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let store = WatchedStore(bench.store, traits: Self.traits)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.label(1, "Negative")
    let report = try await workspace.flush()
    #expect(report.tasks == 2)
    #expect(report.commit == (try await bench.commits().first?.id))
    for _ in 0..<2 {
      try await workspace.sync()
      #expect(try await workspace.flush().commit == nil)
    }
    #expect(store.commits == 1)
    #expect(try await workspace.summary().unsent == 0)
    #expect(try await workspace.labels() == ["Positive", "Negative"])
    let source = try #require(try await object("0", bench).completions.first?.authorship?.source)
    #expect(source.commit == "", "the name of a branch is no commit")
  }

  @Test func whoWritesAtTheSameTimeLosesNothingAndBothComeToRest() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let (anas, bens) = (
      WatchedStore(bench.store, traits: Self.traits), WatchedStore(bench.store, traits: Self.traits)
    )
    let ana = try await bench.open(store: anas)
    let directory = bench.directory + "-ben"
    try await WorkspaceSetup.create(
      ProjectPlan(directory: directory, source: Bench.raw, target: Bench.labeled))
    let ben = try await bench.open("ben", store: bens, directory: directory)
    for workspace in [ana, ben] { try await workspace.sync() }
    try await ana.label(0, "Positive")
    try await ana.label(1, "Neutral")
    try await ben.label(0, "Negative")
    // Ben has listed and packed when Ana writes the same object; his put then replaces hers.
    bens.beforeNextCommit { try await ana.flush() }
    try await ben.flush()
    #expect(try await object("0", bench).completions.map { $0.authorship?.annotator } == ["ben"])
    try await ana.sync()
    #expect(try await ana.summary().unsent == 1)
    try await ana.flush()
    try await ben.sync()
    let completions = try await object("0", bench).completions
    #expect(completions.map { $0.authorship?.annotator } == ["ben", "ana"])
    for workspace in [ana, ben] {
      #expect(try await workspace.flush().commit == nil)
      #expect(try await workspace.summary().unsent == 0)
    }
    #expect((anas.commits, bens.commits) == (2, 1))
  }

  @Test func whatIsOverwrittenBeforeItIsReadBackIsSentAgainAtOnce() async throws {
    let bench = try await Bench(texts: ["One"])
    let store = WatchedStore(bench.store, traits: Self.traits)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    let page = """
      {"data": {"text": "One"}, "id": 0, "completions": [{"lead_time": 3, "result": [{"value": \
      {"choices": ["Neutral"]}, "id": "abcdefghij", "from_name": "sentiment", "to_name": "text", \
      "type": "choices"}], "id": 1, "created_at": 1700000009}]}
      """
    store.afterNextCommit { try await bench.fill(Bench.labeled, ["0": Array(page.utf8)]) }
    try await workspace.flush()
    let completions = try await object("0", bench).completions
    #expect(completions.map { $0.authorship?.annotator } == [nil, "ana"])
    #expect(completions.map(\.id) == [1, 2])
    #expect(try await workspace.summary().unsent == 0)
  }

  @Test func aSendThatBreaksOffHalfwayIsFinishedByTheNext() async throws {
    let bench = try await Bench(texts: ["One", "Two", "Three"])
    let store = WatchedStore(bench.store, traits: Self.traits)
    let workspace = try await bench.open(store: store)
    try await workspace.sync()
    for id in 0..<3 { try await workspace.label(id, "Positive") }
    store.breakNextCommit(after: 1)
    await #expect(throws: StoreError.self) { try await workspace.flush() }
    #expect(try await workspace.summary().unsent == 3)
    #expect(try await workspace.flush().tasks == 2)
    for name in ["0", "1", "2"] {
      #expect(try await object(name, bench).completions.count == 1)
    }
    #expect(try await workspace.summary().unsent == 0)
    #expect(try await workspace.flush().commit == nil)
  }
}
