import Foundation

/// The session that pachctl keeps for the active context of its `config.json`.
struct PachctlSession: Equatable, Sendable {
  var context: String
  var token: String
  /// Nil where pachctl forwards a port of this machine.
  var address: String?
  /// The file it is from.
  var path: String

  /// Whether the endpoint is on the host that the session is for.
  func isFor(_ endpoint: String) -> Bool {
    Self.host(of: address ?? "localhost") == Self.host(of: endpoint)
  }

  /// The host of `scheme://host:port`; the names of this machine are one.
  private static func host(of address: String) -> String {
    var rest = address[...]
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" }
    let host =
      rest.hasPrefix("[")
      ? rest.dropFirst().prefix { $0 != "]" } : rest.prefix { $0 != ":" }
    let name = host.lowercased()
    return ["localhost", "127.0.0.1", "::1"].contains(name) ? "localhost" : name
  }
}
