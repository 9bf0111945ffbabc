package import DataRepository

/// The answer to `GET /`.
package struct BucketListing: Equatable, Sendable {
  package struct Bucket: Equatable, Sendable {
    package var name: String
    /// Unix seconds.
    package var created: Double

    package init(name: String, created: Double) {
      self.name = name
      self.created = created
    }
  }

  package var buckets: [Bucket]

  package init(buckets: [Bucket]) {
    self.buckets = buckets
  }

  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "ListAllMyBucketsResult" else { throw S3Error(.malformedXML) }
    buckets = (tree.all("Buckets").first?.all("Bucket") ?? []).map {
      Bucket(
        name: $0["Name"] ?? "", created: $0["CreationDate"].flatMap(WireTime.parseISO) ?? 0)
    }
  }

  package var document: Bytes {
    let buckets = buckets.map {
      XMLTree(
        "Bucket", [XMLTree("Name", $0.name), XMLTree("CreationDate", WireTime.iso($0.created))])
    }
    return XMLTree("ListAllMyBucketsResult", [S3Owner.tree, XMLTree("Buckets", buckets)]).document()
  }
}
