extension SigV4 {
  /// What a request says about who signed it, from the `Authorization` header or from a presigned
  /// URL.
  struct Authorization: Equatable {
    var accessKey: String
    var scope: Scope
    /// As listed: lower-case and sorted.
    var signedHeaders: [String]
    /// Lower-case hex.
    var signature: String

    /// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; nil when malformed.
    init?(header: String) {
      guard header.hasPrefix(SigV4.algorithm + " ") else { return nil }
      var parts: [Substring: Substring] = [:]
      for part in header.dropFirst(SigV4.algorithm.count + 1).split(separator: ",") {
        let halves = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        parts[halves[0]] = halves[1]
      }
      guard let credential = parts["Credential"], let headers = parts["SignedHeaders"],
        let signature = parts["Signature"]
      else { return nil }
      self.init(credential, headers, signature)
    }

    /// Reads `X-Amz-Credential`, `X-Amz-SignedHeaders` and `X-Amz-Signature`; nil when malformed.
    init?(query: QueryItems) {
      guard query["X-Amz-Algorithm"] == SigV4.algorithm, let credential = query["X-Amz-Credential"],
        let headers = query["X-Amz-SignedHeaders"], let signature = query["X-Amz-Signature"]
      else { return nil }
      self.init(credential[...], headers[...], signature[...])
    }

    private init?(_ credential: Substring, _ headers: Substring, _ signature: Substring) {
      // The access key may itself hold slashes: the scope is the last four parts.
      let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count >= 5, parts[parts.count - 1] == "aws4_request",
        parts[parts.count - 2] == SigV4.service, parts[parts.count - 4].utf8.count == 8,
        !headers.isEmpty
      else { return nil }
      accessKey = parts.dropLast(4).joined(separator: "/")
      scope = Scope(day: String(parts[parts.count - 4]), region: String(parts[parts.count - 3]))
      signedHeaders = headers.split(separator: ";").map { $0.lowercased() }
      self.signature = String(signature)
    }
  }
}
