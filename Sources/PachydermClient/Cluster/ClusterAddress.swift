package import DataRepository

/// Where pachd is, as pachctl's `pachd_address` writes it: `[SCHEME://]HOST[:PORT]`
/// (Pachyderm 2.11.0, `src/internal/grpcutil/addr.go`).
package struct ClusterAddress: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// A name, an IPv4 address, or an IPv6 address without brackets.
  package var host: String
  package var port: Int
  package var isSecure: Bool

  /// The port of pachd itself; a proxy's has to be named.
  package static let standardPort = 30650

  package init(host: String, port: Int = Self.standardPort, isSecure: Bool = false) {
    self.host = host
    self.port = port
    self.isSecure = isSecure
  }

  /// Reads the schemes `grpc` and `http`, in clear, and `grpcs` and `https`, with TLS.
  package init(_ text: String) throws(StoreError) {
    var rest = text[...]
    var scheme = "grpc"
    if let end = rest.firstRange(of: "://") {
      scheme = rest[..<end.lowerBound].lowercased()
      rest = rest[end.upperBound...]
    }
    if rest.hasSuffix("/") { rest.removeLast() }
    guard let isSecure = ["grpc": false, "http": false, "grpcs": true, "https": true][scheme],
      let (host, port) = Self.split(rest)
    else {
      throw StoreError(
        .invalidName, text,
        "\(text) is no address of pachd; write grpc://HOST:PORT, or grpcs:// with TLS, "
          + "for example grpc://127.0.0.1:30650")
    }
    self.init(host: host, port: port, isSecure: isSecure)
  }

  private static func split(_ text: Substring) -> (host: String, port: Int)? {
    var host = text
    var port = standardPort
    let isBracketed = text.hasPrefix("[")
    let end = isBracketed ? text.firstIndex(of: "]") : nil
    if let colon = text.lastIndex(of: ":"), end.map({ colon > $0 }) ?? true {
      let digits = text[text.index(after: colon)...]
      guard let number = UInt16(digits), number > 0 else { return nil }
      host = text[..<colon]
      port = Int(number)
    }
    if isBracketed {
      guard host.hasSuffix("]") else { return nil }
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    guard !host.isEmpty, isPlain, !host.contains(where: { "/?#@\\[]".contains($0) }) else {
      return nil
    }
    return (String(host), port)
  }

  /// `HOST:PORT`, an IPv6 address in brackets.
  package var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

  /// As pachctl writes it.
  package var description: String { "\(isSecure ? "grpcs" : "grpc")://\(authority)" }

  /// For calls over HTTP.
  package var url: String { "\(isSecure ? "https" : "http")://\(authority)" }
}
