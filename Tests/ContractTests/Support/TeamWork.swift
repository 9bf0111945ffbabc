import DataRepository
import Foundation
import LabelCore
import Workspace

/// What is labelled together: 50 texts, by eight people, four times each.
enum TeamWork {
  static let tasks = 50
  /// Once, and then three changes.
  static let rounds = 4
  static let names = ["ana", "ben", "cem", "dua", "eva", "fay", "gus", "hal"]
  static let raw = Branch(repo: "raw_data", name: "master")
  static let labeled = Branch(repo: "labeled_data", name: "master")
  private static let values = ["Positive", "Negative", "Neutral"]

  /// Each round another one.
  static func value(_ name: String, _ task: Int, _ round: Int) -> String {
    let writer = names.firstIndex(of: name) ?? 0
    return values[(writer + task + round) % values.count]
  }

  /// The texts, and one label of the web page's.
  static func fill(_ store: any VersionedStore) async throws {
    for branch in [raw, labeled] {
      try await store.createRepo(branch.repo, description: "")
      _ = try await store.createBranch(branch, head: nil)
    }
    let texts = (0..<tasks).map { id in
      let bytes = JSON.object([.init("text", .string("Text \(id)"))]).bytes(.python)
      return FileChange.put(path: String(format: "/%02d.json", id), content: .bytes(bytes))
    }
    _ = try await store.commit(texts, to: raw, description: "", ifHead: nil)
    try await WebPage(store: store).label(WebPage.edited, "Positive")
  }

  static func object(_ id: Int, _ store: any VersionedStore) async throws -> TaskObject {
    try TaskObject(parsing: try await store.readWhole("/\(id)", at: CommitRef(labeled)))
  }
}

extension Completion {
  /// The choices of its first region.
  var choices: [String] {
    result.first?["value"]?["choices"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }
}

/// One annotator with a workspace.
struct Writer: Sendable {
  let name: String
  private let workspace: Workspace

  init(_ name: String, at directory: String, on store: any VersionedStore) async throws {
    self.name = name
    try await WorkspaceSetup.create(
      ProjectPlan(directory: directory, source: TeamWork.raw, target: TeamWork.labeled))
    workspace = try await Workspace.open(
      directory: directory, store: store, options: WorkspaceOptions(annotator: name))
    try await workspace.sync()
  }

  /// Decides every task; every other time sends on the way, everybody at a place of their own.
  func labelAll(_ round: Int) async throws {
    let writer = TeamWork.names.firstIndex(of: name) ?? 0
    let place = TeamWork.tasks * (writer + 1) / (TeamWork.names.count + 1)
    let sends = (round + writer).isMultiple(of: 2)
    for id in 0..<TeamWork.tasks {
      let value = TeamWork.value(name, id, round)
      let decision = Decision(
        answers: [Answer(control: "sentiment", value: .choices([value]))],
        note: "round \(round)", leadTime: 1)
      _ = try await workspace.save(SaveOrder(taskID: id, decision: decision))
      if sends, id == place { try await workspace.flush() }
    }
  }

  /// Takes in what others wrote, and sends; whether there was anything to send.
  func sync() async throws -> Bool {
    try await workspace.sync()
    return try await workspace.flush().commit != nil
  }
}

/// Label Studio 0.8's page: reads an object, changes it, writes it whole, and asks nobody.
struct WebPage: Sendable {
  /// The task whose label it made before anybody else came, and changes later.
  static let edited = 7
  /// The task that it labels beside the others.
  static let added = 31

  let store: any VersionedStore

  func edit() async throws {
    var object = try await TeamWork.object(Self.edited, store)
    var completions = object.completions
    for place in completions.indices where completions[place].authorship == nil {
      completions[place].value["result"] = .array([Self.region("Neutral")])
    }
    object.completions = completions
    try await write(object, Self.edited)
    try await label(Self.added, "Positive")
  }

  /// Adds a completion of the page's own.
  func label(_ id: Int, _ value: String) async throws {
    var object: TaskObject
    do {
      object = try await TeamWork.object(id, store)
    } catch let error as StoreError where [.fileNotFound, .noHead].contains(error.code) {
      let data = JSON.object([.init("text", .string("Text \(id)"))])
      object = TaskObject(root: .object([.init("data", data)]), id: id)
    }
    object.add(
      CompletionDraft(result: [Self.region(value)], leadTime: 2), task: id, now: 1_700_000_000)
    try await write(object, id)
  }

  private func write(_ object: TaskObject, _ id: Int) async throws {
    let change = FileChange.put(path: "/\(id)", content: .bytes(object.tree.bytes(.python)))
    _ = try await store.commit([change], to: TeamWork.labeled, description: "", ifHead: nil)
  }

  private static func region(_ value: String) -> JSON {
    .object([
      .init("value", .object([.init("choices", .array([.string(value)]))])),
      .init("id", .string("abcdefghij")), .init("from_name", .string("sentiment")),
      .init("to_name", .string("text")), .init("type", .string("choices")),
    ])
  }
}
