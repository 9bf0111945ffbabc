import DataRepository
import PachydermWire

/// Turns what a gateway or the network said into an error that says what to do.
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

  /// - Parameter body: the gateway's error document; absent on HEAD and from what is no gateway.
  static func sentence(status: Int, body: S3ErrorBody?, subject: String) -> StoreError {
    let said = body.map { $0.message.isEmpty ? $0.code : $0.message } ?? ""
    if let known = known(code: body?.code ?? "", said, subject) { return known }
    switch status {
    case 301:
      return StoreError(.invalidPath, subject, "301: \(subject) is no clean path")
    case 401:
      return StoreError(
        .unauthorized, subject, "401: something before the gateway wants its own credentials")
    case 403:
      return StoreError(.unauthorized, subject, expired)
    case 404:
      return StoreError(
        subject.contains("/") ? .fileNotFound : .branchNotFound, subject, "404: no \(subject)")
    case 429, 503:
      return StoreError(.unreachable, subject, "\(status): the gateway is too busy. \(said)")
    default:
      return StoreError(.failed, subject, "\(status) for \(subject): \(said)")
    }
  }

  private static let expired =
    "403: the session token has expired or is wrong; the secret must equal the access key"

  private static func known(code: String, _ said: String, _ subject: String) -> StoreError? {
    switch code {
    case "NoSuchBucket":
      StoreError(.branchNotFound, subject, "no bucket for \(subject): \(said)")
    case "NoSuchKey": StoreError(.fileNotFound, subject, "no \(subject): \(said)")
    case "BucketAlreadyOwnedByYou", "BucketAlreadyExists":
      StoreError(.repoExists, subject, "\(subject) exists already")
    case "BucketNotEmpty": StoreError(.notEmpty, subject, "\(subject) still holds files")
    case "InvalidBucketName": StoreError(.invalidName, subject, "\(subject): \(said)")
    case "InvalidFilePath" where said.contains("non-directory"):
      StoreError(.pathCollision, subject, "\(subject) would be below a file: \(said)")
    case "InvalidFilePath": StoreError(.invalidPath, subject, "\(subject): \(said)")
    case "WriteToOutputBranch":
      StoreError(
        .forbidden, subject,
        "\(subject) is the output of a pipeline and cannot be written; name another branch")
    case "SignatureDoesNotMatch", "InvalidAccessKeyId": StoreError(.unauthorized, subject, expired)
    case "AccessDenied":
      StoreError(
        .forbidden, subject,
        "403: no right to \(subject), or no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, both to the session token"
      )
    case "RequestTimeTooSkewed":
      StoreError(
        .unauthorized, subject,
        "403: this machine's clock and the gateway's are more than 15 minutes apart; set it right")
    case "InternalError" where said.contains("nil Timestamp"):
      StoreError(
        .commitOpen, subject,
        "an open commit hides \(subject) from readers; finish it with: tagline finish commit")
    case "PreconditionFailed": StoreError(.conflict, subject, "\(subject) was changed meanwhile")
    default: nil
    }
  }
}
