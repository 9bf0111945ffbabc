/// What two sets have in common and what only one has.
package struct SetDifference: Hashable, Sendable {
  package var both: [String]
  package var onlyA: [String]
  package var onlyB: [String]

  /// Of `a` and `b` in their orders, each value once.
  package init(_ a: [String], _ b: [String]) {
    let (inA, inB) = (Set(a), Set(b))
    var seen: Set<String> = []
    both = a.filter { inB.contains($0) && seen.insert($0).inserted }
    onlyA = a.filter { !inB.contains($0) && seen.insert($0).inserted }
    onlyB = b.filter { !inA.contains($0) && seen.insert($0).inserted }
  }

  /// Size of the intersection by that of the union (P. Jaccard, 1901); 1 for two empty sets.
  package var jaccard: Double {
    let union = both.count + onlyA.count + onlyB.count
    return union == 0 ? 1 : Double(both.count) / Double(union)
  }
}

/// How two answers to one control differ, as far as their kind can say it.
package enum ValueDifference: Hashable, Sendable {
  case choices(SetDifference)
  /// Whole paths; `nearness` is the Jaccard index over the paths with all their ancestors, so that
  /// siblings are nearer than strangers.
  case taxonomy(SetDifference, nearness: Double)
  /// By how much B's rating is higher.
  case rating(Double)
  case spans(SpanMatching)
  case text(WordDiff)
  /// Different kinds of value, or one that is only known to differ or not.
  case whole(isSame: Bool)

  package init(_ a: LabelValue, _ b: LabelValue) {
    switch (a, b) {
    case (.choices(let a), .choices(let b)): self = .choices(SetDifference(a, b))
    case (.taxonomy(let a), .taxonomy(let b)):
      self = .taxonomy(
        SetDifference(a.map(Self.path), b.map(Self.path)),
        nearness: SetDifference(Self.ancestry(a), Self.ancestry(b)).jaccard)
    case (.rating(let a), .rating(let b)): self = .rating(b - a)
    case (.spans(let a), .spans(let b)): self = .spans(SpanMatching(a, b))
    case (.text(let a), .text(let b)):
      self = .text(WordDiff(a.joined(separator: "\n"), b.joined(separator: "\n")))
    default: self = .whole(isSame: a == b)
    }
  }

  /// From 0, nothing in common, to 1, the same; nil where the kind has no measure.
  package var similarity: Double? {
    switch self {
    case .choices(let sets): sets.jaccard
    case .taxonomy(_, let nearness): nearness
    case .spans(let spans): spans.exactF1
    case .text(let words): words.similarity
    case .whole(let isSame): isSame ? 1 : 0
    case .rating: nil
    }
  }

  private static func path(_ names: [String]) -> String { names.joined(separator: " > ") }

  private static func ancestry(_ paths: [[String]]) -> [String] {
    paths.flatMap { names in names.indices.map { path(Array(names[...$0])) } }
  }
}
