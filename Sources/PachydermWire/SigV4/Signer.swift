import DataRepository

extension SigV4 {
  /// Signs requests for one identity and region.
  package struct Signer: Sendable {
    package var credentials: Credentials
    package var region: String
    private let keys: SigningKeys

    package init(credentials: Credentials, region: String = "us-east-1") {
      self.credentials = credentials
      self.region = region
      keys = SigningKeys(limit: 4)
    }

    /// The headers to send: those of `request` with `X-Amz-Date`, `X-Amz-Content-SHA256`, the
    /// session token and `Authorization` added. `seconds` is Unix time.
    package func signed(_ request: Request, payload: Payload, at seconds: Double) -> [Header] {
      var request = request
      let time = WireTime.basic(seconds)
      request.headers.append(Header("X-Amz-Date", time))
      if let token = credentials.sessionToken {
        request.headers.append(Header("X-Amz-Security-Token", token))
      }
      request.headers.append(Header("X-Amz-Content-SHA256", payload.header))
      let names = SigV4.signedNames(of: request.headers)
      let scope = Scope(day: String(time.prefix(8)), region: region)
      let signature = signature(
        of: SigV4.canonicalRequest(request, signing: names, payload: payload.header), time, scope)
      let authorization =
        "\(SigV4.algorithm) Credential=\(credentials.accessKey)/\(scope), "
        + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
      return request.headers + [Header("Authorization", authorization)]
    }

    /// The query of a presigned URL, good for `expires` seconds from `seconds` on; only `Host` is
    /// signed.
    package func presigned(_ request: Request, expires: Int, at seconds: Double) -> QueryItems {
      var request = request
      let time = WireTime.basic(seconds)
      let scope = Scope(day: String(time.prefix(8)), region: region)
      let names = SigV4.signedNames(of: request.headers)
      request.query.items += [
        .init("X-Amz-Algorithm", SigV4.algorithm),
        .init("X-Amz-Credential", "\(credentials.accessKey)/\(scope)"),
        .init("X-Amz-Date", time),
        .init("X-Amz-Expires", String(expires)),
        .init("X-Amz-SignedHeaders", names.joined(separator: ";")),
      ]
      if let token = credentials.sessionToken {
        request.query.items.append(.init("X-Amz-Security-Token", token))
      }
      let canonical = SigV4.canonicalRequest(
        request, signing: names, payload: Payload.unsigned.header)
      request.query.items.append(.init("X-Amz-Signature", signature(of: canonical, time, scope)))
      return request.query
    }

    private func signature(of canonical: String, _ time: String, _ scope: Scope) -> String {
      let text = SigV4.stringToSign(canonical, time: time, scope: scope)
      let key = keys.key(secret: credentials.secret, scope: scope)
      return hmacSHA256(key: key, Bytes(text.utf8)).hex
    }
  }
}
