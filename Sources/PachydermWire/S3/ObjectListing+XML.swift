package import DataRepository

extension ObjectListing {
  package var document: Bytes {
    var fields = objects.map(tree) + commonPrefixes.map(tree)
    if !delimiter.isEmpty { fields.append(XMLTree("Delimiter", text(delimiter))) }
    if isURLEncoded { fields.append(XMLTree("EncodingType", "url")) }
    fields.append(XMLTree("IsTruncated", String(isTruncated)))
    switch paging {
    case .v1(let marker, let next):
      fields += [
        XMLTree("Marker", text(marker)), XMLTree("MaxKeys", String(maxKeys)),
        XMLTree("Name", bucket),
      ]
      if let next { fields.append(XMLTree("NextMarker", text(next))) }
    case .v2(let token, let startAfter, let next):
      if let token { fields.append(XMLTree("ContinuationToken", token)) }
      fields += [
        XMLTree("KeyCount", String(objects.count + commonPrefixes.count)),
        XMLTree("MaxKeys", String(maxKeys)), XMLTree("Name", bucket),
      ]
      if let next { fields.append(XMLTree("NextContinuationToken", next)) }
      if let startAfter { fields.append(XMLTree("StartAfter", text(startAfter))) }
    }
    fields.append(XMLTree("Prefix", text(prefix)))
    return XMLTree("ListBucketResult", fields).document()
  }

  private func tree(_ object: Object) -> XMLTree {
    var fields = [
      XMLTree("Key", text(object.key)), XMLTree("LastModified", WireTime.iso(object.modified)),
      XMLTree("ETag", "\"\(object.etag)\""), XMLTree("Size", String(object.size)),
      XMLTree("StorageClass", "STANDARD"),
    ]
    if namesOwner { fields.append(S3Owner.tree) }
    return XMLTree("Contents", fields)
  }

  private func tree(_ prefix: String) -> XMLTree {
    XMLTree(
      "CommonPrefixes", [XMLTree("Prefix", text(prefix))] + (namesOwner ? [S3Owner.tree] : []))
  }

  private func text(_ text: String) -> String {
    isURLEncoded ? PercentEncoding.encode(text, keepingSlashes: true) : text
  }

  /// Reads what any S3 server answers, Pachyderm 1.x's V1 answers to V2 requests included.
  package init(document: Bytes) throws(S3Error) {
    let tree = try XMLTree(document: document)
    guard tree.name == "ListBucketResult" else { throw S3Error(.malformedXML) }
    let encoded = tree["EncodingType"] == "url"
    func plain(_ text: String?) -> String? {
      guard let text, encoded else { return text }
      return PercentEncoding.decode(text, plusIsSpace: true)
        .map { String(decoding: $0, as: UTF8.self) } ?? text
    }
    self.init(bucket: tree["Name"] ?? "", paging: Self.paging(of: tree, plain))
    isURLEncoded = encoded
    prefix = plain(tree["Prefix"]) ?? ""
    delimiter = plain(tree["Delimiter"]) ?? ""
    maxKeys = tree["MaxKeys"].flatMap(Int.init) ?? 1000
    isTruncated = tree["IsTruncated"] == "true"
    commonPrefixes = tree.all("CommonPrefixes").compactMap { plain($0["Prefix"]) }
    namesOwner = (tree.all("Contents") + tree.all("CommonPrefixes"))
      .allSatisfy { !$0.all("Owner").isEmpty }
    objects = tree.all("Contents").map {
      Object(
        key: plain($0["Key"]) ?? "", modified: $0["LastModified"].flatMap(WireTime.parseISO) ?? 0,
        etag: ETag.unquoted($0["ETag"] ?? ""), size: $0["Size"].flatMap(Int.init) ?? 0)
    }
  }

  private static func paging(of tree: XMLTree, _ plain: (String?) -> String?) -> Paging {
    if tree["KeyCount"] != nil {
      return .v2(
        token: tree["ContinuationToken"], startAfter: plain(tree["StartAfter"]),
        nextToken: tree["NextContinuationToken"])
    }
    return .v1(marker: plain(tree["Marker"]) ?? "", nextMarker: plain(tree["NextMarker"]))
  }
}

/// Entity tags, which stand in double quotes on the wire (Pachyderm 1.9 leaves them out in
/// listings).
package enum ETag {
  package static func unquoted(_ text: String) -> String {
    var text = text[...]
    if text.hasPrefix("W/") { text = text.dropFirst(2) }
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
    return String(text.dropFirst().dropLast())
  }
}
