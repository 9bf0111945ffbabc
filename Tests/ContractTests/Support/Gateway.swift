import DataRepository
import EmbeddedStore
import Foundation
import GatewayServer
import Logging
import PachydermClient

/// A gateway in this process on a free port of loopback.
enum Gateway {
  /// Gives `body` a client of a gateway that serves `store`; both are gone afterwards.
  static func serving(
    _ store: EmbeddedStore, _ body: @escaping @Sendable (S3Store) async throws -> Void
  ) async throws {
    try await listening(store) { endpoint in
      try await body(
        S3Store(
          S3Configuration(
            endpoint: endpoint, credentials: nil, now: { Date().timeIntervalSince1970 })))
    }
  }

  /// Gives `body` the address of a gateway that serves `store` as long as it runs.
  static func listening(
    _ store: EmbeddedStore, _ body: @escaping @Sendable (S3Endpoint) async throws -> Void
  ) async throws {
    var configuration = GatewayConfiguration(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    configuration.port = 0
    let server = GatewayServer(store: store, configuration: configuration)
    let (ports, bound) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { bound.yield($0) } }
      group.addTask {
        for await port in ports {
          return try await body(S3Endpoint("http://127.0.0.1:\(port)"))
        }
      }
      // The first to end is the body, or a server that could not start.
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
