package import DataRepository
import Foundation
package import PachydermWire

/// Where an S3 gateway is, `http://127.0.0.1:30600`, addressed path style.
package struct S3Endpoint: Equatable, Sendable, CustomStringConvertible {
  /// Scheme and authority, without a slash at the end.
  package var url: String
  /// What the `Host` header says and signatures cover.
  package var host: String

  /// Reads `http://host[:port]`, `https://…` or, without a scheme, `host[:port]` as http.
  package init(_ text: String) throws {
    var rest = text[...]
    var scheme = "http"
    if let end = rest.range(of: "://") {
      scheme = rest[..<end.lowerBound].lowercased()
      rest = rest[end.upperBound...]
    }
    while rest.hasSuffix("/") { rest.removeLast() }
    let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    let isHost = !rest.isEmpty && !rest.contains { "/?#@\\".contains($0) } && isPlain
    guard ["http", "https"].contains(scheme), isHost else {
      throw StoreError(
        .invalidName, text,
        "\(text) is no endpoint; write http://HOST:PORT, for example http://127.0.0.1:30600")
    }
    url = "\(scheme)://\(rest)"
    // Clients leave a scheme's own port out of the Host header, and so do their signatures.
    let ownPort = scheme == "http" ? ":80" : ":443"
    host = rest.hasSuffix(ownPort) ? String(rest.dropLast(ownPort.count)) : String(rest)
  }

  package var description: String { url }
}

/// How an S3 client reaches its gateway and whom it is.
package struct S3Configuration: Sendable {
  package var endpoint: S3Endpoint
  /// Nil sends no signature at all (a gateway without authentication).
  package var credentials: SigV4.Credentials?
  package var region: String
  /// What a proxy before the gateway wants. An `Authorization` takes the place of the signature: a
  /// request has room for one.
  package var proxy: ProxyHeader?
  /// The gateway's own authorities in PEM, beside the system's.
  package var authorities: Bytes?
  package var limits: TimeLimits
  package var retries: RetryPolicy
  /// Unix seconds.
  package var now: @Sendable () -> Double

  package init(
    endpoint: S3Endpoint, credentials: SigV4.Credentials?, now: @escaping @Sendable () -> Double
  ) {
    self.endpoint = endpoint
    self.credentials = credentials
    self.region = "us-east-1"
    self.limits = TimeLimits()
    self.retries = RetryPolicy()
    self.now = now
  }
}
