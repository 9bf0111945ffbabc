import DataRepository
import Foundation
import PachydermClient
import PachydermWire

/// A real cluster that the environment names: `TAGLINE_TEST_ENDPOINT` its S3 gateway,
/// `TAGLINE_TEST_PACHD` its PFS API. With `PACH_TOKEN`, or AWS keys, and `PROXY_AUTHORIZATION` as
/// Tagline itself reads them.
///
/// Each test works in repos of its own, which it deletes.
enum NamedCluster {
  /// The stores there are to be checked: none where nothing is named.
  static func cases(_ environment: [String: String]) -> (gateway: [StoreCase], pfs: [StoreCase]) {
    let value: @Sendable (String) -> String? = { name in
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let gateway = value("TAGLINE_TEST_ENDPOINT").map { endpoint in
      StoreCase(testDescription: "S3 gateway at \(endpoint)", differences: differences(value)) {
        body in
        try await scoped(gatewayStore(endpoint, value), body)
      }
    }
    let pfs = value("TAGLINE_TEST_PACHD").map { address in
      StoreCase(testDescription: "PFS API at \(address)", differences: differences(value)) { body in
        try await scoped(pfsStore(address, value), body)
      }
    }
    return (gateway.map { [$0] } ?? [], pfs.map { [$0] } ?? [])
  }

  /// What the cluster does otherwise follows from its release, which `TAGLINE_TEST_RELEASE` tells: 1
  /// or, without it, 2.
  private static func differences(_ value: (String) -> String?) -> Set<StoreCase.Difference> {
    value("TAGLINE_TEST_RELEASE")?.hasPrefix("1") == true
      ? StoreCase.pachyderm1.differences : StoreCase.pachyderm2.differences
  }

  private static func scoped(_ store: any VersionedStore, _ body: StoreCase.Body) async throws {
    let number = UInt64.random(in: 0...UInt64.max)
    let scope = "tagline_test_\(String(number, radix: 36))_"
    let part = ScopedStore(store: store, scope: scope)
    do {
      try await body(part)
    } catch {
      try await part.clear()
      throw error
    }
    try await part.clear()
  }

  private static func gatewayStore(_ endpoint: String, _ value: (String) -> String?) throws
    -> S3Store
  {
    let keys = value("AWS_ACCESS_KEY_ID").flatMap { id in
      value("AWS_SECRET_ACCESS_KEY").map {
        SigV4.Credentials(
          accessKey: id, secret: $0, sessionToken: value("AWS_SESSION_TOKEN"))
      }
    }
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(endpoint),
      credentials: keys ?? value("PACH_TOKEN").map { SigV4.Credentials(token: $0) },
      now: { Date().timeIntervalSince1970 })
    configuration.proxy = value(ProxyHeader.variable).flatMap(ProxyHeader.init)
    return S3Store(configuration)
  }

  private static func pfsStore(_ address: String, _ value: (String) -> String?) async throws
    -> any VersionedStore
  {
    var configuration = ClusterConfiguration(
      address: try ClusterAddress(address), token: value("PACH_TOKEN"))
    let proxy = value(ProxyHeader.variable).flatMap(ProxyHeader.init)
    configuration.headers = proxy.map { [$0.field] } ?? []
    return try await ClusterConnection.open(configuration).store
  }
}
