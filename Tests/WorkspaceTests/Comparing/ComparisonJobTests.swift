import DataRepository
import EmbeddedStore
import LabelCore
import Synchronization
import Testing

@testable import Workspace

@Suite struct ComparisonJobTests {
  private let cache = SummaryCache.temporary()

  private func compare(
    _ a: any LabelVersion, _ b: any LabelVersion, _ options: ComparisonOptions = .init()
  ) async throws -> VersionComparison {
    try await ComparisonJob(a, b, cache: cache, options: options).run()
  }

  private func numbers(
    _ result: VersionComparison, _ filter: ComparisonFilter = ComparisonFilter()
  ) async throws -> [Int?] {
    let selection = try await result.select(filter)
    return try await result.rows(selection, 0..<selection.count).map(\.number)
  }

  @Test func twoVersionsOfAStoreAreComparedAndTheSecondTimeNothingIsRead() async throws {
    let store = try await LabelSeed.twoVersions()
    let (v1, v2) = (
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("master", in: store)
    )
    let first = try await compare(v1, v2)
    #expect(
      first.comparison.counts.line
        == "both 1199   same 1196 (99.7%)   flipped 3   only A 1   only B 1   text changed 0")
    #expect(first.hashes == HashCounts(same: 1_196, changed: 4, gone: 1, added: 2))
    #expect(first.comparison.main?.matrix.count("yes", "no") == 2)
    #expect(first.comparison.main?.matrix.count("no", "yes") == 1)
    #expect(try await numbers(first) == [3, 600, 1_199, 5, 2_000])
    #expect(first.unreadable == .init(paths: ["/readme"], count: 1))
    // 1,201 of A, four that B has otherwise, one new; the moved one is known by its hash.
    #expect(first.read == 1_206)
    let second = try await compare(v1, v2)
    #expect(second.read == 0)
    #expect(second.comparison == first.comparison)
    #expect(try await numbers(second) == [3, 600, 1_199, 5, 2_000])
    // The sums of B were kept as well: turned round, nothing is read either.
    let swapped = try await compare(v2, v1)
    #expect(swapped.read == 0)
    #expect(swapped.comparison.counts == first.comparison.counts.swapped)
    #expect(swapped.comparison.controls == first.comparison.swapped.controls)
  }

  @Test func sumsOfAnEarlierComparisonGiveTheSameFiguresAsReadingAll() async throws {
    let store = try await LabelSeed.twoVersions()
    let names = ["v1", "v2", "v1"]
    let versions = try await names.asyncMap { try await LabelSeed.version($0, in: store) }
    for (a, b) in [(0, 1), (1, 0), (0, 2), (1, 1)] {
      let known = try await compare(versions[a], versions[b])
      let fresh = try await ComparisonJob(
        versions[a], versions[b], cache: .temporary()
      ).run()
      #expect(known.comparison == fresh.comparison)
    }
  }

  @Test func aVersionIsTheSameAsItself() async throws {
    let store = try await LabelSeed.twoVersions()
    let v1 = try await LabelSeed.version("v1", in: store)
    let result = try await compare(v1, v1)
    #expect(result.comparison.isSame)
    #expect(result.comparison.main?.kappa?.value == 1)
    #expect(result.read == 1_201)
    #expect(try await result.select().count == 0)
  }

  @Test func countsOfHashesComeBeforeTheEndAndFiguresOnlyThen() async throws {
    let store = try await LabelSeed.twoVersions()
    let job = ComparisonJob(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store),
      cache: cache)
    let seen = Mutex<[ComparisonProgress]>([])
    let result = try await job.run { progress in seen.withLock { $0.append(progress) } }
    let known = seen.withLock { $0.filter { $0.hashes != nil } }
    #expect(known.first?.fraction == 0)
    #expect(known.allSatisfy { $0.hashes == result.hashes })
    #expect(known.map { $0.done } == known.map { $0.done }.sorted())
    #expect(known.last?.fraction == 1)
  }

  @Test func whatWasCutOffIsNotTakenForAllThereIs() async throws {
    let store = try await LabelSeed.twoVersions()
    let job = ComparisonJob(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store),
      cache: cache)
    let stops = [0, 400, 1_100]
    for stop in stops {
      let run = Task {
        try await job.run { progress in
          guard progress.hashes != nil, progress.done >= stop else { return }
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
      await #expect(throws: CancellationError.self) { try await run.value }
    }
    let whole = try await job.run()
    #expect(whole.comparison.counts.both == 1_199)
    #expect(try await job.run().comparison == whole.comparison)
  }

  @Test func tasksThatMovedAndChangedTheirTextArePairedAndLookedUpAgain() async throws {
    let store = try await LabelSeed.store()
    func object(_ id: Int, at path: Int, _ label: String, _ text: String) throws -> FileChange {
      guard
        case .put(_, let content) = LabelSeed.object(id, [("ana", label)], text: text)
      else { throw StoreError(.failed, "", "") }
      return .put(path: "/\(path)", content: content)
    }
    try await LabelSeed.commit(
      (0..<600).map { try object($0, at: $0, "yes", "text \($0)") }, as: "v1", in: store)
    try await LabelSeed.commit(
      [.delete(path: "/")]
        + (0..<600).map { try object($0, at: 599 - $0, "no", "other \($0)") }, as: "v2", in: store)
    let result = try await compare(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store))
    #expect(result.comparison.counts[.textAndLabel] == 600)
    #expect(result.comparison.main?.matrix.count("yes", "no") == 600)
    let row = try #require(try await result.rows(result.select(), 0..<1).first)
    #expect(row.a?.path == "0" && row.b?.path == "599")
    #expect(row.a?.summary.excerpt == "text 0" && row.b?.summary.shown == "no")
    #expect(result.read == 1_200)
  }

  @Test func rowsAreFoundByKindLabelAnnotatorAndCell() async throws {
    let store = try await LabelSeed.twoVersions()
    let result = try await compare(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store))
    #expect(try await numbers(result, .init(kinds: [.flip])) == [3, 600, 1_199])
    #expect(try await numbers(result, .init(kinds: [.onlyA, .onlyB], label: "yes")) == [2_000])
    #expect(try await numbers(result, .init(annotator: "ana")) == [])
    let cell = ComparisonFilter.Cell(control: "label", a: "yes", b: "no")
    #expect(try await numbers(result, .init(cell: cell)) == [3, 600])
    // A cell on the diagonal: 400 yes in A, two of them no in B, one moved, not in its place.
    let diagonal = ComparisonFilter(cell: .init(control: "label", a: "yes", b: "yes"))
    let same = try await numbers(result, diagonal)
    #expect(same.count == result.comparison.main?.matrix.count("yes", "yes"))
    #expect(same.count == 398)
    #expect(Set(same).isDisjoint(with: [3, 600, 1_199]))
    // All that is yes in B: the diagonal and what became it.
    let column = try await numbers(result, .init(cell: .init(control: "label", b: "yes")))
    #expect(Set(column) == Set(same).union([1_199]))
    #expect(try await result.select(.init(kinds: [.same])).count == 1_196)
  }

  @Test func aFilterOfTheTablePassesTheRowsThatThePureOnePasses() async throws {
    let store = try await LabelSeed.store()
    let names = ["yes", "no", "maybe"]
    var changes: [[FileChange]] = [[], []]
    for id in 0..<60 {
      for side in 0...1 where (id + side) % 7 != 0 {
        changes[side].append(
          LabelSeed.object(
            id, [("ana", names[id % 3]), (side == 0 ? "bo" : "cy", names[(id * (side + 2)) % 3])],
            text: "text \(id)"))
      }
    }
    try await LabelSeed.commit(changes[0], as: "v1", in: store)
    try await LabelSeed.commit([.delete(path: "/")] + changes[1], as: "v2", in: store)
    let result = try await compare(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store))
    let all = try await result.select(.init(kinds: Set(DifferenceKind.allCases)))
    let rows = try await result.rows(all, 0..<all.count)
    #expect(rows.count == 60)
    var filters = [ComparisonFilter(kinds: [.flip]), .init(label: "maybe"), .init(annotator: "bo")]
    for a in names {
      for b in names {
        filters.append(.init(cell: .init(control: "label", a: .init([a]), b: .init([b]))))
      }
    }
    for filter in filters {
      var expected = rows.filter(filter.passes)
      if !filter.mayPassSame { expected.removeAll { $0.kind == .same } }
      #expect(try await Set(numbers(result, filter)) == Set(expected.map(\.number)))
    }
  }

  @Test func theDetailOfARowHasBothTextsAndEverybodysCompletions() async throws {
    let store = try await LabelSeed.store()
    try await LabelSeed.commit(
      [LabelSeed.object(1, [("ana", "yes"), ("bo", "no")], text: "as it was")], as: "v1", in: store)
    try await LabelSeed.commit(
      [LabelSeed.object(1, [("ana", "no")], text: "as it is")], as: "v2", in: store)
    let result = try await compare(
      try await LabelSeed.version("v1", in: store), try await LabelSeed.version("v2", in: store))
    let row = try #require(
      try await result.rows(result.select(), 0..<5).first)
    #expect(row.a?.summary.excerpt == "as it was")
    let detail = try await result.detail(row)
    #expect(detail.a?.text == "as it was")
    #expect(detail.b?.text == "as it is")
    #expect(detail.a?.completions.map(\.annotator) == ["ana", "bo"])
    #expect(detail.a?.deciding == 1)
    #expect(detail.b?.completions.map(\.text) == ["no"])
  }

  @Test func twoAnnotatorsOfOneVersionAreComparedTaskByTask() async throws {
    let store = try await LabelSeed.store()
    try await LabelSeed.commit(
      [
        LabelSeed.object(1, [("ana", "yes"), ("bo", "yes"), ("cy", "no")]),
        LabelSeed.object(2, [("ana", "no"), ("bo", "no")]),
        LabelSeed.object(3, [("ana", "no"), ("bo", "yes")]), LabelSeed.object(4, [("cy", "no")]),
        LabelSeed.object(5, "made on the web page", "yes"),
      ], as: "v1", in: store)
    let v1 = try await LabelSeed.version("v1", in: store)
    let result = try await compare(
      v1, v1, ComparisonOptions(annotatorA: "ana", annotatorB: "bo"))
    #expect(try await numbers(result) == [3])
    #expect(result.comparison.counts.both == 3)
    #expect(result.comparison.counts.same == 2)
    #expect(try await numbers(result, .init(kinds: [.same])) == [1, 2])
    let people = try await AgreementJob(v1, cache: cache).run()
    let pairs = people.agreement.pairs("label").map {
      "\($0.a)-\($0.b) \($0.agreement.same)/\($0.agreement.both)"
    }
    #expect(pairs == ["ana-bo 2/3", "ana-cy 0/1", "bo-cy 0/1"])
    #expect(people.agreement.unknown == 1)
    #expect(people.read == 0)
  }

  @Test func listingsMeetInByteOrder() async throws {
    func listing(_ paths: [String]) -> AsyncThrowingStream<FileInfo, any Error> {
      AsyncThrowingStream { continuation in
        for path in paths {
          continuation.yield(FileInfo(path: path, kind: .file, size: 1, hash: path))
        }
        continuation.finish()
      }
    }
    var merged = MergedListings(listing(["/1", "/10", "/é"]), listing(["/10", "/2", "/z"]))
    var found: [String] = []
    while let place = try await merged.next() {
      found.append("\(place.a?.path ?? "-") \(place.b?.path ?? "-") \(place.isSame)")
    }
    #expect(
      found == ["/1 - false", "/10 /10 true", "- /2 false", "- /z false", "/é - false"])
  }
}

extension Array {
  /// The elements put through `body`, one after another.
  func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
    var results: [T] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
