package import DataRepository

/// A cluster that has answered: the store on it, and what was found.
package struct ClusterConnection: Sendable {
  /// The way its PFS API is spoken to.
  package enum API: String, Sendable, CustomStringConvertible {
    /// JSON at `/api`, from 2.8.
    case rest
    /// gRPC `pfs_v2.API`, from 2.0.
    case grpc2
    /// gRPC `pfs.API`, 1.x.
    case grpc1

    package var description: String {
      switch self {
      case .rest: "REST"
      case .grpc2: "gRPC pfs_v2"
      case .grpc1: "gRPC pfs"
      }
    }
  }

  package let store: any VersionedStore
  package let version: ClusterVersion
  package let api: API

  /// Asks the cluster for its version, one way after the other.
  /// - Throws: `StoreError.Code.unreachable` when nothing listens there.
  package static func open(_ configuration: ClusterConfiguration) async throws
    -> ClusterConnection
  {
    let endpoint = try S3Endpoint(configuration.address.url)
    var rest = RESTConfiguration(
      endpoint: endpoint, token: configuration.token, project: configuration.project)
    rest.retries = configuration.retries
    let store = RESTStore(rest)
    return ClusterConnection(store: store, version: try await store.version(), api: .rest)
  }
}
