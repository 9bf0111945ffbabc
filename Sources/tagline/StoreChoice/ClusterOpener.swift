import DataRepository
import Foundation
import PachydermClient

/// Opens a cluster: through its PFS API where there is one, else through its S3 gateway.
struct ClusterOpener: Sendable {
  /// The S3 gateway.
  var endpoint: String?
  /// pachd; `none` says that only the gateway is to be used.
  var pachd: String?
  var project: String
  var credentialSources: CredentialSources

  /// - Parameter isRecorded: a workspace was used with it before, and is to go on while it is away.
  /// - Throws: a `StoreError`, `unreachable` when nothing answers.
  func open(isRecorded: Bool) async throws -> any VersionedStore {
    switch (endpoint, pachd) {
    case (let endpoint?, Self.noAPI): return try gateway(endpoint)
    case (_, let pachd?):
      do {
        return try await connect(pachd).store
      } catch var error as StoreError where error.code.isPassing {
        if isRecorded { return AwaitedStore { try await connect(pachd).store } }
        if let endpoint, error.code == .unreachable {
          error.message += "; --pachd none goes on through the gateway at \(endpoint) alone"
        }
        throw error
      }
    case (let endpoint?, nil):
      // A workspace that was begun without commits goes on so: its store is the gateway.
      guard !isRecorded, let found = try await askBehind(endpoint) else {
        return try gateway(endpoint)
      }
      return found.store
    case (nil, nil): throw Failure(.wrongUse, "neither --endpoint nor --pachd names the cluster")
    }
  }

  static let noAPI = "none"

  /// Asks the cluster at an address of pachd for its version.
  func connect(_ pachd: String) async throws -> ClusterConnection {
    try await ClusterConnection.open(configuration(ClusterAddress(pachd)))
  }

  /// Asks whether the gateway's port is that of a proxy with all of pachd behind it.
  func askBehind(_ endpoint: String) async throws -> ClusterConnection? {
    try await ClusterConnection.behind(
      gateway: S3Endpoint(endpoint), configuration: { configuration($0) })
  }

  /// The store behind the gateway alone.
  func gateway(_ endpoint: String) throws -> any VersionedStore {
    guard project == "default" else {
      throw Failure.usage(
        "the project \(project) is reached through the PFS API only; name it with --pachd ADDRESS")
    }
    let found = credentialSources.find(for: endpoint)
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(endpoint), credentials: found.credentials,
      now: { Date().timeIntervalSince1970 })
    configuration.region = found.region
    configuration.proxy = credentialSources.proxyHeader
    configuration.authorities = credentialSources.session(for: endpoint).authorities
    return S3Store(configuration)
  }

  private func configuration(_ address: ClusterAddress) -> ClusterConfiguration {
    let session = credentialSources.session(for: address.url)
    var configuration = ClusterConfiguration(
      address: address, token: session.token, project: project)
    configuration.authorities = session.authorities
    configuration.headers = credentialSources.proxyHeader.map { [$0.field] } ?? []
    return configuration
  }
}

extension StoreError.Code {
  /// Whether labels can wait until somebody has put it right: the store is away, or lets nobody in.
  fileprivate var isPassing: Bool {
    [.unreachable, .timeout, .unauthorized, .forbidden].contains(self)
  }
}
