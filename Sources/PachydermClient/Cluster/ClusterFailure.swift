import DataRepository
import PachydermWire

/// Turns what the network, or something before pachd, said into an error that says what to do.
enum ClusterFailure {
  static func sentence(_ problem: TransportError, address: ClusterAddress) -> StoreError {
    let said = problem.message
    switch problem.kind {
    case .unreachable:
      return StoreError(
        .unreachable, "\(address)",
        "\(address) cannot be reached (\(said)); is pachd running, and its address right?")
    case .timeout:
      return StoreError(.timeout, "\(address)", "\(address) did not answer in time (\(said))")
    case .tls:
      return StoreError(
        .unreachable, "\(address)", "no trusted TLS connection to \(address): \(said)")
    case .notHTTP2:
      return StoreError(
        .failed, "\(address)",
        "\(address) does not speak gRPC (\(said)); is it the port of the S3 gateway or the console?"
      )
    case .broken, .cancelled:
      return StoreError(
        .unreachable, "\(address)", "\(address) broke the connection off: \(said)")
    case .invalid:
      return StoreError(.failed, "\(address)", "the request cannot be sent: \(said)")
    }
  }

  /// Of an answer that is not pachd's.
  /// - Parameter said: how its body begins.
  static func sentence(httpStatus: Int, said: String, address: ClusterAddress) -> StoreError {
    switch httpStatus {
    case 401, 407:
      StoreError(
        .unauthorized, "\(address)",
        "\(httpStatus): something before pachd at \(address) wants its own credentials; "
          + "PROXY_AUTHORIZATION gives it an Authorization header")
    case 403:
      StoreError(
        .forbidden, "\(address)", "403: something before pachd at \(address) refuses the call")
    case 429, 502, 503, 504:
      StoreError(
        .unreachable, "\(address)",
        "\(httpStatus): something before pachd at \(address) cannot reach it: \(said)")
    default:
      StoreError(
        .failed, "\(address)", "\(httpStatus) from \(address), which may be no pachd: \(said)")
    }
  }
}
