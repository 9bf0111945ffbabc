/// The spans of two answers paired one to one: exactly, and by overlap with a label in common.
package struct SpanMatching: Hashable, Sendable {
  package var countA: Int
  package var countB: Int
  /// Pairs with the same start, end and labels.
  package var exact: Int
  /// The most pairs that overlap and share a label, exact ones among them.
  package var overlapping: Int
  /// Labelled characters common to both, by those of either (Jaccard); 1 when there are none.
  package var characters: Double

  package init(_ a: [LabelSpan], _ b: [LabelSpan]) {
    countA = a.count
    countB = b.count
    var free: [LabelSpan: Int] = [:]
    for span in a { free[span, default: 0] += 1 }
    exact = 0
    for span in b where free[span, default: 0] > 0 {
      free[span, default: 0] -= 1
      exact += 1
    }
    overlapping = OverlapMatching(a, b).pairs
    characters = Self.characters(a, b)
  }

  /// F1 of B's spans against A's, matched exactly; 1 when neither has any.
  package var exactF1: Double { f1(exact) }
  /// F1 of B's spans against A's, matched by overlap.
  package var overlapF1: Double { f1(overlapping) }

  private func f1(_ pairs: Int) -> Double {
    countA + countB == 0 ? 1 : 2 * Double(pairs) / Double(countA + countB)
  }

  private static func characters(_ a: [LabelSpan], _ b: [LabelSpan]) -> Double {
    let labels = Set((a + b).flatMap(\.labels))
    var shared = 0
    var either = 0
    for label in labels {
      let covered = (cover(a, label), cover(b, label))
      let common = intersection(covered.0, covered.1)
      shared += common
      either += length(covered.0) + length(covered.1) - common
    }
    return either == 0 ? 1 : Double(shared) / Double(either)
  }

  /// Where the spans of one label lie: ascending, apart from each other.
  private static func cover(_ spans: [LabelSpan], _ label: String) -> [Range<Int>] {
    let ranges = spans.filter { $0.labels.contains(label) && $0.start < $0.end }
      .map { $0.start..<$0.end }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return ranges.reduce(into: []) { joined, range in
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
  }

  private static func length(_ ranges: [Range<Int>]) -> Int { ranges.reduce(0) { $0 + $1.count } }

  private static func intersection(_ a: [Range<Int>], _ b: [Range<Int>]) -> Int {
    var (i, j, sum) = (0, 0, 0)
    while i < a.count, j < b.count {
      let low = max(a[i].lowerBound, b[j].lowerBound)
      let high = min(a[i].upperBound, b[j].upperBound)
      sum += max(0, high - low)
      if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
    }
    return sum
  }
}

/// The largest matching between overlapping spans that share a label, by augmenting paths (H. W.
/// Kuhn, 1955): spans may nest, cross and carry several labels, so that greedy choices can be
/// wrong.
private struct OverlapMatching {
  private let partners: [[Int]]
  /// The span of A that each span of B is paired with.
  private var taken: [Int: Int] = [:]
  private(set) var pairs = 0

  init(_ a: [LabelSpan], _ b: [LabelSpan]) {
    // Exact pairs first: a good start, and then few paths are left to look for.
    partners = a.map { left in
      let found = b.indices.filter { left.overlaps(b[$0]) }
      return found.filter { b[$0] == left } + found.filter { b[$0] != left }
    }
    for span in a.indices {
      var seen: Set<Int> = []
      if augment(span, &seen) { pairs += 1 }
    }
  }

  private mutating func augment(_ span: Int, _ seen: inout Set<Int>) -> Bool {
    for partner in partners[span] where seen.insert(partner).inserted {
      let holder = taken[partner]
      if holder == nil || holder.map({ augment($0, &seen) }) == true {
        taken[partner] = span
        return true
      }
    }
    return false
  }
}

extension LabelSpan {
  /// Whether both cover a character, or the same empty place, under a common label.
  fileprivate func overlaps(_ other: LabelSpan) -> Bool {
    let isCommon = max(start, other.start) < min(end, other.end)
    let isSamePlace = start == other.start && end == other.end
    return (isCommon || isSamePlace) && !Set(labels).isDisjoint(with: other.labels)
      || self == other
  }
}
