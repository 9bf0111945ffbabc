import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import PachydermClient
import TestSupport
import Testing

/// A kind of store that the contract is checked on: how to get an empty one for as long as a test
/// runs.
struct StoreCase: Sendable, CustomTestStringConvertible {
  typealias Body = @Sendable (any VersionedStore) async throws -> Void

  /// What Pachyderm does otherwise than the embedded store.
  enum Difference: Sendable {
    /// Paths are of printable ASCII without the characters of globs.
    case asciiPaths
    /// A file's hash is no SHA-256 of its bytes.
    case ownHashes
    /// A file's time is that of the commit it is read at.
    case commitTimes
    /// A new branch has a commit, with nothing in it.
    case blankHeads
    /// A file put at a directory's path takes its place.
    case directoriesGiveWay
  }

  let testDescription: String
  var differences: Set<Difference> = []
  let run: @Sendable (@escaping Body) async throws -> Void

  /// Stores that promise all that `StoreTraits` can say.
  static let all = [embeddedInMemory, embeddedOnDisk]
  /// Stores whose commits stay as they are, though some commit without a condition.
  static let pinned = all + [restOverLoopback, pachyderm1, pachyderm2] + named.pfs
  /// All stores there are: also such as keep files without telling of commits.
  static let everywhere = pinned + [gatewayOverLoopback] + named.gateway
  /// Clusters that the environment names.
  private static let named = NamedCluster.cases(ProcessInfo.processInfo.environment)

  /// All stores but those with one of these differences.
  static func without(_ differences: Difference...) -> [StoreCase] {
    everywhere.filter { $0.differences.isDisjoint(with: differences) }
  }

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

extension StoreCase {
  /// The gRPC client and a Pachyderm that is not ours, 1.13.4.
  static let pachyderm1 = StoreCase(
    testDescription: "gRPC to 1.13",
    differences: [.asciiPaths, .ownHashes, .commitTimes, .directoriesGiveWay]
  ) { body in
    try await overGRPC(.one, as: .grpc1, body)
  }

  /// The gRPC client and a Pachyderm that is not ours, 2.0.8.
  static let pachyderm2 = StoreCase(
    testDescription: "gRPC to 2.0",
    differences: [.asciiPaths, .ownHashes, .commitTimes, .blankHeads]
  ) { body in
    try await overGRPC(.two, as: .grpc2, body)
  }

  private static func overGRPC(
    _ generation: PachydermServer.Generation, as api: ClusterConnection.API, _ body: Body
  ) async throws {
    try await PachydermServer.shared(generation).withWorld { port in
      let address = ClusterAddress(host: "127.0.0.1", port: port)
      let cluster = try await ClusterConnection.open(ClusterConfiguration(address: address))
      #expect(cluster.api == api)
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
