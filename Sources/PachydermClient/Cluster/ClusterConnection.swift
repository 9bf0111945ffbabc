package import DataRepository
import PachydermWire
import SwiftProtobuf

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
    let rest = RESTClient(configuration)
    let version = try await version(of: rest)
    let calls = PFS2Calls(rest, version, project: configuration.project)
    return ClusterConnection(store: PFSStore(calls), version: version, api: .rest)
  }

  private static func version(of remote: any RemoteCalls) async throws -> ClusterVersion {
    let version = try await remote.call(PFS2.getVersion, .init(), .reads)
    guard version.major > 0 else { throw remote.unreadable("it tells no version") }
    return ClusterVersion(
      Int(version.major), Int(version.minor), Int(version.micro), additional: version.additional)
  }
}
