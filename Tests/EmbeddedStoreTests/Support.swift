import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Synchronization

let master = Branch(repo: "data", name: "master")
let head = CommitRef(master)

/// Gives `body` the path of a store's file in an empty directory, which is removed afterwards.
func withFile(_ body: (String) async throws -> Void) async throws {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("tagline-store-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  try await body(url.path + "/store.db")
}

/// Bytes of a file; 0 if it is not there.
func size(of path: String) -> Int {
  (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
  private let time = Mutex(1_600_000_000.0)

  var now: Double { time.withLock { $0 } }

  func advance(by seconds: Double) {
    time.withLock { $0 += seconds }
  }
}

extension EmbeddedStore.Settings {
  init(clock: TestClock) {
    self.init()
    now = { clock.now }
  }
}

extension EmbeddedStore {
  @discardableResult
  func commit(_ files: [(String, String)]) async throws -> CommitInfo {
    let changes = files.map { path, text in
      FileChange.put(path: path, content: .bytes(Bytes(text.utf8)))
    }
    return try await commit(changes, to: master, description: "", ifHead: nil)
  }

  func text(_ path: String, at commit: CommitRef = head) async throws -> String {
    String(decoding: try await readWhole(path, at: commit), as: UTF8.self)
  }
}

/// The first `count` paths of a directory of numbered files.
func numbered(_ count: Int) -> [String] {
  (0..<count).map { "/texts.json/" + String(repeating: "0", count: 10 - "\($0)".count) + "\($0)" }
}
