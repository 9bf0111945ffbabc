import PachydermWire

extension S3Client {
  func listBuckets() async throws -> [BucketListing.Bucket] {
    let answer = try await perform(S3Call("GET"))
    return try document(of: answer, BucketListing.init(document:)).buckets
  }

  func createBucket(_ bucket: String) async throws {
    var call = S3Call("PUT", bucket: bucket)
    // A second one would be told that the bucket exists.
    call.isRepeatable = false
    _ = try await perform(call)
  }

  func deleteBucket(_ bucket: String) async throws {
    var call = S3Call("DELETE", bucket: bucket)
    call.isRepeatable = false
    _ = try await perform(call)
  }

  /// One page of one level: version 1, which every release of the gateway answers.
  func listLevel(of bucket: String, _ question: LevelQuestion) async throws -> ListingPage {
    var call = S3Call("GET", bucket: bucket)
    call.query.items = [.init("delimiter", "/"), .init("prefix", question.prefix)]
    if let marker = question.marker { call.query.items.append(.init("marker", marker)) }
    if let limit = question.limit { call.query.items.append(.init("max-keys", String(limit))) }
    let listing = try document(of: try await perform(call), ObjectListing.init(document:))
    var next: String?
    if case .v1(_, let marker) = listing.paging { next = marker }
    return ListingPage(
      entries: listing.objects.map { ListingEntry(key: $0.key, size: $0.size, etag: $0.etag) }
        + listing.commonPrefixes.map { ListingEntry(key: $0) },
      isTruncated: listing.isTruncated, nextMarker: next)
  }
}

/// Which part of one level to list.
struct LevelQuestion: Sendable {
  var prefix: String
  var marker: String?
  /// Entries in the page; nil leaves it to the gateway, which gives 1000.
  var limit: Int?

  init(prefix: String, marker: String? = nil, limit: Int? = nil) {
    self.prefix = prefix
    self.marker = marker
    self.limit = limit
  }
}
