import DataRepository

/// Turns what the network said into an error that says what to do.
enum S3Failure {
  static func sentence(_ error: TransportError, endpoint: S3Endpoint) -> StoreError {
    switch error.kind {
    case .unreachable:
      StoreError(
        .unreachable, endpoint.url,
        "\(endpoint) cannot be reached (\(error.message)); is the gateway running, and its address right?"
      )
    case .timeout:
      StoreError(.timeout, endpoint.url, "\(endpoint) did not answer in time (\(error.message))")
    case .tls:
      StoreError(
        .unreachable, endpoint.url, "no trusted TLS connection to \(endpoint): \(error.message)")
    case .broken, .notHTTP2, .cancelled:
      StoreError(
        .unreachable, endpoint.url, "\(endpoint) broke the connection off: \(error.message)")
    case .invalid:
      StoreError(.failed, endpoint.url, "the request cannot be sent: \(error.message)")
    }
  }
}
