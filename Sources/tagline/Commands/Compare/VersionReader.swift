import DataRepository
import LabelCore

/// Reads the tasks of versions from a store for comparing: each object once, in batches, nothing
/// kept of those that are the same on both sides.
struct VersionReader: Sendable {
  let store: any VersionedStore

  /// What was read.
  struct Tally: Equatable, Sendable {
    /// Paths of objects that are no tasks, the first hundred, and how many there are.
    var unreadable: [String] = []
    var unreadableCount = 0
    /// Objects whose bytes were read.
    var read = 0
  }

  /// Objects asked for at once.
  private static let batch = 500
  private static let digest = LabelCore.Digest { ContentHash(of: $0).hex }

  /// The commit that `ref` names now, so that both listing and reading see one state.
  func pinned(_ ref: CommitRef) async throws -> CommitRef {
    let commit = try await store.inspectCommit(ref)
    return store.traits.pinsCommits ? CommitRef(repo: ref.repo, commit: commit.id) : ref
  }

  /// Compares two commits of this store.
  func compare(
    _ a: CommitRef, _ b: CommitRef, _ options: ComparisonOptions
  ) async throws -> (comparison: Comparison, tally: Tally) {
    var builder = ComparisonBuilder(options)
    var reading = Reading(store: store, a: a, b: b)
    var listings = MergedListings(
      store.listFiles(ListRequest(), at: a), store.listFiles(ListRequest(), at: b))
    var places: [MergedListings.Place] = []
    while let place = try await listings.next() {
      places.append(place)
      if places.count == Self.batch {
        try await reading.add(places, to: &builder)
        places = []
      }
    }
    try await reading.add(places, to: &builder)
    return (builder.finished(), reading.tally)
  }

  /// How the annotators of one commit agree.
  func agreement(at ref: CommitRef) async throws -> (agreement: AnnotatorAgreement, tally: Tally) {
    var agreement = AnnotatorAgreement()
    var tally = Tally()
    var paths: [String] = []
    func read() async throws {
      for try await file in store.readFiles(paths, at: ref) {
        if let summary = tally.summary(of: file, Self.digest) { agreement.add(summary) }
      }
      paths = []
    }
    for try await file in store.listFiles(ListRequest(), at: ref) {
      paths.append(file.path)
      if paths.count == Self.batch { try await read() }
    }
    try await read()
    return (agreement, tally)
  }

  /// One comparison while its objects are read.
  private struct Reading {
    let store: any VersionedStore
    let a: CommitRef
    let b: CommitRef
    var tally = Tally()
    /// Summaries of what differs, by hash: an object that only moved is read once.
    private var moved: [String: LabelSummary] = [:]

    init(store: any VersionedStore, a: CommitRef, b: CommitRef) {
      self.store = store
      self.a = a
      self.b = b
    }

    mutating func add(
      _ places: [MergedListings.Place], to builder: inout ComparisonBuilder
    ) async throws {
      let inA = try await summaries(of: places.compactMap(\.a), at: a)
      for place in places where !place.isSame { remember(place.a, inA) }
      let others = places.filter { !$0.isSame }.compactMap(\.b)
      let inB = try await summaries(of: others, at: b)
      for place in places {
        let left = place.a.flatMap { task($0, inA) }
        if place.isSame {
          builder.add(left, left, isSame: true)
        } else {
          remember(place.b, inB)
          builder.add(left, place.b.flatMap { task($0, inB) }, isSame: false)
        }
      }
    }

    private mutating func remember(_ file: FileInfo?, _ summaries: [String: LabelSummary]) {
      if let file, let summary = summaries[file.path] { moved[file.hash] = summary }
    }

    /// By path, of those whose hash is not known yet.
    private mutating func summaries(
      of files: [FileInfo], at ref: CommitRef
    ) async throws -> [String: LabelSummary] {
      let paths = files.filter { moved[$0.hash] == nil }.map(\.path)
      var summaries: [String: LabelSummary] = [:]
      if paths.isEmpty { return summaries }
      for try await file in store.readFiles(paths, at: ref) {
        summaries[file.path] = tally.summary(of: file, VersionReader.digest)
      }
      return summaries
    }

    private func task(_ file: FileInfo, _ summaries: [String: LabelSummary]) -> ComparedTask? {
      (summaries[file.path] ?? moved[file.hash]).map {
        ComparedTask(path: String(file.path.dropFirst()), hash: file.hash, summary: $0)
      }
    }
  }
}

extension VersionReader.Tally {
  /// The summary of an object; nil, and remembered, when it is no task.
  fileprivate mutating func summary(
    of file: FileContents, _ digest: LabelCore.Digest
  ) -> LabelSummary? {
    read += 1
    if let object = try? TaskObject(parsing: file.bytes) {
      return LabelSummary(object, digest: digest)
    }
    unreadableCount += 1
    if unreadable.count < 100 { unreadable.append(file.path) }
    return nil
  }
}

extension ComparisonBuilder {
  /// Adds what both versions have at one path; nil where there is no task.
  fileprivate mutating func add(_ a: ComparedTask?, _ b: ComparedTask?, isSame: Bool) {
    switch (a, b) {
    case (let a?, let b?):
      if isSame { add(same: a) } else { add(a: a, b: b) }
    case (let a?, nil): add(onlyInA: a)
    case (nil, let b?): add(onlyInB: b)
    case (nil, nil): break
    }
  }
}
