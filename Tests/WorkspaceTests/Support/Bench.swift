import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Synchronization
import Workspace

/// A store in memory and a project directory that lasts as long as this value.
final class Bench: Sendable {
  static let raw = Branch(repo: "raw_data", name: "master")
  static let labeled = Branch(repo: "labeled_data", name: "master")

  let store: EmbeddedStore
  let directory: String
  let clock = Clock()

  init() async throws {
    store = try EmbeddedStore.inMemory()
    directory =
      FileManager.default.temporaryDirectory.path + "/tagline-test-\(UUID().uuidString)/project"
    for branch in [Self.raw, Self.labeled] {
      try await store.createRepo(branch.repo, description: "")
      _ = try await store.createBranch(branch, head: nil)
    }
  }

  deinit {
    try? FileManager.default.removeItem(
      atPath: (directory as NSString).deletingLastPathComponent)
  }

  /// A project with the sentiment config, and a raw file `NN.json` for each text.
  convenience init(texts: [String]) async throws {
    try await self.init()
    try await WorkspaceSetup.create(
      ProjectPlan(directory: directory, source: Self.raw, target: Self.labeled))
    try await put(texts)
  }

  func put(_ texts: [String], from first: Int = 0) async throws {
    guard !texts.isEmpty else { return }
    let changes = texts.enumerated().map { index, text in
      let name = "/" + String(format: "%02d", first + index) + ".json"
      let bytes = JSON.object([.init("text", .string(text))]).bytes(.python)
      return FileChange.put(path: name, content: .bytes(bytes))
    }
    _ = try await store.commit(changes, to: Self.raw, description: "", ifHead: nil)
  }

  func remove(_ key: String) async throws {
    _ = try await store.commit(
      [.delete(path: "/" + key)], to: Self.raw, description: "", ifHead: nil)
  }

  /// The paths of all objects in the target.
  func targetFiles() async throws -> [String] {
    try await store.list(at: CommitRef(Self.labeled)).map(\.path)
  }

  /// A second project on the same branches, as another person has it.
  func secondDirectory() async throws -> String { try await project("-2") }

  func thirdDirectory() async throws -> String { try await project("-3") }

  private func project(_ suffix: String) async throws -> String {
    let other = directory + suffix
    try await WorkspaceSetup.create(
      ProjectPlan(directory: other, source: Self.raw, target: Self.labeled))
    return other
  }

  /// Puts another labeling config in place, as an editor does.
  func write(config: String) throws {
    try config.write(toFile: directory + "/config.xml", atomically: true, encoding: .utf8)
  }

  func options(_ annotator: String = "ana") -> WorkspaceOptions {
    var options = WorkspaceOptions(annotator: annotator)
    let clock = self.clock
    // What a test sends on closing is sent, however busy the machine.
    options.policy.quitSeconds = 300
    options.now = { clock.seconds }
    options.makeUID = { clock.next("uid") }
    options.makeRegionID = { clock.region() }
    return options
  }

  func open(
    _ annotator: String = "ana", store: (any VersionedStore)? = nil, directory: String? = nil
  ) async throws -> Workspace {
    try await Workspace.open(
      directory: directory ?? self.directory, store: store ?? self.store,
      options: options(annotator))
  }

  /// The commits of the target branch, newest first.
  func commits() async throws -> [CommitInfo] {
    try await store.listCommits(of: "labeled_data", from: nil, limit: nil).collect()
  }

  /// The bytes of a target object as text.
  func object(_ name: String) async throws -> String {
    let bytes = try await store.readWhole("/" + name, at: CommitRef(Self.labeled))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A target object, read.
  func task(_ name: String) async throws -> TaskObject {
    try TaskObject(parsing: Array(await object(name).utf8))
  }

  func file(_ name: String) throws -> String {
    try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
  }
}

/// Time and ids that the test decides.
final class Clock: Sendable {
  private struct State {
    var seconds = 1_700_000_000.0
    var count = 0
    var regions: [String] = []
  }

  private let state = Mutex(State())

  var seconds: Double { state.withLock { $0.seconds } }

  func advance(_ seconds: Double) { state.withLock { $0.seconds += seconds } }

  func set(_ seconds: Int) { state.withLock { $0.seconds = Double(seconds) } }

  /// Region ids to give out before those made up here.
  func queue(regions: [String]) { state.withLock { $0.regions = regions } }

  func region() -> String {
    let queued = state.withLock { $0.regions.isEmpty ? nil : $0.regions.removeFirst() }
    return queued ?? next("region")
  }

  /// `uid-1`, `region-2`, …
  func next(_ word: String) -> String {
    state.withLock { state in
      state.count += 1
      return "\(word)-\(state.count)"
    }
  }
}

extension Decision {
  /// A decision of the sentiment config.
  static func sentiment(_ value: String, note: String = "", leadTime: Double = 1.5) -> Decision {
    Decision(
      answers: [Answer(control: "sentiment", value: .choices([value]))], note: note,
      leadTime: leadTime)
  }
}

extension Completion {
  /// Its first choice; empty on a skip.
  var choice: String {
    value["result"]?.arrayValue?.first?["value"]?["choices"]?.arrayValue?.first?.stringValue ?? ""
  }
}

extension Workspace {
  /// The labels of all tasks in order, "" where there is none.
  func labels() async throws -> [String] {
    try await page(filter: TaskFilter(), offset: 0, limit: 1000).rows.map(\.label)
  }

  func label(_ id: Int, _ value: String) async throws {
    _ = try await save(SaveOrder(taskID: id, decision: .sentiment(value)))
  }
}
