import DataRepository
import LabelCore
import LabelUI
import Workspace

/// A finished comparison with what is being decided about it.
actor OpenComparison {
  nonisolated let subject: CompareSubject
  nonisolated let comparison: VersionComparison
  /// What follows from the version from which both descend; nil without one.
  nonisolated let merge: ThreeWayMerge?
  /// Nil where nothing can be decided; `refusal` then says why.
  nonisolated let journal: DecisionJournal?
  nonisolated let refusal: String?
  private var selections: [ComparisonFilter: VersionComparison.Selection] = [:]
  private(set) var tally: CompareTally

  /// Rows looked through at once.
  static let stride = 200

  init(
    _ subject: CompareSubject, _ comparison: VersionComparison, merge: ThreeWayMerge?,
    journal: Result<DecisionJournal, Failure>
  ) async {
    self.subject = subject
    self.comparison = comparison
    self.merge = merge
    switch journal {
    case .success(let journal): (self.journal, refusal) = (journal, nil)
    case .failure(let failure): (self.journal, refusal) = (nil, failure.message)
    }
    let differing = comparison.comparison.counts.differing
    let asked = merge.map { $0.count(.ask) } ?? differing
    tally = CompareTally(asked: asked, taken: differing - asked)
    for key in await self.journal?.decisions.keys.map({ $0 }) ?? [] { count(key, 1) }
  }

  /// Counts a decision, or takes it out; about what would have been taken over it is one more that
  /// is asked about.
  private func count(_ key: RowKey, _ step: Int) {
    tally.decided += step
    guard let merge, merge.decision(key) != .ask else { return }
    tally.asked += step
    tally.taken -= step
  }

  // MARK: Rows

  private func selection(_ filter: ComparisonFilter) async throws -> VersionComparison.Selection {
    if let known = selections[filter] { return known }
    let found = try await comparison.select(filter)
    // Filters come and go; the list of all is wanted again and again.
    if selections.count > 8 { selections = [:] }
    selections[filter] = found
    return found
  }

  func page(_ query: CompareQuery, _ places: Range<Int>) async throws -> ComparePage {
    let selection = try await selection(query.filter)
    let range = places.clamped(to: 0..<selection.count)
    return ComparePage(
      query: query, total: selection.count, offset: range.lowerBound,
      rows: try await rows(selection, range))
  }

  private func rows(
    _ selection: VersionComparison.Selection, _ places: Range<Int>
  ) async throws -> [CompareRow] {
    let decisions = await journal?.decisions ?? [:]
    return try await comparison.rows(selection, places).map { row in
      CompareRow(row, plan: merge?.decision(row.key), decision: decisions[row.key])
    }
  }

  /// All rows of a filter, some at a time.
  func pages(
    _ filter: ComparisonFilter
  ) async throws -> (count: Int, pages: AsyncThrowingStream<[ComparisonRow], any Error>) {
    let selection = try await selection(filter)
    return (selection.count, comparison.pages(selection))
  }

  nonisolated func detail(of row: ComparisonRow) async throws -> CompareDetail {
    let detail = try await comparison.detail(row)
    var difference: TextDiff?
    if let a = detail.a?.text, let b = detail.b?.text, a != b { difference = TextDiff(a, b) }
    return CompareDetail(subject, key: row.key, row: detail, difference: difference)
  }

  // MARK: Finding

  /// The place of the next row that fits, going round at the end; nil for none.
  func place(of find: CompareFind) async throws -> Int? {
    let selection = try await selection(find.query.filter)
    let count = selection.count
    guard count > 0 else { return nil }
    let from = min(max(0, find.from), count - 1)
    let parts =
      find.isForward
      ? Self.parts(from + 1..<count) + Self.parts(0..<from + 1)
      : Self.parts(0..<from).reversed() + Self.parts(from..<count).reversed()
    for part in parts {
      try Task.checkCancellation()
      let rows = try await rows(selection, part)
      let places = Array(zip(part, rows))
      for (place, row) in find.isForward ? places : places.reversed()
      where try await fits(row, find.goal) { return place }
    }
    return nil
  }

  private static func parts(_ range: Range<Int>) -> [Range<Int>] {
    Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride).map {
      $0..<min($0 + stride, range.upperBound)
    }
  }

  private nonisolated func fits(_ row: CompareRow, _ goal: CompareFind.Goal) async throws -> Bool {
    switch goal {
    case .undecided: return row.isAsked && row.decision == nil
    case .task(let number): return row.row.number == number
    case .words(let words):
      let wanted = words.lowercased()
      let sides = [row.row.a, row.row.b].compactMap { $0?.summary }
      let known = sides.flatMap { side in
        [side.excerpt] + side.completions.flatMap { [$0.text, $0.note, $0.annotator] }
      }
      if known.contains(where: { $0.lowercased().contains(wanted) }) { return true }
      // A text that is shown whole in the list needs no reading.
      guard sides.contains(where: { $0.excerpt.count >= TaskText.excerptLength }) else {
        return false
      }
      let detail = try await comparison.detail(row.row)
      return [detail.a, detail.b].contains { side in
        side?.text.lowercased().contains(wanted) ?? false
      }
    }
  }

  // MARK: Deciding

  /// What one of two annotators of one version said, to be given again.
  nonisolated func given(by isA: Bool, _ key: RowKey, at time: Int) async throws -> RowDecision {
    guard case .pair(_, let a, let b) = subject, let path = key.a ?? key.b,
      let regions = try await comparison.regions(at: path, by: isA ? a : b)
    else { throw Failure(.failure, "there is no label to keep any more; R compares again") }
    return .label(NewLabel(result: regions, at: time))
  }

  /// On disk when this returns.
  func decide(_ key: RowKey, _ decision: RowDecision?, at time: Double) async throws -> CompareTally
  {
    guard let journal else { throw Failure(.wrongUse, refusal ?? "") }
    let before = await journal.decision(key)
    try await journal.decide([key: decision], at: time)
    count(key, (decision == nil ? 0 : 1) - (before == nil ? 0 : 1))
    return tally
  }
}
