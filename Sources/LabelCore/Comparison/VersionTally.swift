/// The labels of one version, summed up: sums only, so that a task can be taken out again and what
/// two versions have alike follows from one of them and from what differs.
///
/// Grows with the labels that occur, not with the tasks.
package struct VersionTally: Hashable, Sendable {
  /// An answer of a task's label.
  package struct Answer: Hashable, Sendable {
    package var control: String
    /// `LabelValue.type`.
    package var type: String
    /// Nil for values without categories.
    package var category: LabelCategory?
  }

  /// By how the task stands: each in one.
  package internal(set) var labelled = 0
  package internal(set) var skipped = 0
  package internal(set) var open = 0
  /// Tasks with this answer. What is 0 is not held.
  package internal(set) var answers: [Answer: Int] = [:]
  /// Tasks that each annotator decided, alone or beside others.
  package internal(set) var annotators: [String: Int] = [:]
  /// Tasks whose label took so many milliseconds, to two digits.
  package internal(set) var paces: [Int: Int] = [:]
  /// Objects that are no tasks, and the paths of the first hundred.
  package internal(set) var unreadable = 0
  package internal(set) var unreadablePaths: [String] = []
  /// Objects of Label Studio 1.x, each counted as a task though several may be of one.
  package internal(set) var annotated = 0

  package init() {}

  package var tasks: Int { labelled + skipped + open }
  /// All objects, tasks or not.
  package var objects: Int { tasks + unreadable }

  /// Puts a task in, or takes one out that is in.
  package mutating func add(_ task: LabelSummary, count: Int = 1) {
    switch task.outcome {
    case .labelled: labelled += count
    case .skipped: skipped += count
    case .none: open += count
    }
    if task.annotated != nil { annotated += count }
    for name in task.annotators { Self.add(count, to: name, of: &annotators) }
    let label = task.label
    if let pace = label?.leadTime.flatMap(Self.pace) { Self.add(count, to: pace, of: &paces) }
    for answer in label?.answers ?? [] {
      let key = Answer(
        control: answer.control, type: answer.value.type, category: answer.value.category)
      Self.add(count, to: key, of: &answers)
    }
  }

  /// Counts an object that is no task.
  package mutating func addUnreadable(_ path: String) {
    unreadable += 1
    if unreadablePaths.count < 100 { unreadablePaths.append(path) }
  }

  /// Puts in all of `other`, or takes it out.
  package mutating func add(_ other: VersionTally, count: Int = 1) {
    labelled += other.labelled * count
    skipped += other.skipped * count
    open += other.open * count
    unreadable += other.unreadable * count
    annotated += other.annotated * count
    for (answer, held) in other.answers { Self.add(held * count, to: answer, of: &answers) }
    for (pace, held) in other.paces { Self.add(held * count, to: pace, of: &paces) }
    for (name, held) in other.annotators { Self.add(held * count, to: name, of: &annotators) }
    if count < 0 {
      let gone = Set(other.unreadablePaths)
      unreadablePaths.removeAll(where: gone.contains)
    } else {
      unreadablePaths += other.unreadablePaths.prefix(100 - min(100, unreadablePaths.count))
    }
  }

  /// Tasks with each label of `control`; a set counts for each of its labels.
  package func histogram(_ control: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (answer, count) in answers where answer.control == control {
      for label in answer.category?.values ?? [] { counts[label, default: 0] += count }
    }
    return counts
  }

  /// The controls that were answered, in byte order.
  package var controls: [String] { answers.keys.map(\.control).distinctInByteOrder }

  /// The middle of the seconds that labels took, to two digits; nil where none says.
  package var medianPace: Double? {
    let sorted = paces.sorted { $0.key < $1.key }
    let total = sorted.reduce(0) { $0 + $1.value }
    guard total > 0 else { return nil }
    func pace(at place: Int) -> Int {
      var left = place
      return sorted.first { entry in
        left -= entry.value
        return left < 0
      }?.key ?? 0
    }
    return Double(pace(at: (total - 1) / 2) + pace(at: total / 2)) / 2_000
  }

  /// Milliseconds to two digits; nil for what is no time.
  private static func pace(_ seconds: Double) -> Int? {
    guard seconds > 0, seconds < 1e9 else { return nil }
    let milliseconds = Int((seconds * 1000).rounded())
    var step = 1
    while milliseconds / step >= 100 { step *= 10 }
    return (milliseconds + step / 2) / step * step
  }

  private static func add<Key>(_ count: Int, to key: Key, of counts: inout [Key: Int]) {
    let sum = (counts[key] ?? 0) + count
    counts[key] = sum == 0 ? nil : sum
  }
}

// MARK: - As bytes

extension VersionTally {
  /// The first element of `bytes`. Raised whenever the sums of a version are others than before.
  private static let format = 4

  /// As it is kept in a cache: compact JSON, `[format, labelled, skipped, open, unreadable,
  /// [path…], [[name, count]…], [[control, type, [label…] or null, count]…], [[pace, count]…],
  /// annotated]`.
  package var bytes: [UInt8] {
    let answers = answers.map { answer, count -> JSON in
      let category = answer.category.map { JSON.array($0.values.map(JSON.string)) } ?? .null
      return [.string(answer.control), .string(answer.type), category, .int(count)]
    }
    let list: [JSON] = [
      .int(Self.format), .int(labelled), .int(skipped), .int(open), .int(unreadable),
      .array(unreadablePaths.map(JSON.string)),
      .array(annotators.map { [.string($0.key), .int($0.value)] }), .array(answers),
      .array(paces.map { [.int($0.key), .int($0.value)] }), .int(annotated),
    ]
    return JSON.array(list).bytes(.compact)
  }

  /// Reads `bytes`; nil when they are of another format or damaged.
  package init?(bytes: [UInt8]) {
    guard let list = (try? JSON(parsing: bytes))?.arrayValue, list.count == 10,
      list[0].intValue == Self.format, let paths = list[5].arrayValue,
      let people = list[6].arrayValue, let answers = list[7].arrayValue,
      let paces = list[8].arrayValue?.map({ $0.arrayValue?.compactMap(\.intValue) ?? [] }),
      paces.allSatisfy({ $0.count == 2 }), let annotated = list[9].intValue
    else { return nil }
    self.annotated = annotated
    let counts = list[1...4].compactMap(\.intValue)
    guard counts.count == 4 else { return nil }
    (labelled, skipped, open, unreadable) = (counts[0], counts[1], counts[2], counts[3])
    unreadablePaths = paths.compactMap(\.stringValue)
    self.paces = Dictionary(paces.map { ($0[0], $0[1]) }) { first, _ in first }
    for entry in people {
      guard let pair = entry.arrayValue, pair.count == 2, let name = pair[0].stringValue,
        let count = pair[1].intValue
      else { return nil }
      annotators[name] = count
    }
    for entry in answers {
      guard let parts = entry.arrayValue, parts.count == 4, let control = parts[0].stringValue,
        let type = parts[1].stringValue, let count = parts[3].intValue
      else { return nil }
      let values = parts[2].arrayValue?.compactMap(\.stringValue)
      let key = Answer(control: control, type: type, category: values.map { LabelCategory($0) })
      self.answers[key] = count
    }
  }
}

// MARK: - In a comparison

extension ComparisonCounts {
  /// Counts tasks that are the same on both sides.
  mutating func add(same tally: VersionTally) {
    add(.same, count: tally.tasks)
    (inA, inB) = (inA + tally.tasks, inB + tally.tasks)
    both += tally.labelled
    same += tally.labelled
    bothSkipped += tally.skipped
    open += tally.open
  }
}

extension ControlAgreement {
  /// Counts `count` tasks that both sides answer alike.
  mutating func add(same answer: VersionTally.Answer, count: Int) {
    both += count
    same += count
    measured += count
    if type != "rating" { similarity += Double(count) }
    guard let category = answer.category else { return }
    matrix.add(category, category, count: count)
    scores.add(category.values, category.values, count: count)
  }
}

extension VersionTally {
  /// Only what `schema` asks for: its controls, choices in its order. Nil keeps all.
  func fitted(to schema: ResultSchema?) -> VersionTally {
    guard let schema else { return self }
    var tally = self
    tally.answers = [:]
    for (answer, count) in answers {
      guard let control = schema.control(answer.control) else { continue }
      var answer = answer
      if answer.type == "choices", let values = answer.category?.values {
        answer.category = LabelCategory(control.ordered(values))
      }
      tally.answers[answer, default: 0] += count
    }
    return tally
  }

  /// The answers of each control, the commonest type first, so that the order does not depend on a
  /// dictionary's.
  var sortedAnswers: [(answer: Answer, count: Int)] {
    answers.map { (answer: $0.key, count: $0.value) }.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      let texts = (left.answer, right.answer)
      return [texts.0.control, texts.0.type].lexicographicallyPrecedes([
        texts.1.control, texts.1.type,
      ])
    }
  }
}
