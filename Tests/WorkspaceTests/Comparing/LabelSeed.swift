import DataRepository
import EmbeddedStore
import LabelCore

@testable import Workspace

/// Stores with versions of labels, made for comparing.
enum LabelSeed {
  static let labels = Branch(repo: "labeled_data", name: "master")

  /// An object as Label Studio stores it; without a label it is open.
  static func object(_ id: Int, _ text: String, _ label: String?) -> FileChange {
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

  /// A task as Tagline stores it, with a completion of each annotator.
  static func object(
    _ id: Int, _ labels: [(annotator: String, label: String)], text: String = "x"
  ) -> FileChange {
    let control = ResultSchema.Control(name: "label", toName: "text", choices: [])
    var object = TaskObject(root: ["data": ["text": .string(text)]], id: id)
    for (annotator, label) in labels {
      let source = SourceFile(
        repo: "raw_data", branch: "master", key: "\(id).json", sha256: "", commit: "")
      let save = DecisionSave(
        Decision(answers: [Answer(control: "label", value: .choices([label]))]),
        schema: ResultSchema(controls: [control]), task: id, now: 5,
        authorship: Authorship(uid: annotator, annotator: annotator, source: source))
      object.save(save, digest: .sha256) { "region" }
    }
    return .put(path: "/\(id)", content: .bytes(object.bytes))
  }

  /// An empty store with a repo for labels.
  static func store() async throws -> EmbeddedStore {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo(labels.repo, description: "")
    return store
  }

  /// Commits on master and marks the commit with a branch.
  @discardableResult
  static func commit(
    _ changes: [FileChange], as version: String, in store: any VersionedStore
  ) async throws -> CommitInfo {
    let commit = try await store.commit(changes, to: labels, description: "", ifHead: nil)
    _ = try await store.createBranch(Branch(repo: labels.repo, name: version), head: commit.id)
    return commit
  }

  /// v1 and v2: 1,200 tasks, three of them relabelled, one skipped over, one new, one moved.
  static func twoVersions() async throws -> EmbeddedStore {
    let store = try await store()
    var first = (0..<1_200).map { object($0, "text \($0)", $0 % 3 == 0 ? "yes" : "no") }
    first.append(.put(path: "/readme", content: .bytes(Array("no task".utf8))))
    try await commit(first, as: "v1", in: store)
    let moved = try await store.readWhole("/9", at: CommitRef(labels))
    try await commit(
      [
        object(3, "text 3", "no"), object(600, "text 600", "no"),
        object(1_199, "text 1199", "yes"), object(5, "text 5", nil), object(2_000, "late", "yes"),
        .delete(path: "/9"), .put(path: "/5009", content: .bytes(moved)),
      ], as: "v2", in: store)
    return store
  }

  static func version(_ name: String, in store: any VersionedStore) async throws -> StoreVersion {
    try await StoreVersion(CommitRef(repo: labels.repo, commit: name), in: store)
  }
}
