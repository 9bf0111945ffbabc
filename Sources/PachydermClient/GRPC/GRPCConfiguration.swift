package import DataRepository

/// How a gRPC server is reached, and what every call says about the caller.
package struct GRPCConfiguration: Sendable {
  /// `http://HOST:PORT`, which speaks HTTP/2 from the first byte on, or `https://HOST:PORT`.
  package var url: String
  /// The session token of `pachctl auth login`, sent as `authn-token`.
  package var token: String?
  /// Sent beside it, such as an `Authorization` that a proxy wants.
  package var headers: [HTTPField] = []
  /// The cluster's own authorities in PEM, beside the system's.
  package var authorities: Bytes?
  /// Seconds to make a connection.
  package var connectLimit = 10

  package init(url: String, token: String? = nil) {
    self.url = url
    self.token = token
  }
}

/// How long a call may take.
package struct GRPCLimits: Equatable, Sendable {
  /// Seconds for the whole call, for the server as for us; nil sets no limit.
  package var deadline: Int?
  /// Seconds without a byte in either direction; 0 waits for ever.
  package var stall: Int

  package init(deadline: Int? = nil, stall: Int = 300) {
    self.deadline = deadline
    self.stall = stall
  }
}
