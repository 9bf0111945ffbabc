import DataRepository

extension SigV4 {
  /// Decides whether a request may pass, as Pachyderm 1.11 and later do.
  package struct Verifier: Sendable {
    /// How far a client's clock may be off, in seconds.
    package static let allowedSkew = 900.0
    /// A presigned URL lives a week at most, in seconds.
    package static let longestExpiry = 604_800

    /// Empty: everybody may in, unsigned too; a signature is checked all the same, with the access
    /// key as secret.
    package var credentials: [Credentials]
    private let keys = SigningKeys()

    package init(credentials: [Credentials]) {
      self.credentials = credentials
    }

    /// - Parameter now: Unix seconds.
    /// - Throws: the refusal.
    package func verify(_ request: Request, now: Double) throws(S3Error) -> Grant {
      if let header = request.headers.first(where: { $0.name.lowercased() == "authorization" }) {
        if header.value.hasPrefix("AWS4-HMAC-SHA256") {
          return try verify(request, header: header.value, now: now)
        }
        if header.value.hasPrefix("AWS ") { throw versionTwo(header.value) }
      } else if !credentials.isEmpty, request.query["X-Amz-Signature"] != nil {
        return try verifyPresigned(request, now: now)
      }
      guard credentials.isEmpty else { throw S3Error(.accessDenied) }
      return .unsigned
    }

    private func verify(_ request: Request, header: String, now: Double) throws(S3Error) -> Grant {
      guard let authorization = Authorization(header: header) else {
        throw S3Error(.authorizationHeaderMalformed)
      }
      let secret = try secret(of: authorization.accessKey)
      guard let (time, instant) = Self.date(of: request) else { throw S3Error(.accessDenied) }
      guard abs(instant - now) <= Self.allowedSkew else { throw S3Error(.requestTimeTooSkewed) }
      guard time.hasPrefix(authorization.scope.day) else {
        throw S3Error(.authorizationHeaderMalformed)
      }
      let payload =
        request.headers.first { $0.name.lowercased() == "x-amz-content-sha256" }?.value
      return try check(
        request, authorization,
        Claim(time: time, payload: payload ?? Payload.empty.header, secret: secret))
    }

    private func verifyPresigned(_ request: Request, now: Double) throws(S3Error) -> Grant {
      guard let authorization = Authorization(query: request.query),
        let time = request.query["X-Amz-Date"], let instant = WireTime.parseBasic(time),
        let expires = request.query["X-Amz-Expires"].flatMap(Int.init),
        (0...Self.longestExpiry).contains(expires), time.hasPrefix(authorization.scope.day)
      else { throw S3Error(.authorizationQueryParametersError) }
      let secret = try secret(of: authorization.accessKey)
      guard instant - now <= Self.allowedSkew, now <= instant + Double(expires) else {
        throw S3Error(.accessDenied, "Request has expired")
      }
      var request = request
      request.query.items.removeAll { $0.name == "X-Amz-Signature" }
      return try check(
        request, authorization,
        Claim(time: time, payload: Payload.unsigned.header, secret: secret))
    }

    private func secret(of accessKey: String) throws(S3Error) -> String {
      if credentials.isEmpty { return accessKey }
      // All are compared, so that the time taken does not tell which keys exist.
      let wanted = Bytes(accessKey.utf8)
      let hits = credentials.filter { equalInConstantTime(Bytes($0.accessKey.utf8), wanted) }
      guard let secret = hits.first?.secret else { throw S3Error(.invalidAccessKeyId) }
      return secret
    }

    private struct Claim {
      var time: String
      var payload: String
      var secret: String
    }

    private func check(_ request: Request, _ authorization: Authorization, _ claim: Claim)
      throws(S3Error) -> Grant
    {
      // Without the host a signature would be good for any server.
      guard authorization.signedHeaders.contains("host") else {
        throw S3Error(.signatureDoesNotMatch)
      }
      try requireSigned(request.headers, authorization)
      let key = keys.key(secret: claim.secret, scope: authorization.scope)
      for path in Self.canonicalPaths(of: request.path) {
        var request = request
        request.path = path
        let canonical = SigV4.canonicalRequest(
          request, signing: authorization.signedHeaders, payload: claim.payload)
        let text = SigV4.stringToSign(canonical, time: claim.time, scope: authorization.scope)
        let signature = hmacSHA256(key: key, Bytes(text.utf8)).hex
        if equalInConstantTime(Bytes(signature.utf8), Bytes(authorization.signature.utf8)) {
          return .signed(
            ChunkSigning(
              key: key, time: claim.time, scope: authorization.scope,
              seed: authorization.signature))
        }
      }
      throw S3Error(.signatureDoesNotMatch)
    }

    /// Otherwise whoever was given a presigned URL could add, say, a copy's source to it. The body's
    /// hash is part of what is signed in any case.
    private func requireSigned(_ headers: [Header], _ authorization: Authorization) throws(S3Error)
    {
      let names = Set(headers.map { $0.name.lowercased() }).subtracting(["x-amz-content-sha256"])
      guard
        names.allSatisfy({ name in
          !name.hasPrefix("x-amz-") || authorization.signedHeaders.contains(name)
        })
      else {
        throw S3Error(
          .accessDenied, "There were headers present in the request which were not signed")
      }
    }

    /// The path decoded and encoded anew, as S3 does it, and as sent, for clients that escape less
    /// or more.
    private static func canonicalPaths(of path: String) -> [String] {
      guard let decoded = PercentEncoding.decode(path) else { return [path] }
      let encoded = PercentEncoding.encode(decoded, keepingSlashes: true)
      return encoded == path ? [path] : [encoded, path]
    }

    private static func date(of request: Request) -> (text: String, instant: Double)? {
      func value(_ name: String) -> String? {
        request.headers.first { $0.name.lowercased() == name }?.value
      }
      if let text = value("x-amz-date") {
        return WireTime.parseBasic(text).map { (text, $0) }
      }
      guard let text = value("date"),
        let instant = WireTime.parseHTTP(text) ?? WireTime.parseBasic(text)
      else { return nil }
      return (WireTime.basic(instant), instant)
    }

    /// Signature Version 2 is recognised, so that its users learn that it is not taken.
    private func versionTwo(_ header: String) -> S3Error {
      header.dropFirst(4).split(separator: ":", omittingEmptySubsequences: false).count == 2
        ? S3Error(.accessDenied) : S3Error(.invalidArgument)
    }
  }

  /// How a request was let in.
  package enum Grant: Equatable, Sendable {
    case unsigned
    /// With what the chunks of a signed aws-chunked body are to be checked.
    case signed(ChunkSigning)
  }

  /// The chain of chunk signatures of an aws-chunked body, which begins with the request's own.
  package struct ChunkSigning: Equatable, Sendable {
    var key: Bytes
    var time: String
    var scope: Scope
    /// The signature before the next one, lower-case hex.
    var seed: String

    /// The signature of the next chunk, whose SHA-256 is `hash`; it becomes the seed of the one
    /// after it.
    mutating func chunk(hash: String) -> String {
      next("AWS4-HMAC-SHA256-PAYLOAD", [emptyHash, hash])
    }

    /// The signature of the trailers, whose SHA-256 is `hash`.
    mutating func trailer(hash: String) -> String {
      next("AWS4-HMAC-SHA256-TRAILER", [hash])
    }

    private var emptyHash: String { Payload.empty.header }

    private mutating func next(_ algorithm: String, _ hashes: [String]) -> String {
      let text = ([algorithm, time, scope.description, seed] + hashes).joined(separator: "\n")
      seed = hmacSHA256(key: key, Bytes(text.utf8)).hex
      return seed
    }
  }
}
