/// What is to become of a task when A and B both descend from a base.
package enum ThreeWay: String, CaseIterable, Hashable, Sendable {
  /// Neither side changed it.
  case unchanged
  /// Only A changed it: taken over from A.
  case takeA = "take-a"
  case takeB = "take-b"
  /// Both sides changed it to the same.
  case alike
  /// Both sides changed it, each to something else: somebody has to decide.
  case ask

  /// Decides from what the base and both sides say; nil where one does not have the task. A change
  /// is another label, skip or text, or that the task came or went; who, when and notes are none.
  package init(base: LabelSummary?, a: LabelSummary?, b: LabelSummary?) {
    let states = (State(base), State(a), State(b))
    switch (states.1 == states.0, states.2 == states.0) {
    case (true, true): self = .unchanged
    case (false, true): self = .takeA
    case (true, false): self = .takeB
    case (false, false): self = states.1 == states.2 ? .alike : .ask
    }
  }

  /// What a version says about a task.
  private struct State: Equatable {
    var data: String?
    var outcome: LabelSummary.Outcome?
    var answers: [ControlLabel]

    init(_ summary: LabelSummary?) {
      data = summary?.data
      outcome = summary?.outcome
      answers = summary?.label?.answers ?? []
    }
  }
}

/// The rows of a comparison with what is to become of them.
package struct ThreeWayPlan: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package var row: ComparisonRow
    package var base: ComparedTask?
    package var decision: ThreeWay
  }

  package private(set) var rows: [Row] = []

  /// Plans for `rows`, given the base's objects among which their tasks are; `schema` as for the
  /// comparison.
  ///
  /// A row whose two sides come from different tasks of the base is asked about.
  package init(_ rows: [ComparisonRow], base: [ComparedTask], schema: ResultSchema? = nil) {
    let base = base.sorted(by: ComparedTask.precedes).map { task in
      var task = task
      task.summary = task.summary.fitted(to: schema)
      return task
    }
    let origins = (Self.origins(of: rows.map(\.a), base), Self.origins(of: rows.map(\.b), base))
    self.rows = rows.indices.map { index in
      let (fromA, fromB) = (origins.0[index], origins.1[index])
      let isOne = fromA == nil || fromB == nil || fromA == fromB
      let origin = (fromA ?? fromB).map { base[$0] }
      let decision = ThreeWay(
        base: origin?.summary, a: rows[index].a?.summary, b: rows[index].b?.summary)
      return Row(row: rows[index], base: origin, decision: isOne ? decision : .ask)
    }
  }

  package func count(_ decision: ThreeWay) -> Int { rows.count { $0.decision == decision } }

  /// The place in `base` of each side's task, nil for none.
  private static func origins(of side: [ComparedTask?], _ base: [ComparedTask]) -> [Int?] {
    let places = side.indices.filter { side[$0] != nil }
      .sorted { left, right in
        guard let first = side[left], let second = side[right] else { return false }
        return ComparedTask.precedes(first, second)
      }
    let tasks = places.compactMap { side[$0] }
    let paths = Dictionary(zip(base.map(\.path), base.indices)) { first, _ in first }
    let placesOfPath = Dictionary(zip(tasks.map(\.path), places)) { first, _ in first }
    var origins = [Int?](repeating: nil, count: side.count)
    for pair in VersionPairing(base, tasks).pairs {
      guard let place = pair.b.flatMap({ placesOfPath[$0.path] }) else { continue }
      origins[place] = pair.a.flatMap { paths[$0.path] }
    }
    return origins
  }
}
