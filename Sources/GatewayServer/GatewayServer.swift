package import DataRepository
import Hummingbird
import HummingbirdCore
import NIOCore

/// Any store, served as Pachyderm serves its own: an S3 gateway, path style, and beside it the
/// REST gateway of PFS's API, on plain HTTP.
package struct GatewayServer: Sendable {
  private let configuration: GatewayConfiguration
  private let handlers: [any RequestHandler]

  package init(store: any VersionedStore, configuration: GatewayConfiguration) {
    self.configuration = configuration
    // The first that takes a request answers it; the S3 gateway takes all that is left.
    handlers = [
      PFSGateway(store: store, configuration: configuration),
      S3Gateway(store: store, configuration: configuration),
    ]
  }

  /// Serves until the task is cancelled, or, with `stoppingOnSignals`, until SIGINT or SIGTERM,
  /// upon which requests under way are finished first.
  /// - Parameter onListening: called once with the port that was bound.
  package func run(
    stoppingOnSignals: Bool = false, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws {
    let application = Application(
      responder: Dispatcher(handlers: handlers),
      server: .http1(configuration: connectionConfiguration),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port)),
      onServerRunning: { await onListening($0.localAddress?.port ?? 0) },
      logger: configuration.logger)
    do {
      if stoppingOnSignals {
        try await application.runService()
      } else {
        try await application.run()
      }
    } catch is CancellationError {
      // Being told to stop is no failure.
    }
  }

  private var connectionConfiguration: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [ContinueHandler()],
      idleTimeout: .seconds(Int64(configuration.idleTimeout)),
      // Keys of 4 KiB are three times as long when every byte is escaped.
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 200))
  }
}
