import DataRepository
import PachydermWire

/// How pachd's REST gateway is reached, and whom the calls are from.
package struct RESTConfiguration: Sendable {
  /// Scheme, host and port, before `/api`.
  package var endpoint: S3Endpoint
  /// The session token of `pachctl auth login`; nil where authentication is off.
  package var token: String?
  package var project: String
  package var retries = RetryPolicy()

  package init(endpoint: S3Endpoint, token: String?, project: String = PFS.defaultProject) {
    self.endpoint = endpoint
    self.token = token
    self.project = project
  }
}
