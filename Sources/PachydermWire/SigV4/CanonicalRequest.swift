import DataRepository

extension SigV4 {
  /// The text whose hash is signed: method, path, sorted query, sorted headers, body's hash.
  static func canonicalRequest(
    _ request: Request, signing names: [String], payload: String
  ) -> String {
    [
      request.method,
      request.path.isEmpty ? "/" : request.path,
      request.query.canonical,
      names.map { "\($0):\(canonicalValue(of: $0, in: request.headers))\n" }.joined(),
      names.joined(separator: ";"),
      payload,
    ].joined(separator: "\n")
  }

  /// What is signed: algorithm, time, scope, hash of the canonical request.
  static func stringToSign(_ canonical: String, time: String, scope: Scope) -> String {
    let hash = Digest.of(Bytes(canonical.utf8), .sha256).hex
    return [algorithm, time, scope.description, hash].joined(separator: "\n")
  }

  /// Values of one header joined by commas, with runs of white space as one space.
  private static func canonicalValue(of name: String, in headers: [Header]) -> String {
    headers.filter { $0.name.lowercased() == name }
      .map { $0.value.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .joined(separator: ",")
  }

  /// Headers that are never signed because proxies and clients change them (botocore's list).
  static let unsignedHeaders: Set<String> = [
    "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id", "authorization",
  ]

  /// The names to sign, lower-case, sorted, each once.
  static func signedNames(of headers: [Header]) -> [String] {
    Set(headers.map { $0.name.lowercased() }).subtracting(unsignedHeaders)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
