import ArgumentParser
import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import tagline

@Suite struct CompareTests {
  private let labels = Branch(repo: "labeled_data", name: "master")

  private func object(_ id: Int, _ text: String, _ label: String?) -> FileChange {
    let completion = label.map {
      """
      {"id": \(id * 1000 + 1), "created_at": 1, "result": [{"from_name": "label", "to_name": "text", \
      "type": "choices", "value": {"choices": ["\($0)"]}}]}
      """
    }
    let body = """
      {"id": \(id), "data": {"text": "\(text)"}, "completions": [\(completion ?? "")]}
      """
    return .put(path: "/\(id)", content: .bytes(Array(body.utf8)))
  }

  /// v1 and v2: 1,200 tasks, three of them relabelled, one skipped over, one new, one moved.
  private func store() async throws -> EmbeddedStore {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo(labels.repo, description: "")
    var first = (0..<1_200).map { object($0, "text \($0)", $0 % 3 == 0 ? "yes" : "no") }
    first.append(.put(path: "/readme", content: .bytes(Array("no task".utf8))))
    let v1 = try await store.commit(first, to: labels, description: "", ifHead: nil)
    _ = try await store.createBranch(Branch(repo: labels.repo, name: "v1"), head: v1.id)
    let moved = try await store.readWhole("/9", at: CommitRef(labels))
    let changes: [FileChange] = [
      object(3, "text 3", "no"), object(600, "text 600", "no"), object(1_199, "text 1199", "yes"),
      object(5, "text 5", nil), object(2_000, "late", "yes"), .delete(path: "/9"),
      .put(path: "/5009", content: .bytes(moved)),
    ]
    _ = try await store.commit(changes, to: labels, description: "", ifHead: nil)
    return store
  }

  @Test func twoVersionsOfAStoreAreCompared() async throws {
    let reader = VersionReader(store: try await store())
    let v1 = try await reader.pinned(CommitRef(repo: "labeled_data", commit: "v1"))
    let v2 = try await reader.pinned(CommitRef(labels))
    let (comparison, tally) = try await reader.compare(v1, v2, ComparisonOptions())
    #expect(
      comparison.counts.line
        == "both 1199   same 1196 (99.7%)   flipped 3   only A 1   only B 1   text changed 0")
    #expect(comparison.main?.matrix.count("yes", "no") == 2)
    #expect(comparison.main?.matrix.count("no", "yes") == 1)
    #expect(comparison.rows.map(\.number) == [3, 600, 1_199, 5, 2_000])
    #expect(tally.unreadable == ["/readme"])
    // 1,201 of A, four that B has otherwise, one new; the moved one is known by its hash.
    #expect(tally.read == 1_206)
  }

  @Test func aVersionIsTheSameAsItself() async throws {
    let reader = VersionReader(store: try await store())
    let v1 = CommitRef(repo: "labeled_data", commit: "v1")
    let (comparison, tally) = try await reader.compare(v1, v1, ComparisonOptions())
    #expect(comparison.isSame)
    #expect(comparison.main?.kappa?.value == 1)
    #expect(tally.read == 1_201)
  }

  /// A task as Tagline stores it, with a completion of each annotator.
  private func object(_ id: Int, _ labels: [(annotator: String, label: String)]) -> FileChange {
    let digest = LabelCore.Digest { ContentHash(of: $0).hex }
    let control = ResultSchema.Control(name: "label", toName: "text", choices: [])
    var object = TaskObject(root: ["data": ["text": "x"]], id: id)
    for (annotator, label) in labels {
      let save = DecisionSave(
        Decision(answers: [Answer(control: "label", value: .choices([label]))]),
        schema: ResultSchema(controls: [control]), task: id, now: 5,
        authorship: Authorship(uid: annotator, annotator: annotator))
      object.save(save, digest: digest) { "region" }
    }
    return .put(path: "/\(id)", content: .bytes(object.bytes))
  }

  @Test func annotatorsOfOneVersionAreCompared() async throws {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo(labels.repo, description: "")
    _ = try await store.commit(
      [
        object(1, [("ana", "yes"), ("bo", "yes"), ("cy", "no")]),
        object(2, [("ana", "no"), ("bo", "no")]), object(3, [("ana", "no"), ("bo", "yes")]),
        object(4, "made on the web page", "yes"),
      ], to: labels, description: "", ifHead: nil)
    let (agreement, tally) = try await VersionReader(store: store)
      .agreement(at: CommitRef(labels))
    let pairs = agreement.pairs("label").map {
      "\($0.a)-\($0.b) \($0.agreement.same)/\($0.agreement.both)"
    }
    #expect(pairs == ["ana-bo 2/3", "ana-cy 0/1", "bo-cy 0/1"])
    #expect(agreement.unknown == 1)
    #expect(tally.read == 4)
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

  @Test func argumentsThatDoNotGoTogetherAreRefused() throws {
    let good = try Compare.parse(["a@1", "a@2", "--json", "--only", "flips", "--exit-code"])
    #expect(good.only == [.flip])
    #expect(good.format == .json)
    #expect(try Compare.parse(["a@1", "--by", "annotator"]).b == nil)
    for wrong in [
      ["a@1"], ["a@1", "a@2", "--json", "--csv"], ["a@1", "a@2", "--only", "odd"],
      ["a@1", "a@2", "--by", "annotator"], ["a@1", "--by", "annotator", "--only", "flips"], ["a"],
    ] {
      #expect(throws: (any Error).self) { try Compare.parse(wrong) }
    }
  }
}
