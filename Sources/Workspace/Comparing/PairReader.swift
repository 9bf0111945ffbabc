import DataRepository
import LabelCore

/// Reads both sides of places.
struct PairReader: Sendable {
  /// What the objects of some places say.
  struct Pairs: Sendable {
    /// Nil for what is no task.
    var tasks: [(a: ComparedTask?, b: ComparedTask?, isSame: Bool)]
    var tallyA: VersionTally
    var tallyB: VersionTally
    /// Objects whose bytes were read.
    var read: Int
  }

  private let a: SummaryReader
  private let b: SummaryReader

  init(_ job: ComparisonJob) {
    a = SummaryReader(version: job.views.a, cache: job.cache)
    b = SummaryReader(version: job.views.b, cache: job.cache)
  }

  func read(_ places: [MergedListings.Place]) async throws -> Pairs {
    let inA = try await a.find(places.compactMap(\.a))
    let inB = try await b.find(places.compactMap(\.b))
    let (tasksA, tasksB) = (Self.tasks(inA.found), Self.tasks(inB.found))
    let tasks = places.map { place in
      (
        a: place.a.flatMap { tasksA[$0.path] }, b: place.b.flatMap { tasksB[$0.path] },
        isSame: place.isSame
      )
    }
    return Pairs(
      tasks: tasks, tallyA: VersionTally(inA.found), tallyB: VersionTally(inB.found),
      read: inA.read + inB.read)
  }

  /// The pairs with all that their objects say, and how many objects were read for it.
  func complete(_ pairs: [TaskPair]) async throws -> (pairs: [TaskPair], read: Int) {
    let inA = try await a.find(pairs.compactMap { $0.a.map(FileInfo.init(task:)) })
    let inB = try await b.find(pairs.compactMap { $0.b.map(FileInfo.init(task:)) })
    let (tasksA, tasksB) = (Self.tasks(inA.found), Self.tasks(inB.found))
    let complete = pairs.map { pair in
      TaskPair(
        a: pair.a.flatMap { tasksA["/" + $0.path] }, b: pair.b.flatMap { tasksB["/" + $0.path] },
        rule: pair.rule)
    }
    return (complete, inA.read + inB.read)
  }

  private static func tasks(_ found: [SummaryReader.Found]) -> [String: ComparedTask] {
    let tasks = found.compactMap { found in
      found.summary.map { (found.file.path, ComparedTask(found.file, $0)) }
    }
    return Dictionary(tasks) { first, _ in first }
  }
}

extension ComparedTask {
  init(_ file: FileInfo, _ summary: LabelSummary) {
    self.init(path: String(file.path.dropFirst()), hash: file.hash, summary: summary)
  }
}

extension FileInfo {
  /// Where a task lies, as far as reading it needs.
  fileprivate init(task: ComparedTask) {
    self.init(path: "/" + task.path, kind: .file, size: 0, hash: task.hash)
  }
}

extension ComparisonBuilder {
  /// Adds what both versions have at one path; nil where there is no task.
  mutating func add(_ pair: (a: ComparedTask?, b: ComparedTask?, isSame: Bool)) {
    switch (pair.a, pair.b) {
    case (let a?, let b?):
      if pair.isSame { add(same: a) } else { add(a: a, b: b) }
    case (let a?, nil): add(onlyInA: a)
    case (nil, let b?): add(onlyInB: b)
    case (nil, nil): break
    }
  }
}

/// Places out of a table, one by one.
final class PlacePages {
  private let table: RowTable
  private var page: ArraySlice<RowTable.Place> = []
  private var last: Int64 = 0

  init(table: RowTable) {
    self.table = table
  }

  func next() async throws -> RowTable.Place? {
    if page.isEmpty {
      let found = try await table.places(after: last, limit: SummaryReader.batch)
      (page, last) = (found.places[...], found.last)
    }
    return page.popFirst()
  }
}

/// Places out of two listings, counted by what their hashes say.
final class MergedPlaces {
  private var listings: MergedListings
  private(set) var hashes = HashCounts()

  init(_ listings: MergedListings) {
    self.listings = listings
  }

  func next() async throws -> MergedListings.Place? {
    guard let place = try await listings.next() else { return nil }
    switch (place.a, place.b) {
    case (nil, _): hashes.added += 1
    case (_, nil): hashes.gone += 1
    default: if place.isSame { hashes.same += 1 } else { hashes.changed += 1 }
    }
    return place
  }
}
