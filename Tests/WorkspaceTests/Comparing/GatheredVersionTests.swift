import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import Workspace

/// Versions in which Label Studio 1.x stored several annotations of a task: each task counts once.
struct GatheredVersionTests {
  private let cache = SummaryCache.temporary()

  /// v1: "one" and "three" of ours, of which 1.x annotated the first as well, and "two" that 1.x annotated twice.
  /// v2: 1.x decided "two" otherwise and annotated "four" twice.
  private func versions() async throws -> (bench: Bench, v1: StoreVersion, v2: StoreVersion) {
    let bench = try await Bench(texts: ["one", "two", "three", "four"])
    let workspace = try await bench.open()
    try await workspace.sync()
    for id in [0, 2] { try await workspace.label(id, "Negative") }
    try await workspace.flush()
    try await workspace.close()
    try await bench.annotate(
      "web/", Annotation(id: 7, text: "two", choice: "Positive", task: 12),
      Annotation(id: 8, text: "two", choice: "Neutral", task: 12, user: "ann2@x.org", minute: 20),
      Annotation(id: 9, text: "one", choice: "Positive", task: 11))
    let labeled = Bench.labeled
    let v1 = try await StoreVersion(CommitRef(labeled), in: bench.store)
    _ = try await bench.store.createBranch(
      Branch(repo: labeled.repo, name: "v1"), head: labeled.name)
    try await bench.annotate(
      "web/",
      Annotation(id: 8, text: "two", choice: "Negative", task: 12, user: "ann2@x.org", minute: 30),
      Annotation(id: 10, text: "four", choice: "Positive", task: 14),
      Annotation(id: 11, text: "four", choice: "Neutral", task: 14, minute: 20))
    return (bench, v1, try await StoreVersion(CommitRef(labeled), in: bench.store))
  }

  @Test func figuresCountTasksAndAreKept() async throws {
    let (_, v1, v2) = try await versions()
    for (version, labelled) in [(v1, 3), (v2, 4)] {
      #expect(await TallyJob(version, cache: cache).known() == nil)
      let tally = try await TallyJob(version, cache: cache).run()
      #expect(tally.tasks == labelled && tally.labelled == labelled && tally.objects == labelled)
      #expect(await TallyJob(version, cache: cache).known() == tally)
    }
    let tally = try await TallyJob(v1, cache: cache).run()
    // The newest label of each.
    #expect(tally.histogram("sentiment") == ["Positive": 1, "Neutral": 1, "Negative": 1])
    #expect(tally.annotators == ["ana": 2, "lead@example.org": 2, "ann2@x.org": 1])
  }

  @Test(.timeLimit(.minutes(10)))
  func tasksOfWhichEachIsInOneObjectAreComparedAsTheyAre() async throws {
    let bench = try await Bench(texts: ["one", "two"])
    try await bench.annotate(
      "web/", Annotation(id: 7, text: "one", choice: "Positive", task: 11),
      Annotation(id: 8, text: "two", choice: "Neutral", task: 12))
    let v1 = try await StoreVersion(CommitRef(Bench.labeled), in: bench.store)
    try await bench.annotate(
      "web/", Annotation(id: 8, text: "two", choice: "Negative", task: 12, minute: 30))
    let v2 = try await StoreVersion(CommitRef(Bench.labeled), in: bench.store)
    let result = try await ComparisonJob(v1, v2, cache: cache).run()
    let counts = result.comparison.counts
    #expect(counts.both == 2 && counts.same == 1 && counts.flipped == 1)
    let agreement = try await AgreementJob(v2, cache: cache).run()
    #expect(agreement.unreadable.count == 0)
    #expect(try await TallyJob(v2, cache: cache).run().labelled == 2)
  }

  @Test func aTaskIsPairedOnceWithAllOfItsAnnotationsAndTheSecondTimeNothingIsRead() async throws {
    let (_, v1, v2) = try await versions()
    let result = try await ComparisonJob(v1, v2, cache: cache).run()
    let counts = result.comparison.counts
    #expect(counts.inA == 3 && counts.inB == 4 && counts.both == 3)
    #expect(counts.same == 2 && counts.flipped == 1 && counts[.onlyB] == 1 && counts[.onlyA] == 0)
    let rows = try await result.rows(result.select(), 0..<9)
    #expect(rows.count == 2)
    let flip = try #require(rows.first { $0.a != nil })
    let detail = try await result.detail(flip)
    #expect(detail.a?.completions.count == 2 && detail.b?.completions.count == 2)
    let again = try await ComparisonJob(v1, v2, cache: cache).run()
    #expect(again.read == 0 && again.comparison == result.comparison)
    let turned = try await ComparisonJob(v2, v1, cache: cache).run()
    #expect(turned.comparison.counts == counts.swapped)
    #expect(try await ComparisonJob(v1, v1, cache: cache).run().comparison.isSame)
  }

  @Test func annotatorsOfOneTaskInSeveralObjectsAreCompared() async throws {
    let (_, v1, _) = try await versions()
    let result = try await AgreementJob(v1, cache: cache).run()
    #expect(result.agreement.labelled == ["ana": 2, "lead@example.org": 2, "ann2@x.org": 1])
    #expect(result.agreement.shared == 2)
  }

  @Test(arguments: [RowDecision.keepA, .keepB])
  func whatIsDecidedTakesAllObjectsOfATask(_ decision: RowDecision) async throws {
    let (bench, v1, v2) = try await versions()
    let result = try await ComparisonJob(v1, v2, cache: cache).run()
    var decisions: [RowKey: RowDecision] = [:]
    for row in try await result.rows(result.select(), 0..<9) { decisions[row.key] = decision }
    let branch = Branch(repo: Bench.labeled.repo, name: "v3")
    _ = try await result.write(WriteOrder(branch: branch, decisions: decisions))
    let v3 = try await StoreVersion(CommitRef(branch), in: bench.store)
    let expected = decision == .keepA ? v1 : v2
    let files = try await bench.store.list(at: v3.ref)
    #expect(files.map(\.path) == (try await bench.store.list(at: expected.ref)).map(\.path))
    #expect(files.map(\.hash) == (try await bench.store.list(at: expected.ref)).map(\.hash))
    #expect(try await ComparisonJob(v3, expected, cache: cache).run().comparison.isSame)
  }

  @Test func whatOnlyOneSideAnnotatedIsTakenWholeByAThreeWayMerge() async throws {
    let (bench, v1, v2) = try await versions()
    let other = Branch(repo: Bench.labeled.repo, name: "other")
    _ = try await bench.store.createBranch(other, head: v1.ref.commit)
    try await bench.fill(
      other,
      ["web/9": Annotation(id: 9, text: "one", choice: "Neutral", task: 11, minute: 40).bytes])
    let b = try await StoreVersion(CommitRef(other), in: bench.store)
    let result = try await ComparisonJob(v2, b, cache: cache).run()
    let merge = try #require(try await ThreeWayMerge(result))
    #expect(merge.count(.takeA) == 2 && merge.count(.takeB) == 1 && merge.count(.ask) == 0)
    let branch = Branch(repo: Bench.labeled.repo, name: "v3")
    var order = WriteOrder(branch: branch)
    order.merge = merge
    _ = try await result.write(order)
    let v3 = try await StoreVersion(CommitRef(branch), in: bench.store)
    let paths = try await bench.store.list(at: v3.ref).map(\.path)
    #expect(paths == (try await bench.store.list(at: v2.ref)).map(\.path))
    let counts = try await ComparisonJob(v3, v2, cache: cache).run().comparison.counts
    #expect(counts.both == 4 && counts.same == 3 && counts.flipped == 1)
    let histogram = try await TallyJob(v3, cache: cache).run().histogram("sentiment")
    // one Neutral from B; two Negative and four Neutral from A; three as it was.
    #expect(histogram == ["Neutral": 2, "Negative": 2])
  }

  @Test func aNewLabelIsAnObjectOfItsOwnBesideThoseOf1x() async throws {
    let (bench, v1, v2) = try await versions()
    let result = try await ComparisonJob(v1, v2, cache: cache).run()
    let rows = try await result.rows(result.select(), 0..<9)
    let flip = try #require(rows.first { $0.a != nil })
    // Older than what 1.x has: it counts all the same.
    let label = NewLabel(
      result: [
        [
          "value": ["choices": ["Positive"]], "id": "n", "from_name": "sentiment",
          "to_name": "text", "type": "choices",
        ]
      ], annotator: "ana", at: 1_700_000_000)
    var order = WriteOrder(
      branch: Branch(repo: Bench.labeled.repo, name: "v3"), decisions: [flip.key: .label(label)])
    order.undecided = .keepA
    _ = try await result.write(order)
    let v3 = try await StoreVersion(CommitRef(order.branch), in: bench.store)
    let paths = try await bench.store.list(at: v3.ref).map(\.path)
    #expect(paths == ["/0", "/2", "/3", "/web/7", "/web/8", "/web/9"])
    #expect(try await TallyJob(v3, cache: cache).run().labelled == 3)
    let again = try await ComparisonJob(v1, v3, cache: cache).run().comparison.counts
    #expect(again.flipped == 1 && again.same == 2 && again[.onlyB] == 0 && again[.onlyA] == 0)
  }
}
