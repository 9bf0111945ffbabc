package import DataRepository

/// How a cluster's PFS API is reached, and whom the calls are from.
package struct ClusterConfiguration: Sendable {
  package var address: ClusterAddress
  /// The session token of `pachctl auth login`; nil where authentication is off.
  package var token: String?
  /// Ignored by clusters before 2.5, which have none.
  package var project: String
  /// Sent with every call, such as an `Authorization` that a proxy wants.
  package var headers: [HTTPField] = []
  /// The cluster's own authorities in PEM (`server_cas`), beside the system's.
  package var authorities: Bytes?
  package var retries = RetryPolicy()

  package init(address: ClusterAddress, token: String? = nil, project: String = "default") {
    self.address = address
    self.token = token
    self.project = project
  }
}
