/// What a comparison looks at.
package struct ComparisonOptions: Equatable, Sendable {
  /// Only the controls of this config, labels in its order; nil takes what the objects hold.
  package var schema: ResultSchema?
  /// Whether rows of tasks that do not differ are kept too. Memory then grows with all tasks.
  package var keepsSame: Bool
  /// Only what this annotator decided on that side; nil for everybody. Two annotators of one version are
  /// compared by naming one on each side.
  package var annotatorA: String?
  package var annotatorB: String?

  package init(
    schema: ResultSchema? = nil, keepsSame: Bool = false, annotator: String? = nil
  ) {
    self.schema = schema
    self.keepsSame = keepsSame
    annotatorA = annotator
    annotatorB = annotator
  }

  /// Compares what `annotatorA` and `annotatorB` decided.
  package init(schema: ResultSchema? = nil, annotatorA: String, annotatorB: String) {
    self.init(schema: schema)
    self.annotatorA = annotatorA
    self.annotatorB = annotatorB
  }

  /// Whether what both versions have alike can be told without looking at who decided.
  package var isOfEverybody: Bool { annotatorA == nil && annotatorB == nil }
}

/// Compares two versions whose objects arrive one by one, in any order.
///
/// What is kept grows with the tasks that differ and with the labels that occur: a task that is the
/// same on both sides is counted and forgotten.
package struct ComparisonBuilder: Sendable {
  private let options: ComparisonOptions
  private var comparison = Comparison(counts: ComparisonCounts(), controls: [], rows: [])
  private var controls: [String: ControlAgreement] = [:]
  /// What no rule paired yet.
  private var restA: [ComparedTask] = []
  private var restB: [ComparedTask] = []

  package init(_ options: ComparisonOptions = ComparisonOptions()) {
    self.options = options
  }

  /// Adds an object that both versions have at one path with equal hashes.
  package mutating func add(same task: ComparedTask) {
    add(
      TaskPair(
        a: fitted(task, options.annotatorA), b: fitted(task, options.annotatorB),
        rule: task.summary.sources.isEmpty ? .id : .source))
  }

  /// Adds all objects that both versions have at one path with equal hashes, summed up. Only for
  /// options of everybody, and without rows of them.
  package mutating func add(same tally: VersionTally) {
    let tally = tally.fitted(to: options.schema)
    comparison.counts.add(same: tally)
    for (answer, count) in tally.sortedAnswers {
      if controls[answer.control] == nil {
        controls[answer.control] = agreement(of: answer.control, answer.type)
      }
      controls[answer.control]?.add(same: answer, count: count)
    }
  }

  /// Adds what A and B have at one path, with other hashes.
  package mutating func add(a: ComparedTask, b: ComparedTask) {
    let pair = (fitted(a, options.annotatorA), fitted(b, options.annotatorB))
    if pair.0.isCertainly(pair.1) {
      let rule: MatchRule = pair.0.summary.sources.isEmpty ? .id : .source
      add(TaskPair(a: pair.0, b: pair.1, rule: rule))
    } else {
      restA.append(pair.0)
      restB.append(pair.1)
    }
  }

  /// Adds an object at a path where B has none.
  package mutating func add(onlyInA task: ComparedTask) {
    restA.append(fitted(task, options.annotatorA))
  }

  /// Adds an object at a path where A has none.
  package mutating func add(onlyInB task: ComparedTask) {
    restB.append(fitted(task, options.annotatorB))
  }

  /// The rows that are certain by now, in no order, and no longer held: for versions of which more
  /// tasks differ than are to be in memory.
  package mutating func takeRows() -> [ComparisonRow] {
    defer { comparison.rows = [] }
    return comparison.rows
  }

  /// The tasks that wait for `pairRest`, no longer held: for versions of which more tasks moved than
  /// are to be in memory with all that was decided. Pair them, and `add` the pairs.
  package mutating func takeRest() -> (a: [ComparedTask], b: [ComparedTask]) {
    defer { (restA, restB) = ([], []) }
    return (restA, restB)
  }

  /// Adds tasks that were paired outside.
  package mutating func add(paired pair: TaskPair) {
    add(
      TaskPair(
        a: pair.a.map { fitted($0, options.annotatorA) },
        b: pair.b.map { fitted($0, options.annotatorB) }, rule: pair.rule))
  }

  /// Pairs what is left; after it nothing is to be added but sums of what is the same.
  package mutating func pairRest() {
    for pair in VersionPairing(
      restA.sorted(by: ComparedTask.precedes), restB.sorted(by: ComparedTask.precedes)
    ).pairs {
      add(pair)
    }
    (restA, restB) = ([], [])
  }

  /// The comparison of all that was added, rows taken before left out. Figures of a part are not final; do not show them as
  /// such.
  package consuming func finished() -> Comparison {
    pairRest()
    let names = options.schema?.controls.map(\.name) ?? []
    let ranks = Dictionary(zip(names, names.indices)) { first, _ in first }
    comparison.controls = controls.values.sorted { left, right in
      let rank = (ranks[left.control] ?? .max, ranks[right.control] ?? .max)
      if rank.0 != rank.1 { return rank.0 < rank.1 }
      return left.control.utf8.lexicographicallyPrecedes(right.control.utf8)
    }
    comparison.rows.sort(by: ComparisonRow.precedes)
    return comparison
  }

  private func fitted(_ task: ComparedTask, _ annotator: String?) -> ComparedTask {
    var task = task
    task.summary = task.summary.fitted(to: options.schema)
    if let annotator { task.summary = task.summary.only(annotator) }
    return task
  }

  private mutating func add(_ pair: TaskPair) {
    var row = ComparisonRow(pair)
    // Two annotators are other people by definition: what they decided alike is the same.
    if row.kind == .annotator, options.annotatorA != options.annotatorB { row.kind = .same }
    comparison.counts.add(row)
    if row.kind != .same || options.keepsSame { comparison.rows.append(row) }
    guard let a = pair.a?.summary.label, let b = pair.b?.summary.label else { return }
    for answer in a.answers { count(answer.control, answer.value, b.value(of: answer.control)) }
    for answer in b.answers where a.value(of: answer.control) == nil {
      count(answer.control, nil, answer.value)
    }
  }

  private mutating func count(_ control: String, _ a: LabelValue?, _ b: LabelValue?) {
    if controls[control] == nil {
      controls[control] = agreement(of: control, (a ?? b)?.type ?? "")
    }
    controls[control]?.add(a, b)
  }

  /// Nothing yet about a control.
  private func agreement(of control: String, _ type: String) -> ControlAgreement {
    let choices = options.schema?.control(control)?.choices ?? []
    return ControlAgreement(control: control, type: type, order: choices.map(\.stored))
  }
}
