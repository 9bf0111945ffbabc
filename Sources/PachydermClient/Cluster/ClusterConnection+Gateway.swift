import DataRepository
import Foundation
import PachydermWire

extension ClusterConnection {
  /// The PFS API on the port of an S3 gateway, which is there where that port is the proxy's of a cluster
  /// from 2.8 on. Nil when no PFS API answers.
  /// - Throws: `StoreError.Code.unreachable` when nothing listens there.
  /// - Parameter configuration: of a call to the address given.
  package static func behind(
    gateway: S3Endpoint, configuration: (ClusterAddress) -> ClusterConfiguration
  ) async throws -> ClusterConnection? {
    guard let address = ClusterAddress(gateway) else { return nil }
    let configuration = configuration(address)
    guard try await hasAPI(gateway, configuration) else { return nil }
    return try await open(configuration)
  }

  /// A gateway itself answers 405, or 403 where it wants a signature first.
  private static func hasAPI(
    _ gateway: S3Endpoint, _ configuration: ClusterConfiguration
  ) async throws -> Bool {
    var request = HTTPRequest(
      method: "POST", url: gateway.url + "/api" + PFS2.getVersion.path,
      headers: [HTTPField("Content-Type", "application/json")] + configuration.headers,
      body: .bytes(Bytes("{}".utf8)), limits: TimeLimits(connect: 10, stall: 10, total: 10))
    request.authorities = configuration.authorities
    do {
      let answer = try await CurlLoop().send(request)
      guard answer.head.status == 200,
        let version: PFS2Version = try? ProtoJSON.message(answer.body)
      else { return false }
      return version.major > 0
    } catch {
      switch error.kind {
      case .unreachable, .tls: throw S3Failure.sentence(error, endpoint: gateway)
      case .cancelled: throw CancellationError()
      default: return false
      }
    }
  }
}

extension ClusterAddress {
  /// pachd on the port of a gateway; an endpoint without a port is at its scheme's own.
  fileprivate init?(_ gateway: S3Endpoint) {
    guard let parts = URLComponents(string: gateway.url), let host = parts.host else { return nil }
    let isSecure = parts.scheme == "https"
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    self.init(
      host: isBracketed ? String(host.dropFirst().dropLast()) : host,
      port: parts.port ?? (isSecure ? 443 : 80), isSecure: isSecure)
  }
}
