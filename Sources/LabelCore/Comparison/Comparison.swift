/// Two versions of labels compared task by task.
package struct Comparison: Hashable, Sendable {
  package var counts: ComparisonCounts
  /// One for each control that was answered, in the order of the config, then by name.
  package var controls: [ControlAgreement]
  /// The tasks that differ, and those that do not if they were asked for: by kind, then by number.
  package var rows: [ComparisonRow]

  /// Whether no task differs.
  package var isSame: Bool { counts.differing == 0 }

  /// The control that summary lines speak of: the first with categories, else the first.
  package var main: ControlAgreement? {
    controls.first { $0.matrix.total > 0 } ?? controls.first
  }

  /// B against A.
  package var swapped: Comparison {
    Comparison(
      counts: counts.swapped, controls: controls.map(\.swapped),
      rows: rows.map(\.swapped).sorted(by: ComparisonRow.precedes))
  }
}

/// How many tasks of each sort.
package struct ComparisonCounts: Hashable, Sendable {
  private var kinds: [DifferenceKind: Int] = [:]
  /// Tasks in A, in B, decided or not.
  package internal(set) var inA = 0
  package internal(set) var inB = 0
  /// Labelled on both sides: the tasks that the matrix counts.
  package internal(set) var both = 0
  /// Of these, with the same label; `both - same` flipped, with or without a change of text.
  package internal(set) var same = 0
  /// Skipped on both sides.
  package internal(set) var bothSkipped = 0
  /// Decided on neither side.
  package internal(set) var open = 0
  /// On both sides with another text, whatever became of the label.
  package internal(set) var textChanged = 0

  package init() {}

  package subscript(kind: DifferenceKind) -> Int { kinds[kind] ?? 0 }

  package var flipped: Int { both - same }

  /// Tasks of any kind but `same`.
  package var differing: Int {
    kinds.reduce(0) { $0 + ($1.key == .same ? 0 : $1.value) }
  }

  mutating func add(_ kind: DifferenceKind, count: Int) {
    kinds[kind, default: 0] += count
  }

  mutating func add(_ row: ComparisonRow) {
    add(row.kind, count: 1)
    if row.a != nil { inA += 1 }
    if row.b != nil { inB += 1 }
    if row.isTextChanged { textChanged += 1 }
    switch (row.a?.summary.outcome ?? .none, row.b?.summary.outcome ?? .none) {
    case (.labelled, .labelled):
      both += 1
      if row.kind != .flip, row.kind != .textAndLabel { same += 1 }
    case (.skipped, .skipped): bothSkipped += 1
    case (.none, .none): open += 1
    default: break
    }
  }

  package var swapped: ComparisonCounts {
    var swapped = self
    swapped.kinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.key.swapped, $0.value) })
    (swapped.inA, swapped.inB) = (inB, inA)
    return swapped
  }
}

/// One task of a comparison.
package struct ComparisonRow: Hashable, Sendable {
  package var kind: DifferenceKind
  /// Nil on the side that does not have the task.
  package var a: ComparedTask?
  package var b: ComparedTask?
  /// How the two were paired; nil for one alone. `.order` is to be shown as a guess.
  package var rule: MatchRule?

  package init(_ pair: TaskPair) {
    kind = DifferenceKind(pair.a?.summary, pair.b?.summary)
    a = pair.a
    b = pair.b
    rule = pair.rule
  }

  package var isTextChanged: Bool {
    guard let a, let b else { return false }
    return a.summary.data != b.summary.data
  }

  /// The number shown for the task: A's, else B's.
  package var number: Int? { a?.number ?? b?.number }

  package var swapped: ComparisonRow {
    var swapped = ComparisonRow(TaskPair(a: b, b: a, rule: rule))
    swapped.kind = kind.swapped
    return swapped
  }

  /// By kind in the order of `DifferenceKind`, then by number and path.
  static func precedes(_ left: ComparisonRow, _ right: ComparisonRow) -> Bool {
    if left.kind != right.kind { return left.kind.rank < right.kind.rank }
    guard let first = left.a ?? left.b, let second = right.a ?? right.b else { return false }
    return ComparedTask.precedes(first, second)
  }
}

extension DifferenceKind {
  /// The place in the order in which differences are shown.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
