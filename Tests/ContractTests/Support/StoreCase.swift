import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import PachydermClient
import Testing

/// A kind of store that the contract is checked on: how to get an empty one for as long as a test
/// runs.
struct StoreCase: Sendable, CustomTestStringConvertible {
  typealias Body = @Sendable (any VersionedStore) async throws -> Void

  let testDescription: String
  let run: @Sendable (@escaping Body) async throws -> Void

  /// Stores that promise all that `StoreTraits` can say.
  static let all = [embeddedInMemory, embeddedOnDisk]
  /// Stores whose commits stay as they are, though some commit without a condition.
  static let pinned = all + [restOverLoopback]
  /// All stores there are: also such as keep files without telling of commits.
  static let everywhere = pinned + [gatewayOverLoopback]

  static let embeddedInMemory = StoreCase(testDescription: "embedded, in memory") { body in
    try await body(EmbeddedStore.inMemory())
  }

  static let embeddedOnDisk = StoreCase(testDescription: "embedded, on disk") { body in
    try await withTemporaryDirectory { directory in
      try await body(EmbeddedStore.open(at: directory + "/store.db"))
    }
  }
}

extension StoreCase {
  /// The S3 client, the network, the gateway's server and a store behind it.
  static let gatewayOverLoopback = StoreCase(testDescription: "S3 gateway over loopback") { body in
    try await Gateway.serving(EmbeddedStore.inMemory()) { try await body($0) }
  }

  /// The REST client, the network, the gateway's server and a store behind it.
  static let restOverLoopback = StoreCase(testDescription: "REST over loopback") { body in
    try await Gateway.listening(EmbeddedStore.inMemory()) { endpoint in
      let address = try ClusterAddress(endpoint.url)
      let cluster = try await ClusterConnection.open(ClusterConfiguration(address: address))
      #expect(cluster.api == .rest)
      try await body(cluster.store)
    }
  }
}

/// Gives `body` the path of an empty directory, which is removed afterwards.
func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("tagline-contract-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  try await body(url.path)
}

extension StoreCase {
  /// Runs `body` on a store with a repo `data`.
  func withRepo(_ body: @escaping Body) async throws {
    try await run { store in
      try await store.createRepo("data", description: "")
      try await body(store)
    }
  }
}

let master = Branch(repo: "data", name: "master")
let head = CommitRef(master)

/// Fails the test unless `body` throws a `StoreError` of this kind; gives its message.
@discardableResult
func expect(
  _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async -> String {
  do {
    try await body()
    Issue.record("no error, \(code) expected", sourceLocation: sourceLocation)
  } catch let error as StoreError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    return error.message
  } catch {
    Issue.record("\(error), \(code) expected", sourceLocation: sourceLocation)
  }
  return ""
}

extension FileChange {
  static func put(_ path: String, _ text: String) -> FileChange {
    .put(path: path, content: .bytes(Bytes(text.utf8)))
  }

  static func append(_ path: String, _ text: String) -> FileChange {
    .append(path: path, content: .bytes(Bytes(text.utf8)))
  }
}

extension VersionedStore {
  @discardableResult
  func commit(_ changes: [FileChange], ifHead: ExpectedHead? = nil) async throws -> CommitInfo {
    try await commit(changes, to: master, description: "", ifHead: ifHead)
  }

  func text(_ path: String, at commit: CommitRef = head) async throws -> String {
    String(decoding: try await readWhole(path, at: commit), as: UTF8.self)
  }

  func paths(_ request: ListRequest = ListRequest(), at commit: CommitRef = head) async throws
    -> [String]
  {
    try await list(request, at: commit).map(\.path)
  }

  func commits(_ from: CommitRef? = nil, limit: Int? = nil) async throws -> [String] {
    try await listCommits(of: "data", from: from, limit: limit).collect().map(\.id)
  }
}
