package import PachydermWire

/// Why a call came to nothing, as gRPC's status, and who says so.
package struct GRPCError: Error, Equatable, Sendable {
  package enum Source: Equatable, Sendable {
    /// The server's own status.
    case server
    /// An answer of this HTTP status that is none of gRPC's: a proxy's, or another kind of server's.
    case http(Int)
    /// The network: nothing was answered. What was sent may have taken effect, unless `kind` is
    /// `unreachable`, `tls`, `notHTTP2` or `invalid`.
    case transport(TransportError.Kind)
    /// This side refuses what was to be sent, or what came.
    case client
  }

  package var status: RPCStatus
  package var source: Source

  package init(_ status: RPCStatus, source: Source) {
    self.status = status
    self.source = source
  }
}

extension GRPCError {
  static func client(_ code: RPCCode, _ message: String) -> GRPCError {
    GRPCError(RPCStatus(code, message), source: .client)
  }

  /// - Parameter url: of the server.
  init(_ problem: TransportError, url: String) {
    let detail = RPCStatus.plainText(problem.message.utf8)
    let status =
      switch problem.kind {
      case .unreachable: RPCStatus(.unavailable, "\(url) cannot be reached (\(detail))")
      case .timeout: RPCStatus(.deadlineExceeded, "\(url) did not answer in time (\(detail))")
      case .tls: RPCStatus(.unavailable, "no trusted TLS connection to \(url): \(detail)")
      case .notHTTP2:
        RPCStatus(
          .unavailable,
          "\(url) does not speak gRPC; is it the port of the S3 gateway or the console? (\(detail))"
        )
      case .broken:
        RPCStatus(.unavailable, "\(url) broke the connection off before it answered: \(detail)")
      case .cancelled: RPCStatus(.cancelled, "cancelled")
      case .invalid: RPCStatus(.internal, "the request cannot be sent: \(detail)")
      }
    self.init(status, source: .transport(problem.kind))
  }

  init(_ problem: GRPCFrameError, url: String) {
    self =
      switch problem {
      case .compressed:
        .client(.internal, "\(url) sent a compressed message, though none was asked for")
      case .flag(let byte):
        .client(.internal, "\(url) sent no gRPC message: it begins with byte \(byte)")
      case .tooLarge(let size, let limit):
        .client(
          .resourceExhausted,
          "\(url) sent a message of \(size) bytes; at most \(limit) are taken")
      }
  }

  /// Of an answer that is not gRPC's.
  /// - Parameter text: what its body says.
  init(httpStatus: Int, text: String, url: String) {
    let code = RPCCode(httpStatus: httpStatus)
    let said = text.isEmpty ? "" : ": \(text)"
    let message =
      switch httpStatus {
      case 401, 407:
        "\(httpStatus): something before \(url) wants its own credentials\(said); "
          + "PROXY_AUTHORIZATION gives it an Authorization header"
      case 403: "403: something before \(url) refuses the call\(said)"
      case 429, 502, 503, 504:
        "\(httpStatus): something before \(url) cannot reach the server behind it\(said)"
      case 200: "\(url) answered, but not as a gRPC server\(said)"
      default: "\(httpStatus) from \(url), which may be no gRPC server\(said)"
      }
    self.init(RPCStatus(code, message), source: .http(httpStatus))
  }
}
