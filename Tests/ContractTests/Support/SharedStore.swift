import DataRepository
import EmbeddedStore
import PachydermClient
import TestSupport
import Testing

/// A store that several connect to, each with a client of their own.
struct SharedStore: Sendable, CustomTestStringConvertible {
  typealias Connect = @Sendable () async throws -> any VersionedStore

  let testDescription: String
  let run: @Sendable (@escaping @Sendable (Connect) async throws -> Void) async throws -> Void

  static let all = [served, pachyderm2]

  /// `serve`, spoken to over REST: nobody can ask for a condition there.
  static let served = SharedStore(testDescription: "REST over loopback") { body in
    try await Gateway.listening(EmbeddedStore.inMemory()) { endpoint in
      let address = try ClusterAddress(endpoint.url)
      try await body { try await connect(to: address) }
    }
  }

  /// gRPC, of which the same holds.
  static let pachyderm2 = SharedStore(testDescription: "gRPC pfs_v2 to a Python server") { body in
    try await PachydermServer.shared(.two).withWorld { port in
      let address = ClusterAddress(host: "127.0.0.1", port: port)
      try await body { try await connect(to: address) }
    }
  }

  private static func connect(to address: ClusterAddress) async throws -> any VersionedStore {
    try await ClusterConnection.open(ClusterConfiguration(address: address)).store
  }
}
