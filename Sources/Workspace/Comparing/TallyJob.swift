import DataRepository
package import LabelCore

/// Sums up the labels of one version: histogram, counts, annotators. Kept by the version's
/// fingerprint, so that it is done once, ever.
package struct TallyJob: Sendable {
  private let version: any LabelVersion
  private let cache: SummaryCache

  package init(_ version: any LabelVersion, cache: SummaryCache) {
    self.version = version
    self.cache = cache
  }

  /// What was found in the cache; nil when the version must be gone through.
  package func known() async -> VersionTally? {
    guard let fingerprint = version.fingerprint, let tally = await cache.tally(fingerprint)
    else { return nil }
    guard tally.annotated > 0, let whole = GatheredVersion.fingerprint(of: version) else {
      return tally
    }
    return await cache.tally(whole)
  }

  /// The sums, from the cache or by going through all objects. Cancelled with its task.
  package func run(_ report: @escaping @Sendable (Int) -> Void = { _ in }) async throws
    -> VersionTally
  {
    if let known = await known() { return known }
    return try await cache.flushing {
      let tally = try await count(report).tally
      guard tally.annotated > 0 else { return tally }
      // Label Studio 1.x writes an object for each annotation: counted are tasks.
      let whole = try await GatheredVersion(version, cache: cache)
      return try await TallyJob(whole, cache: cache).count(report).tally
    }
  }

  /// Goes through all objects: their sums, what they were listed as, and how many were read.
  func count(
    _ report: @escaping @Sendable (Int) -> Void
  ) async throws -> (tally: VersionTally, fingerprint: String, read: Int) {
    let reader = SummaryReader(version: version, cache: cache)
    let listing = ListingFingerprint(of: version.hashKind)
    let isPinned = version.fingerprint != nil
    var files = version.list().makeAsyncIterator()
    var whole = VersionTally()
    var (read, done) = (0, 0)
    try await BatchedWork().run(
      {
        let file = try await files.next()
        if let file, !isPinned { listing.add(file) }
        return file
      },
      { batch in
        let (found, read) = try await reader.find(batch)
        return (tally: VersionTally(found), read: read, count: batch.count)
      },
      take: { part in
        whole.add(part.tally)
        read += part.read
        done += part.count
        report(done)
      })
    let fingerprint = version.fingerprint ?? listing.text
    await cache.keep(whole, for: fingerprint)
    return (whole, fingerprint, read)
  }
}

extension VersionTally {
  /// Of objects of one version.
  init(_ found: [SummaryReader.Found]) {
    self.init()
    for found in found {
      if let summary = found.summary {
        add(summary)
      } else {
        addUnreadable(found.file.path)
      }
    }
  }
}
