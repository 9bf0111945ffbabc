import DataRepository
import PachydermWire

/// One request to a gateway before it is signed.
struct S3Call: Sendable {
  var method: String
  /// Nil addresses the list of buckets.
  var bucket: String?
  var key: String?
  var query = QueryItems()
  var headers: [SigV4.Header] = []
  var body = HTTPBody.none
  /// What the signature says of the body.
  var payload = SigV4.Payload.empty
  /// Whether sending it twice does no harm.
  var isRepeatable = true

  init(_ method: String, bucket: String? = nil, key: String? = nil) {
    self.method = method
    self.bucket = bucket
    self.key = key
  }

  /// Percent-encoded, path style.
  var path: String {
    var path = "/"
    if let bucket { path += PercentEncoding.encode(bucket) }
    if let key { path += "/" + PercentEncoding.encode(key, keepingSlashes: true) }
    return path
  }

  /// What messages call the thing asked for.
  var subject: String {
    guard let bucket else { return "the list of buckets" }
    return key.map { "\(bucket)/\($0)" } ?? bucket
  }
}
