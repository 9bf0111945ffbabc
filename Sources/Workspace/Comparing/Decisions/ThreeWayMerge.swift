import DataRepository
package import LabelCore

/// What becomes of each row when both versions descend from one commit: what only one side changed
/// is taken, the rest is to be asked.
package struct ThreeWayMerge: Sendable {
  package let base: CommitRef
  private let decisions: [RowKey: ThreeWay]

  /// Works out a comparison's differences; nil when the versions have no base in common.
  package init?(_ result: VersionComparison) async throws {
    guard let ancestor = try await CommonAncestor(result.a, result.b),
      let a = result.a as? StoreVersion, let b = result.b as? StoreVersion
    else { return nil }
    base = ancestor.base
    let reader = BaseReader(base: base, a: a, b: b, cache: result.cache)
    decisions = try await result.cache.flushing { try await reader.decisions(of: result) }
  }

  /// What is to become of a row.
  package func decision(_ key: RowKey) -> ThreeWay { decisions[key] ?? .ask }

  package func count(_ decision: ThreeWay) -> Int {
    decisions.values.reduce(0) { $0 + ($1 == decision ? 1 : 0) }
  }
}

extension ThreeWay {
  /// What needs no person; nil for what is asked. What neither side changed, or both to the same,
  /// stays as A has it.
  package var decision: RowDecision? {
    switch self {
    case .takeA, .unchanged, .alike: .keepA
    case .takeB: .keepB
    case .ask: nil
    }
  }
}

/// Reads what a base says about the rows of a comparison.
private struct BaseReader {
  let base: CommitRef
  let a: StoreVersion
  let b: StoreVersion
  let cache: SummaryCache

  func decisions(of result: VersionComparison) async throws -> [RowKey: ThreeWay] {
    var version: any LabelVersion = try await StoreVersion(base, in: a.store)
    if result.isGathered { version = try await GatheredVersion(version, cache: cache) }
    let reader = SummaryReader(version: version, cache: cache)
    var decisions: [RowKey: ThreeWay] = [:]
    // Rows whose task in the base is not plain from its path.
    var rest: [ComparisonRow] = []
    for try await page in result.pages(try await result.select()) {
      let paths = Set(page.flatMap { [$0.a?.path, $0.b?.path].compactMap { $0 } })
      let found = try await self.tasks(paths.sorted(), reader)
      for row in page {
        if let decision = row.decision(found) {
          decisions[row.key] = decision
        } else {
          rest.append(row)
        }
      }
    }
    try Task.checkCancellation()
    guard !rest.isEmpty else { return decisions }
    for row in ThreeWayPlan(rest, base: try await candidates(for: rest, reader)).rows {
      decisions[row.row.key] = row.decision
    }
    return decisions
  }

  /// The base's objects among which the tasks of the rows may be: those at the rows' paths, and
  /// those that either side changed or moved.
  private func candidates(
    for rows: [ComparisonRow], _ reader: SummaryReader
  ) async throws -> [ComparedTask] {
    var paths = Set(rows.flatMap { [$0.a?.path, $0.b?.path].compactMap { $0 } })
    for side in [a, b] {
      for try await change in a.store.diff(from: base, to: side.ref) where change.old != nil {
        paths.insert(String(change.path.dropFirst()))
      }
    }
    return Array(try await tasks(paths.sorted(), reader).values)
  }

  private func tasks(
    _ paths: [String], _ reader: SummaryReader
  ) async throws -> [String: ComparedTask] {
    let places = paths.map { "/" + $0 }
    let files: [FileInfo]
    if let whole = reader.version as? GatheredVersion {
      files = try await whole.files(at: places)
    } else {
      files = try await a.store.inspectFiles(places, at: base).collect()
    }
    var tasks: [String: ComparedTask] = [:]
    for found in try await reader.find(files.filter { $0.kind == .file }).found {
      guard let summary = found.summary else { continue }
      let task = ComparedTask(found.file, summary)
      tasks[task.path] = task
    }
    return tasks
  }
}

extension ComparisonRow {
  /// What becomes of a row whose task certainly is the base's at the same path; nil otherwise.
  fileprivate func decision(_ base: [String: ComparedTask]) -> ThreeWay? {
    guard let path = a?.path, path == b?.path, let origin = base[path] else { return nil }
    guard let a, let b, origin.isCertainly(a), origin.isCertainly(b) else { return nil }
    return ThreeWay(base: origin.summary, a: a.summary, b: b.summary)
  }
}
