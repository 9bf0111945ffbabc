/// What a comparison looks at.
package struct ComparisonOptions: Equatable, Sendable {
  /// Only the controls of this config, labels in its order; nil takes what the objects hold.
  package var schema: ResultSchema?
  /// Whether rows of tasks that do not differ are kept too. Memory then grows with all tasks.
  package var keepsSame: Bool
  /// Only what this annotator decided, on both sides.
  package var annotator: String?

  package init(
    schema: ResultSchema? = nil, keepsSame: Bool = false, annotator: String? = nil
  ) {
    self.schema = schema
    self.keepsSame = keepsSame
    self.annotator = annotator
  }
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
    let task = fitted(task)
    add(TaskPair(a: task, b: task, rule: task.summary.sources.isEmpty ? .id : .source))
  }

  /// Adds what A and B have at one path, with other hashes.
  package mutating func add(a: ComparedTask, b: ComparedTask) {
    let pair = (fitted(a), fitted(b))
    if pair.0.isCertainly(pair.1) {
      let rule: MatchRule = pair.0.summary.sources.isEmpty ? .id : .source
      add(TaskPair(a: pair.0, b: pair.1, rule: rule))
    } else {
      restA.append(pair.0)
      restB.append(pair.1)
    }
  }

  /// Adds an object at a path where B has none.
  package mutating func add(onlyInA task: ComparedTask) { restA.append(fitted(task)) }

  /// Adds an object at a path where A has none.
  package mutating func add(onlyInB task: ComparedTask) { restB.append(fitted(task)) }

  /// The comparison of all that was added. Figures of a part are not final; do not show them as
  /// such.
  package consuming func finished() -> Comparison {
    for pair in VersionPairing(
      restA.sorted(by: ComparedTask.precedes), restB.sorted(by: ComparedTask.precedes)
    ).pairs {
      add(pair)
    }
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

  private func fitted(_ task: ComparedTask) -> ComparedTask {
    var task = task
    task.summary = task.summary.fitted(to: options.schema)
    if let annotator = options.annotator { task.summary = task.summary.only(annotator) }
    return task
  }

  private mutating func add(_ pair: TaskPair) {
    let row = ComparisonRow(pair)
    comparison.counts.add(row)
    if row.kind != .same || options.keepsSame { comparison.rows.append(row) }
    guard let a = pair.a?.summary.label, let b = pair.b?.summary.label else { return }
    for answer in a.answers { count(answer.control, answer.value, b.value(of: answer.control)) }
    for answer in b.answers where a.value(of: answer.control) == nil {
      count(answer.control, nil, answer.value)
    }
  }

  private mutating func count(_ control: String, _ a: LabelValue?, _ b: LabelValue?) {
    let choices = options.schema?.control(control)?.choices ?? []
    let type = (a ?? b)?.type ?? ""
    controls[
      control,
      default: ControlAgreement(control: control, type: type, order: choices.map(\.stored))
    ]
    .add(a, b)
  }
}
