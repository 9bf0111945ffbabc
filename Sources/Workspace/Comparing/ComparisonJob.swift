import DataRepository
package import LabelCore

/// Compares two versions of labels, wherever they are.
///
/// What is the same, changed, added and gone follows from the hashes and is reported as soon as
/// both are listed. Of each distinct object a summary is made once, ever (`SummaryCache`); of what
/// both versions have alike only sums are needed, and they are kept by version, so that comparing
/// the same versions again reads no object. Memory grows with the labels that occur and with tasks
/// that moved to another path; rows lie in a file of their own. Cancelled with its task.
package struct ComparisonJob: Sendable {
  let a: any LabelVersion
  let b: any LabelVersion
  /// As they are read: where Label Studio 1.x stored annotations, each task once.
  private(set) var views: (a: any LabelVersion, b: any LabelVersion)
  let cache: SummaryCache
  let options: ComparisonOptions

  package init(
    _ a: any LabelVersion, _ b: any LabelVersion, cache: SummaryCache,
    options: ComparisonOptions = ComparisonOptions()
  ) {
    var sides = (a, b)
    if a.hashKind != b.hashKind {
      if a.hashKind != .sha256 { sides.0 = RehashedVersion(base: a, cache: cache) }
      if b.hashKind != .sha256 { sides.1 = RehashedVersion(base: b, cache: cache) }
    }
    (self.a, self.b) = sides
    views = sides
    self.cache = cache
    self.options = options
  }

  /// Runs to the end. `report` is called now and then from any thread, with the counts of hashes
  /// as soon as they are there; figures exist only at the end.
  package func run(
    _ report: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
  ) async throws -> VersionComparison {
    try await cache.flushing { try await result(report) }
  }

  private func result(
    _ report: @escaping @Sendable (ComparisonProgress) -> Void
  ) async throws -> VersionComparison {
    // A branch that moves between two listings is listed again, not mixed; and sums that do not
    // fit the listings are made anew.
    for attempt in 0..<3 {
      let run = try ComparisonRun(self, trustingSums: attempt == 0, report)
      guard let result = try await run.result() else { continue }
      // A task with one object of 1.x alone stays in that object.
      guard result.holdsAnnotations, !(views.a is GatheredVersion) else { return result }
      return try await gathered().result(report)
    }
    throw StoreError(
      .conflict, a.name, "\(a.name) or \(b.name) keeps changing while it is compared")
  }

  /// The same of whole tasks: 1.x writes an object for each annotation.
  private func gathered() async throws -> ComparisonJob {
    var job = self
    job.views.a = try await GatheredVersion(a, cache: cache)
    job.views.b = try await GatheredVersion(b, cache: cache)
    return job
  }
}
