package import DataRepository
package import LabelCore

/// gRPC's status codes (grpc.github.io, "Status codes and their use in gRPC").
package enum RPCCode: Int, Sendable {
  case ok, cancelled, unknown, invalidArgument, deadlineExceeded, notFound, alreadyExists
  case permissionDenied, resourceExhausted, failedPrecondition, aborted, outOfRange
  case unimplemented, `internal`, unavailable, dataLoss, unauthenticated

  /// The HTTP status that grpc-gateway answers with.
  package var httpStatus: Int {
    switch self {
    case .ok: 200
    case .cancelled: 499
    case .invalidArgument, .failedPrecondition, .outOfRange: 400
    case .deadlineExceeded: 504
    case .notFound: 404
    case .alreadyExists, .aborted: 409
    case .permissionDenied: 403
    case .unauthenticated: 401
    case .resourceExhausted: 429
    case .unimplemented: 501
    case .unavailable: 503
    case .unknown, .internal, .dataLoss: 500
    }
  }

  /// What an answer without a status of gRPC's stands for, such as a proxy's.
  package init(httpStatus: Int) {
    self =
      switch httpStatus {
      case 400: .internal
      case 401: .unauthenticated
      case 403: .permissionDenied
      case 404, 405, 501: .unimplemented
      case 429, 502, 503, 504: .unavailable
      default: .unknown
      }
  }
}

/// How a call failed: gRPC's status, and in JSON grpc-gateway's error body
/// `{"code": 5, "message": "…", "details": []}`.
package struct RPCStatus: Error, Equatable, Sendable {
  package var code: RPCCode
  package var message: String

  package init(_ code: RPCCode, _ message: String) {
    self.code = code
    self.message = message
  }

  package var json: JSON {
    ["code": .int(code.rawValue), "message": .string(message), "details": []]
  }

  /// Reads an error body, bare or as a stream's `{"error": …}`; nil for anything else.
  package init?(json: JSON) {
    let body = json["error"] ?? json
    guard let number = body["code"]?.intValue, let message = body["message"]?.stringValue else {
      return nil
    }
    code = RPCCode(rawValue: number) ?? .unknown
    self.message = message
  }

  package init?(body: Bytes) {
    guard let json = try? JSON(parsing: body) else { return nil }
    self.init(json: json)
  }
}
