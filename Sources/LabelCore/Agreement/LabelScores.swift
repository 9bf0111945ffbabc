/// How well B finds each label of A, with A taken as gold: precision, recall and F1 (C. J. van
/// Rijsbergen, "Information Retrieval", 2nd ed., 1979, chapter 7), per label, macro and micro.
package struct LabelScores: Hashable, Sendable {
  /// One label's counts.
  package struct Score: Hashable, Sendable {
    package var label: String
    /// Tasks with the label in A, in B, in both.
    package var inA: Int
    package var inB: Int
    package var inBoth: Int

    /// Of B's tasks with the label, the share that A has too; nil when B never gives it.
    package var precision: Double? { inB == 0 ? nil : Double(inBoth) / Double(inB) }
    /// Of A's tasks with the label, the share that B has too; nil when A never gives it.
    package var recall: Double? { inA == 0 ? nil : Double(inBoth) / Double(inA) }
    /// Their harmonic mean; 0 when one side never gives the label.
    package var f1: Double {
      inA + inB == 0 ? 0 : 2 * Double(inBoth) / Double(inA + inB)
    }
    /// By how many tasks B has more of the label.
    package var shift: Int { inB - inA }
  }

  private var scores: [String: Score] = [:]
  /// Tasks counted.
  package private(set) var total = 0

  package init() {}

  /// Counts a task with the labels of A and those of B, each once.
  package mutating func add(_ a: [String], _ b: [String], count: Int = 1) {
    total += count
    for label in a {
      let isShared = b.contains(label)
      score(label) {
        $0.inA += count
        if isShared { $0.inBoth += count }
      }
    }
    for label in b { score(label) { $0.inB += count } }
  }

  private mutating func score(_ label: String, _ edit: (inout Score) -> Void) {
    edit(&scores[label, default: Score(label: label, inA: 0, inB: 0, inBoth: 0)])
  }

  /// The score of each label that occurs: those of `order` first, then the commoner, equals by
  /// bytes.
  package func all(order: [String] = []) -> [Score] {
    let ranks = Dictionary(zip(order, order.indices)) { first, _ in first }
    return scores.values.sorted { left, right in
      let rank = (ranks[left.label] ?? .max, ranks[right.label] ?? .max)
      if rank.0 != rank.1 { return rank.0 < rank.1 }
      let size = (left.inA + left.inB, right.inA + right.inB)
      if size.0 != size.1 { return size.0 > size.1 }
      return left.label.utf8.lexicographicallyPrecedes(right.label.utf8)
    }
  }

  /// The mean F1 over the labels that occur in A or B; nil without labels.
  package var macroF1: Double? {
    guard !scores.isEmpty else { return nil }
    return all().reduce(0) { $0 + $1.f1 } / Double(scores.count)
  }

  /// F1 of all labels' counts together: for single labels the share that agrees. Nil without
  /// labels.
  package var microF1: Double? {
    let given = scores.values.reduce(0) { $0 + $1.inA + $1.inB }
    guard given > 0 else { return nil }
    return 2 * Double(scores.values.reduce(0) { $0 + $1.inBoth }) / Double(given)
  }

  /// How far the distribution of labels moved from A to B: half the sum of the differences of the
  /// labels' shares (total variation distance), 0 for none to 1 for no label in common. Nil if a
  /// side has none.
  package var shift: Double? {
    let inA = scores.values.reduce(0) { $0 + $1.inA }
    let inB = scores.values.reduce(0) { $0 + $1.inB }
    guard inA > 0, inB > 0 else { return nil }
    return all().reduce(0) { sum, score in
      sum + (Double(score.inA) / Double(inA) - Double(score.inB) / Double(inB)).magnitude / 2
    }
  }

  /// With B as gold.
  package var swapped: LabelScores {
    var swapped = self
    swapped.scores = scores.mapValues {
      Score(label: $0.label, inA: $0.inB, inB: $0.inA, inBoth: $0.inBoth)
    }
    return swapped
  }
}
