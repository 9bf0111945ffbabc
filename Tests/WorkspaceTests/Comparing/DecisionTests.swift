import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Testing

@testable import Workspace

@Suite struct DecisionTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "tagline-decisions-\(UUID().uuidString)").path

  private func compare(
    _ a: String, _ b: String, in store: any VersionedStore
  ) async throws -> VersionComparison {
    try await ComparisonJob(
      try await LabelSeed.version(a, in: store), try await LabelSeed.version(b, in: store),
      cache: .temporary()
    ).run()
  }

  private func rows(_ result: VersionComparison) async throws -> [ComparisonRow] {
    let all = try await result.select()
    return try await result.rows(all, 0..<all.count)
  }

  private func key(_ path: String) -> RowKey { RowKey(a: path, b: path) }

  private func label(_ value: AnswerValue, by annotator: String = "cy") -> RowDecision {
    let decision = Decision(
      answers: [Answer(control: "label", value: value)], note: "talked it over", leadTime: 2.5)
    let isRating = if case .rating = value { true } else { false }
    let schema = ResultSchema(controls: [
      .init(name: "label", toName: "", form: isRating ? .rating : .choices)
    ])
    var label = NewLabel(decision, schema, at: 700)
    label.annotator = annotator
    return .label(label)
  }

  // MARK: Journal

  @Test func decisionsAreThereAgainAfterTheProcessIsGone() async throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let result = try await compare("v1", "v2", in: LabelSeed.twoVersions())
    do {
      let journal = try await DecisionJournal(in: directory, for: result)
      try await journal.decide([key("3"): .keepA, key("600"): .keepA], at: 1)
      try await journal.decide([key("3"): .keepB], at: 2)
      try await journal.decide([key("5"): label(.choices(["maybe"]))], at: 3)
      try await journal.decide([key("600"): nil], at: 4)
      #expect(try await journal.undo(at: 5) == [key("600")])
      #expect(try await journal.undo(at: 6) == [key("5")])
      #expect(try await journal.redo(at: 7) == [key("5")])
    }
    let again = try await DecisionJournal(in: directory, for: result)
    #expect(
      await again.decisions == [
        key("3"): .keepB, key("600"): .keepA, key("5"): label(.choices(["maybe"])),
      ])
    #expect(await again.canRedo)
    try await again.undo(at: 8)
    try await again.undo(at: 9)
    #expect(await again.decisions == [key("3"): .keepA, key("600"): .keepA])
    try await again.undo(at: 10)
    #expect(await again.decisions.isEmpty)
    #expect(try await again.undo(at: 11) == [])
  }

  @Test func whicheverSideIsAItIsOneJournal() async throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try await LabelSeed.twoVersions()
    do {
      let journal = try await DecisionJournal(
        in: directory, for: compare("v1", "v2", in: store))
      try await journal.decide([RowKey(a: "9", b: nil): .keepA, key("3"): .keepB], at: 1)
    }
    let turned = try await DecisionJournal(in: directory, for: compare("v2", "v1", in: store))
    #expect(await turned.decisions == [RowKey(a: nil, b: "9"): .keepB, key("3"): .keepA])
  }

  @Test func oneProcessAtATimeDecides() async throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let result = try await compare("v1", "v2", in: LabelSeed.twoVersions())
    let journal = try await DecisionJournal(in: directory, for: result)
    await #expect(throws: WorkspaceError.self) {
      try await DecisionJournal(in: directory, for: result)
    }
    try await journal.decide([key("3"): .keepA], at: 1)
  }

  // MARK: Three-way

  /// v0 with two branches of it: A relabels 1 and 3, B 2 and 3, both 4 alike; A deletes 5, B adds
  /// 8, and 6 gets another text in A and another label in B.
  private func forked() async throws -> EmbeddedStore {
    let store = try await LabelSeed.store()
    let base = try await LabelSeed.commit(
      (1...7).map { LabelSeed.object($0, [("ana", "yes")], text: "text \($0)") }, as: "v0",
      in: store)
    func branch(_ name: String, _ changes: [FileChange]) async throws {
      let branch = Branch(repo: LabelSeed.labels.repo, name: name)
      _ = try await store.createBranch(branch, head: base.id)
      _ = try await store.commit(changes, to: branch, description: "", ifHead: nil)
    }
    func object(_ id: Int, _ label: String, text: String? = nil) -> FileChange {
      LabelSeed.object(id, [("bo", label)], text: text ?? "text \(id)")
    }
    try await branch(
      "a",
      [
        object(1, "no"), object(3, "no"), object(4, "maybe"), .delete(path: "/5"),
        object(6, "yes", text: "another text"),
      ])
    try await branch(
      "b",
      [
        object(2, "no"), object(3, "maybe"), object(4, "maybe"), object(6, "no"),
        object(8, "new"),
      ])
    return store
  }

  @Test func whatOnlyOneSideChangedIsTakenAndTheRestIsAsked() async throws {
    let store = try await forked()
    let result = try await compare("a", "b", in: store)
    let merge = try #require(try await ThreeWayMerge(result))
    let base = try await store.inspectBranch(Branch(repo: LabelSeed.labels.repo, name: "v0"))
    #expect(merge.base.commit == base.head)
    let found = try await rows(result).map { row in
      "\(row.number ?? -1) \(row.kind.rawValue) \(merge.decision(row.key).rawValue)"
    }
    #expect(
      found.sorted() == [
        "1 flip take-a", "2 flip take-b", "3 flip ask", "5 only-b take-a",
        "6 text-and-label ask", "8 only-b take-b",
      ])
    #expect(merge.count(.ask) == 2)
  }

  @Test func noObjectOfThreeVersionsIsReadTwice() async throws {
    let store = WatchedStore(try await forked())
    let cache = SummaryCache.temporary()
    func merge() async throws -> ThreeWayMerge? {
      let job = ComparisonJob(
        try await LabelSeed.version("a", in: store), try await LabelSeed.version("b", in: store),
        cache: cache)
      return try await ThreeWayMerge(try await job.run())
    }
    let first = try #require(try await merge())
    // 7 of the base, 5 that either side has otherwise, one of them in both alike, and 8 is new.
    #expect(store.filesRead <= 7 + 4 + 5)
    store.forget()
    let second = try #require(try await merge())
    #expect(store.filesRead == 0)
    #expect(second.count(.ask) == first.count(.ask))
  }

  @Test func aVersionThatDescendsFromTheOtherIsTakenWhole() async throws {
    let store = try await LabelSeed.twoVersions()
    let result = try await compare("v1", "v2", in: store)
    let merge = try #require(try await ThreeWayMerge(result))
    #expect(merge.base.commit == result.a.commit)
    #expect(merge.count(.takeB) == 5)
    #expect(merge.count(.ask) == 0)
  }

  // MARK: Writing

  private func written(
    _ result: VersionComparison, _ order: WriteOrder
  ) async throws -> WrittenVersion {
    var order = order
    order.makeUID = { "uid" }
    order.makeRegionID = { "regionid01" }
    return try await result.write(order)
  }

  private let v4 = Branch(repo: LabelSeed.labels.repo, name: "v4")

  @Test func decisionsBecomeOneCommitOnANewBranch() async throws {
    let store = try await forked()
    let result = try await compare("a", "b", in: store)
    var order = WriteOrder(
      branch: v4, decisions: [key("3"): .keepB, key("6"): label(.choices(["maybe"]))])
    order.merge = try await ThreeWayMerge(result)
    let version = try await written(result, order)
    let head = try await store.inspectBranch(Branch(repo: v4.repo, name: "a")).head
    #expect(version.parent == head)
    #expect(version.counts.all == 6)
    #expect((version.counts.fromA, version.counts.fromB, version.counts.relabelled) == (2, 3, 1))
    #expect(version.counts.automatic == 4)
    let commit = try await store.inspectCommit(CommitRef(v4))
    #expect(commit.id == version.commit)
    #expect(commit.parent == head)
    #expect(
      commit.description
        == "compare labeled_data@a with labeled_data@b: 2 decided, 4 taken over")
    // Byte for byte from the side that was taken, and nothing else touched.
    let (a, b) = (result.a, result.b)
    for (path, side) in [("1", a), ("2", b), ("3", b), ("4", a), ("7", a), ("8", b)] {
      let bytes = try await store.readWhole("/" + path, at: CommitRef(v4))
      #expect(try await side.read(["/" + path]).collect().map(\.bytes) == [bytes])
    }
    #expect(
      try await store.list(at: CommitRef(v4)).map(\.path) == [
        "/1", "/2", "/3", "/4", "/6", "/7", "/8",
      ])
  }

  @Test func anotherLabelIsACompletionOfTheAnnotatorOverTheNewerText() async throws {
    let store = try await forked()
    let result = try await compare("a", "b", in: store)
    _ = try await written(
      result,
      WriteOrder(
        branch: v4, decisions: [key("6"): label(.choices(["maybe"])), key("3"): label(.rating(4))],
        undecided: .keepA))
    let object = try TaskObject(
      parsing: await store.readWhole("/6", at: CommitRef(v4)))
    #expect(object.data?["text"] == "text 6")
    let summary = LabelSummary(object, digest: .sha256)
    #expect(summary.label?.text == "maybe")
    #expect(summary.label?.annotator == "cy")
    #expect(summary.label?.note == "talked it over")
    #expect(summary.completions.count == 2)
    #expect(
      object.completions.last?.result.first == [
        "value": ["choices": ["maybe"]], "id": "regionid01", "from_name": "label",
        "to_name": "text", "type": "choices",
      ])
    #expect(summary.sources.map(\.key) == ["6.json"])
    let rated = try TaskObject(parsing: await store.readWhole("/3", at: CommitRef(v4)))
    #expect(LabelSummary(rated, digest: .sha256).label?.text == "4")
  }

  @Test func nothingIsWrittenWhileARowIsUndecidedOrTheBranchIsThere() async throws {
    let store = try await forked()
    let result = try await compare("a", "b", in: store)
    var order = WriteOrder(branch: v4)
    order.merge = try await ThreeWayMerge(result)
    await #expect(throws: WriteRefusal.undecided(count: 2, first: [key("3"), key("6")])) {
      try await result.write(order)
    }
    #expect(try await !store.hasBranch(v4))
    let v0 = Branch(repo: v4.repo, name: "v0")
    await #expect(throws: WriteRefusal.branchExists(v0)) {
      try await result.write(WriteOrder(branch: v0, undecided: .keepB))
    }
  }

  @Test func workOfOthersOnTheNewBranchStays() async throws {
    let store = try await forked()
    let watched = WatchedStore(store)
    let result = try await compare("a", "b", in: watched)
    watched.beforeNextCommit {
      try await store.put(Array("theirs".utf8), at: "/theirs", on: v4)
    }
    await #expect(throws: StoreError.self) {
      try await result.write(WriteOrder(branch: v4, undecided: .keepB))
    }
    #expect(try await store.readWhole("/theirs", at: CommitRef(v4)) == Array("theirs".utf8))
  }

  @Test func aStoreThatCommitsWithoutAConditionTellsAfterwards() async throws {
    let store = try await forked()
    let watched = WatchedStore(store, traits: StoreTraits(commitsConditionally: false))
    let result = try await compare("a", "b", in: watched)
    watched.beforeNextCommit {
      try await store.put(Array("theirs".utf8), at: "/theirs", on: v4)
    }
    await #expect {
      try await result.write(WriteOrder(branch: v4, undecided: .keepB))
    } throws: { ($0 as? StoreError)?.code == .conflict }
    #expect(try await store.readWhole("/theirs", at: CommitRef(v4)) == Array("theirs".utf8))
  }

  @Test func aBranchWithoutItsCommitDoesNotStay() async throws {
    let store = try await forked()
    let watched = WatchedStore(store)
    let result = try await compare("a", "b", in: watched)
    watched.beforeNextCommit { throw StoreError(.unreachable, "store", "gone") }
    await #expect(throws: StoreError.self) {
      try await result.write(WriteOrder(branch: v4, undecided: .keepB))
    }
    #expect(try await !store.hasBranch(v4))
  }

  @Test func aVersionOfWhichOnlyTheAnswerGotLostIsTheOneThatIsTold() async throws {
    let store = try await forked()
    let watched = WatchedStore(store)
    let result = try await compare("a", "b", in: watched)
    watched.afterNextCommit { throw StoreError(.unreachable, "store", "no answer") }
    let version = try await result.write(WriteOrder(branch: v4, undecided: .keepB))
    #expect(try await store.inspectBranch(v4).head == version.commit)
    #expect(version.commit != version.parent)
  }

  @Test func aTaskOfBAloneGetsTheNextNumberWhereAHasAnother() async throws {
    let store = try await LabelSeed.store()
    let base = try await LabelSeed.commit(
      [LabelSeed.object(1, [("ana", "yes")], text: "one")], as: "v0", in: store)
    for (name, text) in [("a", "new in a"), ("b", "new in b")] {
      let branch = Branch(repo: v4.repo, name: name)
      _ = try await store.createBranch(branch, head: base.id)
      // The same number for two tasks, as two people give it who do not know of each other.
      let body = """
        {"id": 2, "data": {"text": "\(text)"}, "completions": [{"id": 2001, "created_at": 1, \
        "result": [{"from_name": "label", "to_name": "text", "type": "choices", "value": \
        {"choices": ["yes"]}}]}]}
        """
      _ = try await store.put(Array(body.utf8), at: "/2", on: branch)
    }
    let result = try await compare("a", "b", in: store)
    #expect(try await rows(result).map(\.kind) == [.onlyA, .onlyB])
    var order = WriteOrder(branch: v4)
    order.merge = try await ThreeWayMerge(result)
    _ = try await written(result, order)
    #expect(try await store.list(at: CommitRef(v4)).map(\.path) == ["/1", "/2", "/3"])
    let moved = try TaskObject(parsing: await store.readWhole("/3", at: CommitRef(v4)))
    #expect(moved.id == 3)
    #expect(moved.completions.map(\.id) == [3_001])
    #expect(moved.data?["text"] == "new in b")
  }

  @Test func decisionsOverAnExportAreWrittenToTheStore() async throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try await LabelSeed.store()
    try await LabelSeed.commit([LabelSeed.object(1, "text 1", "yes")], as: "v1", in: store)
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    guard case .put(_, .bytes(let bytes)) = LabelSeed.object(1, "text 1", "no") else { return }
    try Data("[".utf8 + bytes + "]".utf8).write(to: URL(filePath: directory + "/x.json"))
    let result = try await ComparisonJob(
      try await LabelSeed.version("v1", in: store),
      try ExportVersion(LocalExport(directory + "/x.json", name: "x.json")), cache: .temporary()
    ).run()
    let version = try await written(result, WriteOrder(branch: v4, undecided: .keepB))
    #expect(version.counts.fromB == 1)
    let object = try TaskObject(parsing: await store.readWhole("/1", at: CommitRef(v4)))
    #expect(LabelSummary(object, digest: .sha256).label?.text == "no")
    let reversed = try await ComparisonJob(
      try ExportVersion(LocalExport(directory + "/x.json", name: "x.json")),
      try await LabelSeed.version("v1", in: store), cache: .temporary()
    ).run()
    await #expect(throws: WriteRefusal.notWritable("x.json")) {
      try await reversed.write(WriteOrder(branch: v4, undecided: .keepB))
    }
  }
}
