import Foundation

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
    let rest = RESTClient(configuration)
    switch try await rest.probe() {
    case .gateway(let version):
      return ClusterConnection(
        version: version, api: .rest, PFS2Calls(rest, version, project: configuration.project))
    case .nothing(let error): throw error
    // A gateway itself answers 405, or 403 where it wants a signature first.
    case .other: return nil
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
