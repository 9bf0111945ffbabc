package import DataRepository

/// A multipart upload: where it goes and its id.
package struct MultipartUpload: Hashable, Sendable {
  package var bucket: String
  package var key: String
  package var id: String

  package init(bucket: String, key: String, id: String) {
    self.bucket = bucket
    self.key = key
    self.id = id
  }

  /// The answer to `POST ?uploads`.
  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "InitiateMultipartUploadResult", let id = tree["UploadId"] else {
      throw S3Error(.malformedXML)
    }
    self.init(bucket: tree["Bucket"] ?? "", key: tree["Key"] ?? "", id: id)
  }

  package var document: Bytes {
    XMLTree("InitiateMultipartUploadResult", names + [XMLTree("UploadId", id)]).document()
  }

  /// The answer to `POST ?uploadId`; `etag` without the quotes.
  package func completion(etag: String) -> Bytes {
    XMLTree(
      "CompleteMultipartUploadResult",
      [XMLTree("Location", "PACHYDERM")] + names + [XMLTree("ETag", "\"\(etag)\"")]
    ).document()
  }

  var names: [XMLTree] { [XMLTree("Bucket", bucket), XMLTree("Key", key)] }
}

/// The body of `POST ?uploadId`: the parts that make the object, in order.
package struct MultipartCompletion: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    package var number: Int
    /// Without the quotes; empty where the client left it out.
    package var etag: String

    package init(number: Int, etag: String) {
      self.number = number
      self.etag = etag
    }
  }

  package var parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }

  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "CompleteMultipartUpload" else { throw S3Error(.malformedXML) }
    parts = []
    for part in tree.all("Part") {
      guard let number = part["PartNumber"].flatMap(Int.init) else {
        throw S3Error(.malformedXML)
      }
      parts.append(Part(number: number, etag: ETag.unquoted(part["ETag"] ?? "")))
    }
  }

  package var document: Bytes {
    let parts = parts.map {
      XMLTree(
        "Part",
        [XMLTree("PartNumber", String($0.number)), XMLTree("ETag", "\"\($0.etag)\"")])
    }
    return XMLTree("CompleteMultipartUpload", parts).document()
  }
}
