package import DataRepository

/// The answer to `GET ?uploadId`: the parts so far.
package struct PartListing: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    package var number: Int
    package var etag: String
    package var size: Int
    /// Unix seconds.
    package var modified: Double

    package init(number: Int, etag: String, size: Int, modified: Double) {
      self.number = number
      self.etag = etag
      self.size = size
      self.modified = modified
    }
  }

  package var upload: MultipartUpload
  package var marker = 0
  package var maxParts = 1000
  package var isTruncated = false
  package var parts: [Part] = []

  package init(upload: MultipartUpload) {
    self.upload = upload
  }

  package var document: Bytes {
    let head =
      upload.names + [
        XMLTree("UploadId", upload.id), XMLTree("Initiator", S3Owner.fields), S3Owner.tree,
        XMLTree("StorageClass", "STANDARD"), XMLTree("PartNumberMarker", String(marker)),
        XMLTree("NextPartNumberMarker", String(isTruncated ? parts.last?.number ?? 0 : 0)),
        XMLTree("MaxParts", String(maxParts)), XMLTree("IsTruncated", String(isTruncated)),
      ]
    let parts = parts.map {
      XMLTree(
        "Part",
        [
          XMLTree("PartNumber", String($0.number)),
          XMLTree("LastModified", WireTime.iso($0.modified)), XMLTree("ETag", "\"\($0.etag)\""),
          XMLTree("Size", String($0.size)),
        ])
    }
    return XMLTree("ListPartsResult", head + parts).document()
  }
}

/// The answer to `GET /bucket?uploads`: uploads begun and neither completed nor aborted.
package struct UploadListing: Equatable, Sendable {
  package struct Upload: Equatable, Sendable {
    package var upload: MultipartUpload
    /// Unix seconds.
    package var initiated: Double

    package init(upload: MultipartUpload, initiated: Double) {
      self.upload = upload
      self.initiated = initiated
    }
  }

  package var bucket: String
  package var keyMarker = ""
  package var uploadIDMarker = ""
  package var maxUploads = 1000
  package var isTruncated = false
  package var uploads: [Upload] = []

  package init(bucket: String) {
    self.bucket = bucket
  }

  package var document: Bytes {
    let last = isTruncated ? uploads.last?.upload : nil
    let head = [
      XMLTree("Bucket", bucket), XMLTree("KeyMarker", keyMarker),
      XMLTree("UploadIdMarker", uploadIDMarker), XMLTree("NextKeyMarker", last?.key ?? ""),
      XMLTree("NextUploadIdMarker", last?.id ?? ""), XMLTree("MaxUploads", String(maxUploads)),
      XMLTree("IsTruncated", String(isTruncated)),
    ]
    let uploads = uploads.map {
      XMLTree(
        "Upload",
        [
          XMLTree("Key", $0.upload.key), XMLTree("UploadId", $0.upload.id),
          XMLTree("Initiator", S3Owner.fields), S3Owner.tree, XMLTree("StorageClass", "STANDARD"),
          XMLTree("Initiated", WireTime.iso($0.initiated)),
        ])
    }
    return XMLTree("ListMultipartUploadsResult", head + uploads).document()
  }
}
