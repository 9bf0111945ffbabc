import DataRepository
import LabelCore

/// One attempt at a comparison.
final class ComparisonRun {
  private let job: ComparisonJob
  private let report: @Sendable (ComparisonProgress) -> Void
  private let table: RowTable
  /// Whether sums kept from before are used.
  private let trustsSums: Bool
  private var builder: ComparisonBuilder
  private var hashes = HashCounts()
  /// What names the content of each side.
  private var fingerprints: (a: String?, b: String?)
  /// Sums of what differs, by side.
  private var differing = (a: VersionTally(), b: VersionTally())
  /// Tasks whose pair is not plain from their path, without what was decided.
  private var rest: (a: [ComparedTask], b: [ComparedTask]) = ([], [])
  private var read = 0
  private var done = 0
  private var total = 0

  init(
    _ job: ComparisonJob, trustingSums: Bool,
    _ report: @escaping @Sendable (ComparisonProgress) -> Void
  ) throws {
    self.job = job
    self.trustsSums = trustingSums
    self.report = report
    table = try RowTable()
    var options = job.options
    options.keepsSame = true
    builder = ComparisonBuilder(options)
    fingerprints = (job.views.a.fingerprint, job.views.b.fingerprint)
  }

  /// Nil when a version changed meanwhile.
  func result() async throws -> VersionComparison? {
    guard job.options.isOfEverybody else { return try await annotatorsResult() }
    let known = try await findPlaces()
    let places = hashes.changed + hashes.gone + hashes.added
    total = places + (known == nil ? hashes.total - hashes.added : 0)
    tell()
    var whole = known
    if whole == nil {
      guard let counted = try await countA() else { return nil }
      whole = .a(counted)
    }
    try await comparePlaces()
    guard let same = await sumOfSame(whole) else { return nil }
    builder.add(same: same)
    try await pairRest()
    let comparison = builder.finished()
    var result = VersionComparison(
      job: job, table: table, comparison: comparison, hashes: hashes, fingerprints: names,
      unreadable: unreadable(same), read: read, holdsSame: false)
    result.holdsAnnotations = same.annotated > 0 || differByAnnotations
    return result
  }

  /// Whether there are objects of 1.x among those that differ.
  private var differByAnnotations: Bool {
    differing.a.annotated + differing.b.annotated > 0
  }

  /// The sums of one whole side.
  private enum Whole {
    case a(VersionTally)
    case b(VersionTally)
  }

  private func tell() {
    report(ComparisonProgress(hashes: hashes, done: done, total: total))
  }

  // MARK: By hashes

  /// Finds where the versions differ; gives the sums of a side that are known by then.
  private func findPlaces() async throws -> Whole? {
    if let a = job.views.a as? StoreVersion, let b = job.views.b as? StoreVersion,
      a.commit != nil, b.commit != nil, a.identity == b.identity
    {
      try await diff(a, b)
    } else {
      try await list()
    }
    if let tally = await known(fingerprints.a) { return .a(tally) }
    if let tally = await known(fingerprints.b) { return .b(tally) }
    return nil
  }

  /// Sums kept from before.
  private func known(_ fingerprint: String?) async -> VersionTally? {
    guard trustsSums, let fingerprint else { return nil }
    return await job.cache.tally(fingerprint)
  }

  /// Two commits of one store: the store knows what differs without listing all.
  private func diff(_ a: StoreVersion, _ b: StoreVersion) async throws {
    var places: [RowTable.Place] = []
    for try await difference in a.store.diff(from: a.ref, to: b.ref) {
      try await add(RowTable.Place(a: difference.old, b: difference.new), to: &places)
    }
    // Here and below: a stream that is cancelled looks like one that ended.
    try Task.checkCancellation()
    try await table.add(places)
    hashes.same = try await objectsInA() - hashes.changed - hashes.gone
  }

  /// From the sums of a side or its commit where they are known, else by counting.
  private func objectsInA() async throws -> Int {
    if let tally = await known(fingerprints.a) { return tally.objects }
    if let tally = await known(fingerprints.b) {
      return tally.objects - hashes.added + hashes.gone
    }
    if let files = (job.views.a as? StoreVersion)?.files { return files }
    var count = 0
    for try await _ in job.views.a.list() {
      count += 1
      if count % 5_000 == 0 { report(ComparisonProgress(done: count)) }
    }
    try Task.checkCancellation()
    return count
  }

  private func list() async throws {
    let listings = (
      ListingFingerprint(of: job.views.a.hashKind), ListingFingerprint(of: job.views.b.hashKind)
    )
    var merged = MergedListings(job.views.a.list(), job.views.b.list())
    var places: [RowTable.Place] = []
    while let place = try await merged.next() {
      if fingerprints.a == nil, let file = place.a { listings.0.add(file) }
      if fingerprints.b == nil, let file = place.b { listings.1.add(file) }
      if place.isSame { hashes.same += 1 } else { try await add(place, to: &places) }
      if hashes.total % 5_000 == 0 { report(ComparisonProgress(done: hashes.total)) }
    }
    try Task.checkCancellation()
    try await table.add(places)
    fingerprints = (fingerprints.a ?? listings.0.text, fingerprints.b ?? listings.1.text)
  }

  private func add(_ place: RowTable.Place, to places: inout [RowTable.Place]) async throws {
    switch (place.a, place.b) {
    case (nil, _): hashes.added += 1
    case (_, nil): hashes.gone += 1
    default: hashes.changed += 1
    }
    places.append(place)
    guard places.count == SummaryReader.batch else { return }
    try await table.add(places)
    places = []
  }

  // MARK: By summaries

  /// The sums of all of A; nil when A is not what was listed before.
  private func countA() async throws -> VersionTally? {
    let (report, hashes, total) = (report, hashes, total)
    let counted = try await TallyJob(job.views.a, cache: job.cache).count { done in
      report(ComparisonProgress(hashes: hashes, done: done, total: total))
    }
    read += counted.read
    done += counted.tally.objects
    return counted.fingerprint == fingerprints.a ? counted.tally : nil
  }

  /// Compares what differs, a batch of places at a time.
  private func comparePlaces() async throws {
    let pages = PlacePages(table: table)
    try await BatchedWork().run(
      { try await pages.next() }, PairReader(job).read,
      take: { pairs in
        read += pairs.read
        differing.a.add(pairs.tallyA)
        differing.b.add(pairs.tallyB)
        try await add(pairs)
        done += pairs.tasks.count
        tell()
      })
  }

  private func add(_ pairs: PairReader.Pairs) async throws {
    for pair in pairs.tasks { builder.add(pair) }
    let waiting = builder.takeRest()
    rest.a += waiting.a.map(\.forPairing)
    rest.b += waiting.b.map(\.forPairing)
    try await addRows()
  }

  private func addRows() async throws {
    let rows = builder.takeRows()
    // Of two annotators all tasks are rows, so those that neither decided are left out.
    try await table.add(job.options.isOfEverybody ? rows : rows.filter(\.isDecided))
  }

  /// Pairs the tasks that are not plain from their path, and looks up again what was decided.
  private func pairRest() async throws {
    var pairs = VersionPairing(
      rest.a.sorted(by: ComparedTask.precedes), rest.b.sorted(by: ComparedTask.precedes)
    ).pairs[...]
    rest = ([], [])
    let reader = PairReader(job)
    try await BatchedWork().run(
      { pairs.popFirst() }, { try await reader.complete($0) },
      take: { found in
        for pair in found.pairs { builder.add(paired: pair) }
        read += found.read
        try await addRows()
      })
  }

  /// Sums of what is the same: those of a whole side without what differs there. Keeps the sums of
  /// both sides. Nil when the sums cannot be of these versions.
  private func sumOfSame(_ whole: Whole?) async -> VersionTally? {
    var same = VersionTally()
    switch whole {
    case .a(let tally):
      same = tally
      same.add(differing.a, count: -1)
    case .b(let tally):
      same = tally
      same.add(differing.b, count: -1)
    case nil: return nil
    }
    guard same.objects == hashes.same else { return nil }
    for (name, side) in [(fingerprints.a, differing.a), (fingerprints.b, differing.b)] {
      var tally = same
      tally.add(side)
      if let name { await job.cache.keep(tally, for: name) }
    }
    return same
  }

  private var names: VersionComparison.Fingerprints {
    .init(a: fingerprints.a ?? job.a.name, b: fingerprints.b ?? job.b.name)
  }

  private func unreadable(_ same: VersionTally) -> VersionComparison.Unreadable {
    let parts = [same, differing.a, differing.b]
    let paths = parts.flatMap(\.unreadablePaths).distinctInByteOrder
    return .init(
      paths: Array(paths.prefix(100)), count: parts.reduce(0) { $0 + $1.unreadable })
  }

  // MARK: Between annotators

  /// Who decided is not in the sums, so all tasks are gone through; rows of tasks that neither
  /// side's annotator decided are left out.
  private func annotatorsResult() async throws -> VersionComparison {
    let places = MergedPlaces(MergedListings(job.views.a.list(), job.views.b.list()))
    try await BatchedWork().run(
      { try await places.next() }, PairReader(job).read,
      take: { pairs in
        read += pairs.read
        differing.a.add(pairs.tallyA)
        differing.b.add(pairs.tallyB)
        try await add(pairs)
        done += pairs.tasks.count
        report(ComparisonProgress(done: done))
      })
    try await pairRest()
    var result = VersionComparison(
      job: job, table: table, comparison: builder.finished(), hashes: places.hashes,
      fingerprints: names, unreadable: unreadable(VersionTally()), read: read, holdsSame: true)
    result.holdsAnnotations = differByAnnotations
    return result
  }
}

extension ComparedTask {
  /// What pairing goes by.
  fileprivate var forPairing: ComparedTask {
    var task = self
    task.summary.completions = []
    task.summary.excerpt = ""
    return task
  }
}

extension ComparisonRow {
  fileprivate var isDecided: Bool {
    (a?.summary.outcome ?? .none) != .none || (b?.summary.outcome ?? .none) != .none
  }
}
