import DataRepository
package import LabelCore

/// A finished comparison: its figures, and its rows on demand.
///
/// Rows lie in a private file as long as this value lives; a selection is 8 bytes a row.
package struct VersionComparison: Sendable {
  /// Objects that are no tasks: the first hundred paths, and how many there are.
  package struct Unreadable: Hashable, Sendable {
    package var paths: [String] = []
    package var count = 0
  }

  package struct Fingerprints: Hashable, Sendable {
    package var a: String
    package var b: String
  }

  /// Rows that pass a filter, in the order in which they are shown.
  package struct Selection: Hashable, Sendable {
    let serials: [Int64]

    package var count: Int { serials.count }
  }

  /// Counts and agreement of all tasks; without rows.
  package let comparison: Comparison
  package let hashes: HashCounts
  package let unreadable: Unreadable
  /// What names the content of both versions for good: the same for the same two, whenever they
  /// are compared.
  package let fingerprints: Fingerprints
  /// Objects whose bytes were read.
  package let read: Int
  package let a: any LabelVersion
  package let b: any LabelVersion
  /// As they are read: each task once, also where Label Studio 1.x stored several annotations of it.
  private let views: (a: any LabelVersion, b: any LabelVersion)
  /// Whether there are objects of 1.x that were taken for a task each.
  var holdsAnnotations = false
  let cache: SummaryCache
  private let options: ComparisonOptions
  let table: RowTable
  /// Whether rows of what is the same are in the table already.
  private let holdsSame: Bool

  init(
    job: ComparisonJob, table: RowTable, comparison: Comparison, hashes: HashCounts,
    fingerprints: Fingerprints, unreadable: Unreadable, read: Int, holdsSame: Bool
  ) {
    self.fingerprints = fingerprints
    (a, b, cache, options) = (job.a, job.b, job.cache, job.options)
    views = job.views
    self.table = table
    self.comparison = comparison
    self.hashes = hashes
    self.unreadable = unreadable
    self.read = read
    self.holdsSame = holdsSame
  }

  /// The rows that pass. Tasks that are the same on both sides are among them when the filter asks
  /// for them (`ComparisonFilter.mayPassSame`): then the version is gone through, by the cache.
  package func select(
    _ filter: ComparisonFilter = ComparisonFilter(),
    _ report: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Selection {
    let found = try await table.select(filter, withSame: filter.mayPassSame)
    guard filter.mayPassSame, !holdsSame else { return Selection(serials: found) }
    let same = try await cache.flushing { try await selectSame(filter, report) }
    return Selection(serials: found + same)
  }

  /// The rows at these places of a selection; places outside of it are left out.
  package func rows(_ selection: Selection, _ places: Range<Int>) async throws -> [ComparisonRow] {
    try await table.rows(Array(selection.serials[places.clamped(to: 0..<selection.count)]))
  }

  /// All rows of a selection, some at a time.
  package func pages(_ selection: Selection) -> AsyncThrowingStream<[ComparisonRow], any Error> {
    let start = RowPages(table: table, serials: selection.serials[...])
    return AsyncThrowingStream { try await start.next() }
  }

  /// Both sides of a row, read from their objects.
  package func detail(_ row: ComparisonRow) async throws -> RowDetail {
    async let inA = object(row.a, in: views.a)
    async let inB = object(row.b, in: views.b)
    return RowDetail(
      a: try await inA.map { TaskDetail($0, digest: .sha256) },
      b: try await inB.map { TaskDetail($0, digest: .sha256) })
  }

  /// The stored regions of an annotator's label of the task at a path of A; nil without one.
  package func regions(at path: String, by annotator: String) async throws -> [JSON]? {
    let object = try await object(at: path, in: views.a)
    return object.flatMap { TaskDetail($0, digest: .sha256).result(by: annotator) }
  }

  /// Whether some tasks lie in several objects of a side.
  var isGathered: Bool { views.a is GatheredVersion }

  /// The paths, without a slash in front, of all objects of a task on either side; nil where each has one.
  func parts(_ row: ComparisonRow) async throws -> (a: [String], b: [String])? {
    guard let a = views.a as? GatheredVersion, let b = views.b as? GatheredVersion else {
      return nil
    }
    var (inA, inB): ([String], [String]) = ([], [])
    if let task = row.a { inA = try await a.parts(of: "/" + task.path) }
    if let task = row.b { inB = try await b.parts(of: "/" + task.path) }
    if inA.count < 2, inB.count < 2 { return nil }
    return (inA.map { String($0.dropFirst()) }, inB.map { String($0.dropFirst()) })
  }

  /// Everybody's completions of a task in A and B; none where each task lies in one object.
  func gatheredCompletions(_ row: ComparisonRow) async throws -> [Completion] {
    guard isGathered else { return [] }
    let sides = [(row.a, views.a), (row.b, views.b)]
    var completions: [Completion] = []
    for (task, view) in sides { completions += try await object(task, in: view)?.completions ?? [] }
    return completions
  }

  private func object(
    _ task: ComparedTask?, in version: any LabelVersion
  ) async throws -> TaskObject? {
    guard let task else { return nil }
    return try await object(at: task.path, in: version)
  }

  private func object(
    at path: String, in version: any LabelVersion
  ) async throws -> TaskObject? {
    for try await contents in version.read(["/" + path]) {
      return try? TargetObject(parsing: contents.bytes).object
    }
    return nil
  }

  /// Goes through A for rows of what is the same; they are put behind the others.
  private func selectSame(
    _ filter: ComparisonFilter, _ report: @escaping @Sendable (Double) -> Void
  ) async throws -> [Int64] {
    try await table.indexPlaces()
    let reader = SummaryReader(version: views.a, cache: cache)
    let (table, schema) = (table, options.schema)
    let all = Double(max(1, hashes.total - hashes.added))
    var files = views.a.list().makeAsyncIterator()
    var serials: [Int64] = []
    var done = 0
    try await BatchedWork().run(
      { try await files.next() },
      { batch in
        let places = try await table.differing(batch.map(\.path))
        let found = try await reader.find(batch.filter { !places.contains($0.path) }).found
        let rows = found.compactMap { found in
          found.summary.map { ComparisonRow(same: ComparedTask(found.file, $0.fitted(to: schema))) }
        }
        return (count: batch.count, rows: rows.filter(filter.passes))
      },
      take: { part in
        serials += try await table.add(same: part.rows)
        done += part.count
        report(Double(done) / all)
      })
    return serials
  }
}

extension ComparisonRow {
  /// A task that both versions have at one path with equal hashes.
  fileprivate init(same task: ComparedTask) {
    self.init(
      TaskPair(a: task, b: task, rule: task.summary.sources.isEmpty ? .id : .source))
  }
}

/// The rows of a selection that are not given out yet.
private actor RowPages {
  private let table: RowTable
  private var rest: ArraySlice<Int64>

  init(table: RowTable, serials: ArraySlice<Int64>) {
    self.table = table
    rest = serials
  }

  func next() async throws -> [ComparisonRow]? {
    if rest.isEmpty { return nil }
    let page = Array(rest.prefix(500))
    rest = rest.dropFirst(page.count)
    return try await table.rows(page)
  }
}
