import DataRepository
import PachydermWire

/// An answer that is no success, as an error that says what to do.
struct S3Refusal {
  let head: HTTPHead
  let body: Bytes
  /// What was asked for: a bucket, `bucket/key`.
  let subject: String
  /// Whether the request had what `PROXY_AUTHORIZATION` says.
  let hasProxyHeader: Bool
  /// By our clock, Unix seconds.
  let now: Double

  var sentence: StoreError {
    let document = try? S3ErrorBody(document: body)
    let said = document.map { $0.message.isEmpty ? $0.code : $0.message }
    if let known = known(code: document?.code ?? "", said ?? "") { return known }
    // A gateway's refusal is XML, or has no body on HEAD; a page is a proxy's.
    let isProxys = document == nil && !body.isEmpty
    let text = said ?? Self.beginning(of: body)
    switch head.status {
    case 301: return error(.invalidPath, "301: \(subject) is no clean path")
    case 302, 303, 307, 308:
      return error(
        .unauthorized, "\(head.status): something before the gateway sends to another page\(mend)")
    case 401, 407: return error(.unauthorized, proxyRefuses)
    case 403 where isProxys:
      return error(.forbidden, "403: something before the gateway refuses: \(text)\(mend)")
    case 403: return error(.unauthorized, expired)
    case 404:
      return error(
        subject.contains("/") ? .fileNotFound : .branchNotFound, "404: no \(subject)")
    case 412: return error(.conflict, "\(subject) was changed meanwhile")
    case 429, 503:
      return error(.unreachable, "\(head.status): the gateway is too busy. \(text)")
    case 502, 504:
      return error(
        .unreachable,
        "\(head.status): something before the gateway cannot reach it: \(text)")
    case 501: return error(.unsupported, "501: the gateway cannot do this: \(text)")
    default: return error(.failed, "\(head.status) for \(subject): \(text)")
    }
  }

  private func error(_ code: StoreError.Code, _ message: String) -> StoreError {
    StoreError(code, subject, message)
  }

  /// How a body that is no XML begins, on one line and without tags.
  static func beginning(of body: Bytes) -> String {
    let plain = String(decoding: body.prefix(1 << 12), as: UTF8.self)
      .replacing(/<[^>]*>/, with: " ")
    let words = RPCStatus.plainText(plain.utf8).split(separator: " ").joined(separator: " ")
    return words.count > 200 ? words.prefix(200) + "…" : words
  }

  // MARK: What the gateway says

  private func known(code: String, _ said: String) -> StoreError? {
    missing(code, said) ?? refused(code, said) ?? rights(code, said)
  }

  private func missing(_ code: String, _ said: String) -> StoreError? {
    switch code {
    case "NoSuchBucket": error(.branchNotFound, "no bucket for \(subject): \(said)")
    case "NoSuchKey": error(.fileNotFound, "no \(subject): \(said)")
    // 2.0.8 says so of a file in a directory that is none, and both of a branch without commits.
    case "InternalError" where said.contains(/file .* not found in repo/):
      error(.fileNotFound, "no \(subject): \(said)")
    case "InternalError" where said.contains("not found"):
      error(.branchNotFound, "no bucket for \(subject): \(said)")
    default: nil
    }
  }

  private func refused(_ code: String, _ said: String) -> StoreError? {
    switch code {
    case "BucketAlreadyOwnedByYou", "BucketAlreadyExists":
      error(.repoExists, "\(subject) exists already")
    case "BucketNotEmpty": error(.notEmpty, "\(subject) still holds files")
    case "InvalidBucketName": error(.invalidName, "\(subject): \(said)")
    case "InternalError" where said.contains(/^name \(.*\) invalid/):
      error(.invalidName, "\(subject): \(said)")
    case "InvalidFilePath" where said.contains("non-directory"):
      error(.pathCollision, "\(subject) would be below a file: \(said)")
    case "InvalidFilePath": error(.invalidPath, "\(subject): \(said)")
    case "InternalError" where said.contains("nil Timestamp"):
      error(
        .commitOpen,
        "an open commit hides \(subject) from readers; finish it with: tagline finish commit")
    case "PreconditionFailed": error(.conflict, "\(subject) was changed meanwhile")
    case "NotImplemented": error(.unsupported, "the gateway cannot do this to \(subject): \(said)")
    case "RequestTimeout": error(.timeout, "the gateway waited too long for \(subject): \(said)")
    default: nil
    }
  }

  private func rights(_ code: String, _ said: String) -> StoreError? {
    switch code {
    case "WriteToOutputBranch":
      error(
        .forbidden,
        "\(subject) is the output of a pipeline and cannot be written; name another branch")
    case "SignatureDoesNotMatch", "InvalidAccessKeyId": error(.unauthorized, expired)
    case "AccessDenied":
      error(
        .forbidden,
        "403: no right to \(subject), or no credentials; set AWS_ACCESS_KEY_ID and "
          + "AWS_SECRET_ACCESS_KEY, both to the session token")
    case "AuthorizationHeaderMalformed":
      error(.unauthorized, "400: the gateway does not read the signature: \(said)")
    case "RequestTimeTooSkewed": error(.unauthorized, skew)
    default: nil
    }
  }

  private var expired: String {
    "403: the session token has expired or is wrong; log in anew with: pachctl auth login "
      + "(where AWS keys are set, the secret must equal the access key)"
  }

  private var skew: String {
    let most = "more than the 15 minutes that its gateway allows; set it right"
    guard let theirs = head["Date"].flatMap(WireTime.parseHTTP), abs(theirs - now) >= 60 else {
      return "403: this machine's clock is off by \(most)"
    }
    let way = now < theirs ? "behind" : "ahead of"
    return "403: this machine's clock is \(Self.duration(abs(theirs - now))) \(way) the cluster's, "
      + most
  }

  /// `3 d 4 h`, `2 h 5 min`, `16 min`.
  static func duration(_ seconds: Double) -> String {
    let minutes = Int(min(seconds / 60, 1e9).rounded())
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")]
    let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return shown.isEmpty ? "0 min" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  // MARK: What stands before the gateway

  private var proxyRefuses: String {
    let wanted = head["WWW-Authenticate"].map { " (\(RPCStatus.plainText($0.utf8)))" } ?? ""
    return "\(head.status): something before the gateway wants its own credentials\(wanted)\(mend)"
  }

  private var mend: String {
    hasProxyHeader
      ? "; what \(ProxyHeader.variable) says is wrong or has expired"
      : "; set \(ProxyHeader.variable), in the environment or in .env, to what its Authorization "
        + "header must say, such as \"Bearer TOKEN\""
  }
}
