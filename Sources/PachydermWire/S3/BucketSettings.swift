package import DataRepository

/// The answers to `?location` and `?versioning`, and the body of `PUT ?versioning`.
package enum BucketSettings {
  /// Pachyderm's gateway names itself as the region.
  package static var location: Bytes { XMLTree("LocationConstraint", "PACHYDERM").document() }

  /// Every bucket keeps versions: they are commits.
  package static var versioning: Bytes {
    XMLTree("VersioningConfiguration", [XMLTree("Status", "Enabled")]).document()
  }

  /// The `Status` asked for; empty when there is none.
  package static func versioningStatus(document: Bytes) throws(S3Error) -> String {
    let tree = try XMLTree(document: document)
    guard tree.name == "VersioningConfiguration" else { throw S3Error(.malformedXML) }
    return tree["Status"] ?? ""
  }
}

/// The answer to a copy.
package struct CopyResult: Equatable, Sendable {
  /// Without the quotes.
  package var etag: String
  /// Unix seconds.
  package var modified: Double

  package init(etag: String, modified: Double) {
    self.etag = etag
    self.modified = modified
  }

  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "CopyObjectResult" else { throw S3Error(.malformedXML) }
    etag = ETag.unquoted(tree["ETag"] ?? "")
    modified = tree["LastModified"].flatMap(WireTime.parseISO) ?? 0
  }

  package var document: Bytes {
    XMLTree(
      "CopyObjectResult",
      [XMLTree("LastModified", WireTime.iso(modified)), XMLTree("ETag", "\"\(etag)\"")]
    ).document()
  }
}
