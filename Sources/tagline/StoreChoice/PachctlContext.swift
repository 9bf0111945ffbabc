import DataRepository

/// The active context of pachctl's `config.json`.
struct PachctlContext: Equatable, Sendable {
  var name: String
  /// `[SCHEME://]HOST[:PORT]`; nil when it names no cluster.
  var address: String?
  /// The session of `pachctl auth login`.
  var token: String?
  /// Certificates in PEM that vouch for the cluster.
  var authorities: Bytes?
  /// From 2.5 on.
  var project: String?
  /// The file it is from.
  var path: String

  /// Whether `place`, an endpoint or an address of pachd, is on the host that the context is for.
  func isFor(_ place: String) -> Bool {
    Self.host(of: address ?? "localhost") == Self.host(of: place)
  }

  /// The host of `scheme://host:port`; the names of this machine are one.
  private static func host(of address: String) -> String {
    var rest = address[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" }
    let host =
      rest.hasPrefix("[")
      ? rest.dropFirst().prefix { $0 != "]" } : rest.prefix { $0 != ":" }
    let name = host.lowercased()
    return ["localhost", "127.0.0.1", "0.0.0.0", "::1"].contains(name) ? "localhost" : name
  }
}
