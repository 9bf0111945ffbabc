/// An object of a version under comparison.
package struct ComparedTask: Hashable, Sendable {
  /// Path in the repo, without a leading slash.
  package var path: String
  /// Content hash of the object, under which its text can be read again.
  package var hash: String
  package var summary: LabelSummary

  package init(path: String, hash: String, summary: LabelSummary) {
    self.path = path
    self.hash = hash
    self.summary = summary
  }

  /// The number shown for the task: its place in the target, else the id inside.
  package var number: Int? { Int(path) ?? summary.id }

  /// Whether this and `other`, at the same path, are one task whatever else the versions hold: the
  /// rules that `VersionPairing` tries first would pair them too.
  package func isCertainly(_ other: ComparedTask) -> Bool {
    guard path == other.path, summary.data == other.summary.data else { return false }
    let (sources, others) = (summary.sources, other.summary.sources)
    if !Set(sources).isDisjoint(with: others) { return true }
    return sources.isEmpty && summary.id == other.summary.id
  }

  /// Ascending by number, then by path in byte order; those without a number come last.
  package static func precedes(_ left: ComparedTask, _ right: ComparedTask) -> Bool {
    let numbers = (left.number ?? .max, right.number ?? .max)
    if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
    return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}

/// One task as both versions have it, or as one has it alone.
package struct TaskPair: Hashable, Sendable {
  package var a: ComparedTask?
  package var b: ComparedTask?
  /// How they were found to be one task; nil for one that is alone.
  package var rule: MatchRule?

  package init(a: ComparedTask?, b: ComparedTask?, rule: MatchRule? = nil) {
    self.a = a
    self.b = b
    self.rule = rule
  }
}

/// Pairs the tasks of two versions by the rules by which objects find their tasks: recorded source
/// key; id with equal data; unique equal data; equal data in ascending order. A renamed raw file
/// keeps its pair.
package struct VersionPairing: Sendable {
  package private(set) var pairs: [TaskPair] = []

  /// Each task stands in exactly one pair; A's in its order, then those that only B has.
  package init(_ a: [ComparedTask], _ b: [ComparedTask]) {
    var partners: [Int: (task: Int, rule: MatchRule?)] = [:]
    var free = (a: Array(a.indices), b: Array(b.indices))
    // Of several objects found for one task the best has it; the others look among those still
    // free.
    while !free.a.isEmpty, !free.b.isEmpty {
      let found = Self.round(free.a.map { a[$0] }, free.b.map { b[$0] })
      if found.isEmpty { break }
      for match in found {
        partners[free.a[match.a]] = (free.b[match.b], match.rule)
      }
      let (takenA, takenB) = (Set(found.map { free.a[$0.a] }), Set(found.map { free.b[$0.b] }))
      free = (free.a.filter { !takenA.contains($0) }, free.b.filter { !takenB.contains($0) })
    }
    pairEdited(a, b, &partners, &free)
    pairs = a.indices.map { index in
      let partner = partners[index]
      return TaskPair(a: a[index], b: partner.map { b[$0.task] }, rule: partner?.rule)
    }
    pairs += free.b.map { TaskPair(a: nil, b: b[$0]) }
  }

  /// Pairs what both have at one path of one raw file of several tasks, though not with equal data: a row that
  /// was edited. By its key alone it could be any of the file's.
  private func pairEdited(
    _ a: [ComparedTask], _ b: [ComparedTask],
    _ partners: inout [Int: (task: Int, rule: MatchRule?)], _ free: inout (a: [Int], b: [Int])
  ) {
    let there = Dictionary(free.b.map { (b[$0].path, $0) }) { first, _ in first }
    for left in free.a {
      guard let right = there[a[left].path], a[left].sharesFile(with: b[right]) else { continue }
      partners[left] = (right, .source)
    }
    let taken = Set(partners.values.map(\.task))
    free = (free.a.filter { partners[$0] == nil }, free.b.filter { !taken.contains($0) })
  }

  private typealias Found = (a: Int, b: Int, rule: MatchRule?)

  /// The best object of B for each task of A that has one.
  private static func round(_ a: [ComparedTask], _ b: [ComparedTask]) -> [Found] {
    let tasks = a.enumerated().map { place, task in
      var match = MatchTask(
        // A number for those without one, beyond all ids: it must be unique, and means nothing.
        id: task.summary.id ?? Int(task.path) ?? Int.max / 2 + place,
        key: task.summary.sources.first?.matchKey ?? "", data: task.summary.data)
      match.nth = task.summary.sources.first?.nth ?? 0
      return match
    }
    let objects = b.map { task in
      MatchObject(
        key: task.path, id: task.summary.id, data: task.summary.data,
        sources: task.summary.sources.map { MatchSource(key: $0.matchKey, nth: $0.nth) })
    }
    var best: [Int: Match] = [:]
    for match in ObjectMatcher(tasks: tasks).matches(objects) {
      guard let task = match.task else { continue }
      guard let other = best[task] else {
        best[task] = match
        continue
      }
      let isBetter = match.rank == other.rank ? other.isSecond : match.rank < other.rank
      if isBetter { best[task] = match }
    }
    return best.map { ($0.key, $0.value.object, $0.value.rule) }
  }
}

extension ComparedTask {
  /// Whether both were read from one raw file of several tasks, and have one id.
  fileprivate func sharesFile(with other: ComparedTask) -> Bool {
    guard summary.id == other.summary.id else { return false }
    let files = { (task: ComparedTask) in
      Set(task.summary.sources.filter { $0.nth != nil }.map(\.matchKey))
    }
    return !files(self).isDisjoint(with: files(other))
  }
}

extension SourceKey {
  /// One string for repo and key; a repo's name has no colon.
  fileprivate var matchKey: String { "\(repo):\(key)" }
}

extension Match {
  /// Strongest rule first.
  fileprivate var rank: Int {
    switch rule {
    case .source: 0
    case .entry: 1
    case .id: 2
    case .data: 3
    case .order, nil: 4
    }
  }
}
