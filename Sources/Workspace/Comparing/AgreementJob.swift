import DataRepository
package import LabelCore

/// Compares the people who labelled one version: every pair, and all together.
package struct AgreementJob: Sendable {
  package struct Result: Sendable {
    package var agreement: AnnotatorAgreement
    package var unreadable = VersionComparison.Unreadable()
    /// Objects whose bytes were read.
    package var read = 0
  }

  private let version: any LabelVersion
  private let cache: SummaryCache
  private let schema: ResultSchema?

  package init(_ version: any LabelVersion, cache: SummaryCache, schema: ResultSchema? = nil) {
    self.version = version
    self.cache = cache
    self.schema = schema
  }

  /// Runs to the end; `report` says how many objects are done. Cancelled with its task.
  package func run(
    _ report: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
  ) async throws -> Result {
    try await cache.flushing { try await result(report) }
  }

  private func result(
    _ report: @escaping @Sendable (ComparisonProgress) -> Void
  ) async throws -> Result {
    let reader = SummaryReader(version: version, cache: cache)
    var files = version.list().makeAsyncIterator()
    var result = Result(agreement: AnnotatorAgreement(schema: schema))
    var (done, holdsAnnotations) = (0, false)
    try await BatchedWork().run(
      { try await files.next() }, { try await reader.find($0) },
      take: { part in
        for found in part.found {
          if let summary = found.summary {
            result.agreement.add(summary)
            if summary.annotated != nil { holdsAnnotations = true }
          } else {
            result.unreadable.add(found.file.path)
          }
        }
        result.read += part.read
        done += part.found.count
        report(ComparisonProgress(done: done))
      })
    // A task with one object of 1.x alone stays in that object.
    guard holdsAnnotations, !(version is GatheredVersion) else { return result }
    // Label Studio 1.x writes an object for each annotation: who agrees shows in whole tasks.
    let whole = try await GatheredVersion(version, cache: cache)
    return try await AgreementJob(whole, cache: cache, schema: schema).result(report)
  }
}

extension VersionComparison.Unreadable {
  fileprivate mutating func add(_ path: String) {
    count += 1
    if paths.count < 100 { paths.append(path) }
  }
}
