package import DataRepository
package import LabelCore

/// Reads what there is to know about a version: each object once, ever (`SummaryCache`).
package struct FiguresReader: Sendable {
  let store: any VersionedStore
  let workspace: Workspace?
  let cache: SummaryCache

  package init(store: any VersionedStore, workspace: Workspace? = nil, cache: SummaryCache) {
    self.store = store
    self.workspace = workspace
    self.cache = cache
  }

  /// Objects that are looked at for telling labels from raw data.
  private static let sample = 20

  /// Figures of `ref`, and how it differs from the version before it. Cancelled with its task.
  package func figures(of ref: CommitRef, before: CommitRef?) async throws -> VersionFigures {
    guard try await holdsLabels(ref) else { return try await fileFigures(of: ref, before: before) }
    let version = try await StoreVersion(ref, in: store)
    let tally = try await TallyJob(version, cache: cache).run()
    var figures = VersionFigures(tally)
    if let before {
      let older = try await StoreVersion(before, in: store)
      let result = try await ComparisonJob(older, version, cache: cache).run()
      figures.change = VersionChange(result.comparison.counts)
    }
    figures.raw = try await RawDataFinder(store: store, workspace: workspace).rawVersion(of: ref)
    return figures
  }

  private func holdsLabels(_ ref: CommitRef) async throws -> Bool {
    let files = try await store.list(ListRequest(limit: Self.sample), at: ref)
    if files.isEmpty { return true }
    for try await file in store.readFiles(files.map(\.path), at: ref)
    where (try? TargetObject(parsing: file.bytes)) != nil { return true }
    return false
  }

  /// Of raw data only the files are counted.
  private func fileFigures(
    of ref: CommitRef, before: CommitRef?
  ) async throws -> VersionFigures {
    var figures = VersionFigures()
    figures.isLabels = false
    if store.traits.pinsCommits, let files = try await store.inspectCommit(ref).files {
      figures.objects = files
    } else {
      for try await _ in store.listFiles(ListRequest(), at: ref) { figures.objects += 1 }
    }
    guard let before else { return figures }
    var change = VersionChange()
    for try await difference in store.diff(from: before, to: ref) {
      switch (difference.old, difference.new) {
      case (nil, _): change.new += 1
      case (_, nil): change.gone += 1
      default: change.flipped += 1
      }
    }
    figures.change = change
    return figures
  }
}

extension VersionChange {
  /// Decided only in the newer version, with another label, and decided only in the older one.
  init(_ counts: ComparisonCounts) {
    self.init(new: counts[.onlyB], flipped: counts.flipped + counts[.skip], gone: counts[.onlyA])
  }
}

extension VersionFigures {
  init(_ tally: VersionTally) {
    self.init()
    objects = tally.objects
    unreadable = tally.unreadable
    labelled = tally.labelled
    skipped = tally.skipped
    medianPace = tally.medianPace
    annotators = Self.sorted(tally.annotators)
    // Of several controls the first that has labels to count: one histogram fits on the screen.
    counts =
      tally.controls.lazy.map { Self.sorted(tally.histogram($0)) }.first { !$0.isEmpty } ?? []
  }

  /// The highest count first, of equals in byte order.
  private static func sorted(_ counts: [String: Int]) -> [LabelCount] {
    counts.map { LabelCount(label: $0.key, count: $0.value) }.sorted { left, right in
      left.count == right.count
        ? left.label.utf8.lexicographicallyPrecedes(right.label.utf8) : left.count > right.count
    }
  }
}
