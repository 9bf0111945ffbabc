/// One page of a bucket's objects, the answer to `GET /bucket` in S3's version 1 or 2.
package struct ObjectListing: Equatable, Sendable {
  package struct Object: Equatable, Sendable {
    package var key: String
    /// Unix seconds.
    package var modified: Double
    /// Without the quotes.
    package var etag: String
    package var size: Int

    package init(key: String, modified: Double, etag: String, size: Int) {
      self.key = key
      self.modified = modified
      self.etag = etag
      self.size = size
    }
  }

  /// What differs between the two versions.
  package enum Paging: Equatable, Sendable {
    case v1(marker: String, nextMarker: String?)
    case v2(token: String?, startAfter: String?, nextToken: String?)
  }

  package var bucket: String
  package var prefix = ""
  package var delimiter = ""
  package var maxKeys = 1000
  package var objects: [Object] = []
  /// Each ends in the delimiter.
  package var commonPrefixes: [String] = []
  package var isTruncated = false
  package var paging: Paging
  /// Whether keys and prefixes are percent-encoded in the XML (`encoding-type=url`).
  package var isURLEncoded = false
  /// Version 1 always names the owner, version 2 on request.
  package var namesOwner = true

  package init(bucket: String, paging: Paging) {
    self.bucket = bucket
    self.paging = paging
  }
}
