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

  /// Asks the cluster for its version: over REST, then as 2.x, then as 1.x.
  /// - Throws: `StoreError.Code.unreachable` when nothing listens there.
  package static func open(_ configuration: ClusterConfiguration) async throws
    -> ClusterConnection
  {
    let rest = RESTClient(configuration)
    let refusal: any Error
    switch try await rest.probe() {
    case .gateway(let version):
      return ClusterConnection(
        version: version, api: .rest, PFS2Calls(rest, version, project: configuration.project))
    case .nothing(let error): throw error
    case .other(let error): refusal = error
    }
    do {
      return try await overGRPC(configuration)
    } catch let error as StoreError where [.failed, .unreachable].contains(error.code) {
      throw explained(error, after: refusal)
    }
  }

  /// What was said over REST may tell more than that there is no gRPC.
  private static func explained(_ error: StoreError, after refusal: any Error) -> StoreError {
    guard let first = refusal as? StoreError else { return error }
    switch first.code {
    case .unauthorized, .forbidden: return first
    case .failed:
      return StoreError(
        .failed, error.subject,
        "\(error.subject) speaks HTTP, but not as pachd does; is it the port of the S3 gateway or "
          + "the console? (\(error.message))")
    default: return error
    }
  }

  private static func overGRPC(_ configuration: ClusterConfiguration) async throws
    -> ClusterConnection
  {
    let grpc = GRPCClient(configuration)
    do {
      let version = ClusterVersion(try await grpc.call(PFS2.getVersion, .init(), .reads))
      return ClusterConnection(
        version: version, api: .grpc2, PFS2Calls(grpc, version, project: configuration.project))
    } catch let status as RPCStatus where status.code == .unimplemented {
      return try await asVersion1(grpc)
    } catch let status as RPCStatus {
      throw PFSFailure(status: status, subject: PFSSubject("\(configuration.address)")).sentence
    }
  }

  private static func asVersion1(_ grpc: GRPCClient) async throws -> ClusterConnection {
    do {
      let found = try await grpc.call(PFS1.getVersion, .init(), .reads)
      let version = ClusterVersion(
        Int(found.major), Int(found.minor), Int(found.micro), additional: found.additional)
      return ClusterConnection(version: version, api: .grpc1, PFS1Calls(remote: grpc))
    } catch let status as RPCStatus where status.code == .unimplemented {
      throw grpc.unreadable("it speaks gRPC, but knows no version (\(status.message))")
    } catch let status as RPCStatus {
      throw PFSFailure(status: status, subject: PFSSubject("\(grpc.address)")).sentence
    }
  }

  init(version: ClusterVersion, api: API, _ calls: any PFSCalls) {
    store = PFSStore(calls)
    self.version = version
    self.api = api
  }
}

extension ClusterVersion {
  init(_ version: PFS2Version) {
    self.init(
      Int(version.major), Int(version.minor), Int(version.micro), additional: version.additional)
  }
}
