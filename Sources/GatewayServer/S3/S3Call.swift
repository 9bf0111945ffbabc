import Foundation
import HTTPTypes
import HummingbirdCore
import PachydermWire

/// A request as the gateway sees it, taken apart but not yet trusted.
struct S3Call: Sendable {
  var request: Request
  var method: HTTPRequest.Method
  /// As sent.
  var rawPath: String
  /// Percent-decoded.
  var path: String
  var query: QueryItems
  /// Empty for `/`.
  var bucket: String
  /// Without a slash in front; nil for a bucket.
  var key: String?
  /// For the answer's `RequestId`, and for the log.
  var id: String
  /// How the chunks of the body are to be checked, once the request was let in.
  var grant = SigV4.Grant.unsigned

  init(_ request: Request) {
    self.request = request
    method = request.method
    id = UUID().uuidString.lowercased()
    let target = request.head.path ?? "/"
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    rawPath = halves.first.map(String.init) ?? "/"
    let decoded = PercentEncoding.decode(rawPath)
    isWellFormed = decoded.map { String(validating: $0, as: UTF8.self) != nil } ?? false
    path = String(decoding: decoded ?? Array(rawPath.utf8), as: UTF8.self)
    let query = QueryItems(query: halves.count > 1 ? halves[1] : "")
    hasReadableQuery = query != nil
    self.query = query ?? QueryItems()
    let parts = path.dropFirst().split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    bucket = parts.first.map(String.init) ?? ""
    key = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  /// Whether the path is valid percent-encoding of UTF-8.
  let isWellFormed: Bool
  /// Whether the query is valid percent-encoding.
  let hasReadableQuery: Bool

  /// A header's value, names in any case.
  func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }

  /// What the signature covers.
  var signable: SigV4.Request {
    var headers = request.headers.map { SigV4.Header($0.name.rawName, $0.value) }
    if let host = request.head.authority { headers.append(SigV4.Header("host", host)) }
    return SigV4.Request(
      method: method.rawValue, path: rawPath, query: query, headers: headers)
  }
}
