import DataRepository
import Foundation
import LabelCore
import LabelUI
import Workspace

/// Does what the compare screen asks for. Comparisons stay open as long as this does, so that going
/// back to one costs nothing.
actor CompareWork {
  /// Where things lie, and who decides.
  struct Place: Sendable {
    /// Where relative paths begin.
    var directory: String
    /// Of the journals of decisions.
    var decisions: String
    var annotator: String
  }

  /// Opens sides by the names they have on the command line: together, as one may tell how to read
  /// another. Says how much of a file is read.
  typealias OpenSides =
    @Sendable (
      _ names: [String], _ report: @escaping @Sendable (ComparisonProgress) -> Void
    ) async throws -> [any LabelVersion]

  private let cache: SummaryCache
  private let place: Place
  private let now: @Sendable () -> Double
  private let versions: OpenSides
  private var open: [CompareSubject: OpenComparison] = [:]

  init(
    cache: SummaryCache, place: Place, now: @escaping @Sendable () -> Double,
    versions: @escaping OpenSides
  ) {
    self.cache = cache
    self.place = place
    self.now = now
    self.versions = versions
  }

  func perform(
    _ request: CompareRequest, post: @escaping @Sendable (CompareAnswer) -> Void
  ) async throws {
    switch request {
    case .begin(let subject): try await begin(subject, post)
    case .page(let query, let places):
      post(.page(try await comparison(query.subject).page(query, places)))
    case .detail(let subject, let row):
      post(.detail(try await comparison(subject).detail(of: row)))
    case .find(let find):
      post(.found(find, try await comparison(find.query.subject).place(of: find)))
    case .decide(let request): await decide(request, post)
    case .write(let subject, let name): try await write(subject, name, post)
    case .export(let query, let file): try await export(query, file, post)
    }
  }

  private func comparison(_ subject: CompareSubject) throws -> OpenComparison {
    guard let found = open[subject] else {
      throw Failure(.failure, "this comparison is not made yet; R makes it")
    }
    return found
  }

  // MARK: Comparing

  private func begin(
    _ subject: CompareSubject, _ post: @escaping @Sendable (CompareAnswer) -> Void
  ) async throws {
    // Its journal is let go before it is opened anew.
    open[subject] = nil
    let report: @Sendable (ComparisonProgress) -> Void = { post(.progress(subject, $0)) }
    switch subject {
    case .annotators(let name):
      let version = try await versions([name], report)[0]
      let result = try await AgreementJob(version, cache: cache).run(report)
      return post(.annotators(subject, result.agreement))
    case .versions(let a, let b):
      let sides = try await versions([a, b], report)
      let job = ComparisonJob(sides[0], sides[1], cache: cache)
      try await finish(subject, try await job.run(report), post)
    case .pair(let name, let a, let b):
      let both = try await versions([name], report)[0]
      let options = ComparisonOptions(annotatorA: a, annotatorB: b)
      let job = ComparisonJob(both, both, cache: cache, options: options)
      try await finish(subject, try await job.run(report), post)
    }
  }

  private func finish(
    _ subject: CompareSubject, _ comparison: VersionComparison,
    _ post: @Sendable (CompareAnswer) -> Void
  ) async throws {
    let merge = try await merge(of: comparison)
    let found = await OpenComparison(
      subject, comparison, merge: merge, journal: await journal(of: comparison))
    open[subject] = found
    var result = CompareResult(
      comparison.comparison, a: try await side(comparison.a), b: try await side(comparison.b))
    result.base = merge?.base.commit
    result.tally = await found.tally
    result.refusal = found.refusal
    result.nextVersion = try await nextVersion(after: comparison.a)
    result.unreadable = comparison.unreadable.count
    post(.compared(subject, result))
  }

  /// Nil where one side is what the other began with: nothing of it is to be taken unseen then, as
  /// everything that differs is what the later one changed.
  private func merge(of comparison: VersionComparison) async throws -> ThreeWayMerge? {
    guard let ancestor = try await CommonAncestor(comparison.a, comparison.b),
      ![comparison.a.commit, comparison.b.commit].contains(ancestor.base.commit)
    else { return nil }
    return try await ThreeWayMerge(comparison)
  }

  private func journal(of comparison: VersionComparison) async -> Result<DecisionJournal, Failure> {
    guard let a = comparison.a as? StoreVersion, a.commit != nil else {
      if comparison.a is StoreVersion {
        return .failure(
          Failure(
            .wrongUse,
            "an S3 gateway alone makes no version out of A; --pachd ADDRESS names the PFS API"))
      }
      return .failure(
        Failure(.wrongUse, "A is no commit of a store: there is nowhere to write a new version"))
    }
    do {
      return .success(try await DecisionJournal(in: place.decisions, for: comparison))
    } catch {
      return .failure(Failure(error))
    }
  }

  private func side(_ version: any LabelVersion) async throws -> ComparedSide {
    guard let stored = version as? StoreVersion else { return ComparedSide(commit: version.commit) }
    let commit = try await stored.store.inspectCommit(stored.ref)
    return ComparedSide(commit: version.commit, made: commit.finished ?? commit.started)
  }

  /// The first `vN` behind all there are; "" where no version can be written.
  private func nextVersion(after version: any LabelVersion) async throws -> String {
    guard let stored = version as? StoreVersion else { return "" }
    let names = try await stored.store.listBranches(of: stored.ref.repo).map(\.branch.name)
    let numbers = names.compactMap { $0.hasPrefix("v") ? Int($0.dropFirst()) : nil }
    return "v\((numbers.max() ?? 0) + 1)"
  }

  // MARK: Deciding

  private func decide(
    _ request: DecideRequest, _ post: @Sendable (CompareAnswer) -> Void
  ) async {
    let (subject, serial) = (request.subject, request.serial)
    do {
      let found = try comparison(subject)
      var decision = request.decision
      if case .pair = subject, decision == .keepA || decision == .keepB {
        decision = try await found.given(by: decision == .keepA, request.key, at: Int(now()))
      }
      if case .label(var label)? = decision {
        label.annotator = place.annotator
        decision = .label(label)
      }
      let tally = try await found.decide(request.key, decision, at: now())
      post(.decided(CompareDecided(request, as: decision, tally: tally)))
    } catch {
      post(.decideFailed(subject, serial: serial, message: Failure(error).message))
    }
  }

  private func write(
    _ subject: CompareSubject, _ name: String, _ post: @Sendable (CompareAnswer) -> Void
  ) async throws {
    let found = try comparison(subject)
    guard let a = found.comparison.a as? StoreVersion, let journal = found.journal else {
      throw Failure(.wrongUse, found.refusal ?? "")
    }
    let branch = try Branch(parsing: "\(a.ref.repo)@\(name)")
    var order = WriteOrder(
      branch: branch, decisions: await journal.decisions, undecided: .keepA)
    order.merge = found.merge
    let version = try await found.comparison.write(order)
    let tally = await found.tally
    post(
      .written(
        subject,
        CompareWritten(
          name: branch.description, commit: version.commit, decided: tally.decided,
          taken: tally.taken, nextVersion: try await nextVersion(after: a))))
  }

  // MARK: Exporting

  private func export(
    _ query: CompareQuery, _ file: String, _ post: @Sendable (CompareAnswer) -> Void
  ) async throws {
    let found = try comparison(query.subject)
    let forms: [String: ReportForm] = ["json": .json, "csv": .csv, "md": .markdown]
    guard let form = file.split(separator: ".").last.flatMap({ forms[String($0)] }) else {
      throw Failure(.wrongUse, "the name says the form: .json, .csv or .md")
    }
    let target = Paths.absolute(file, in: place.directory)
    let output = try ReportFile(at: target)
    let report = ComparisonReport(
      .of(found.comparison.a), .of(found.comparison.b), found.comparison.comparison)
    let (count, pages) = try await found.pages(query.filter)
    try output.write(report.head(form, hasRows: count > 0))
    var isFirst = true
    for try await rows in pages {
      try output.write(report.rows(form, rows, isFirst: isFirst))
      isFirst = false
    }
    try output.write(report.tail(form))
    try output.finish()
    post(.exported("\(count) row\(count == 1 ? "" : "s") written to \(target)"))
  }
}

/// A file that is there whole or not at all, and never takes the place of another.
private struct ReportFile: Sendable {
  private let target: String
  private let partial: String
  private let handle: FileHandle

  init(at target: String) throws {
    guard !FileManager.default.fileExists(atPath: target) else {
      throw Failure(.conflict, "\(target) is there already")
    }
    self.target = target
    partial = target + ".partial"
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: partial)
    else { throw Failure(.failure, "\(target) cannot be written") }
    self.handle = handle
  }

  func write(_ text: String) throws { try handle.write(contentsOf: Data(text.utf8)) }

  func finish() throws {
    try handle.synchronize()
    try handle.close()
    try FileManager.default.moveItem(atPath: partial, toPath: target)
  }
}
