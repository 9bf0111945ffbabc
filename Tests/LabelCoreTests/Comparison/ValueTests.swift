import Testing

@testable import LabelCore

@Suite struct ValueTests {
  private static func span(_ start: Int, _ end: Int, _ labels: String...) -> LabelSpan {
    LabelSpan(start: start, end: end, labels: labels)
  }

  @Test func setsHaveADifferenceAndAJaccardIndex() {
    let sets = SetDifference(["a", "b", "c"], ["c", "d"])
    #expect(sets.both == ["c"])
    #expect(sets.onlyA == ["a", "b"])
    #expect(sets.onlyB == ["d"])
    #expect(sets.jaccard == 0.25)
    #expect(SetDifference([], []).jaccard == 1)
    #expect(SetDifference(["a"], []).jaccard == 0)
  }

  @Test func siblingsInATaxonomyAreNearerThanStrangers() {
    let difference = ValueDifference(
      .taxonomy([["animal", "cat"]]), .taxonomy([["animal", "dog"]]))
    #expect(difference.similarity == 1.0 / 3)
    #expect(
      ValueDifference(.taxonomy([["animal", "cat"]]), .taxonomy([["plant"]])).similarity == 0)
    #expect(ValueDifference(.rating(2), .rating(5)) == .rating(3))
    #expect(ValueDifference(.rating(2), .choices(["x"])) == .whole(isSame: false))
  }

  @Test func spansMatchExactlyOrByOverlap() {
    let matching = SpanMatching(
      [Self.span(0, 5, "PER"), Self.span(10, 20, "ORG"), Self.span(30, 40, "LOC")],
      [Self.span(0, 5, "PER"), Self.span(15, 25, "ORG"), Self.span(30, 40, "ORG")])
    #expect(matching.exact == 1)
    #expect(matching.overlapping == 2)
    #expect(matching.exactF1 == 1.0 / 3)
    #expect(matching.overlapF1 == 2.0 / 3)
    // PER 5 of 5, ORG 5 of 25, LOC 0 of 10.
    #expect(matching.characters == 10.0 / 40)
    #expect(SpanMatching([], []).exactF1 == 1)
    #expect(SpanMatching([Self.span(0, 5, "A")], [Self.span(5, 9, "A")]).overlapping == 0)
  }

  @Test func overlapsArePairedAsOftenAsPossible() {
    // The first of A overlaps both of B; taking its nearest would leave the second of A alone.
    let matching = SpanMatching(
      [Self.span(0, 20, "A"), Self.span(0, 8, "A")], [Self.span(0, 9, "A"), Self.span(12, 19, "A")])
    #expect(matching.overlapping == 2)
    var random = Lehmer(state: 7)
    for _ in 0..<200 {
      let sides = (0..<2).map { _ in
        (0..<4).map { _ in
          let start = random.next(12)
          return Self.span(start, start + 1 + random.next(6), ["A", "B"][random.next(2)])
        }
      }
      #expect(
        SpanMatching(sides[0], sides[1]).overlapping == Self.most(sides[0], sides[1][...]),
        "\(sides)")
    }
  }

  /// The most pairs, by trying all ways.
  private static func most(_ a: [LabelSpan], _ b: ArraySlice<LabelSpan>) -> Int {
    guard let first = b.first else { return 0 }
    let without = most(a, b.dropFirst())
    return a.indices.reduce(without) { best, index in
      let other = a[index]
      guard max(first.start, other.start) < min(first.end, other.end),
        first.labels == other.labels
      else { return best }
      var rest = a
      rest.remove(at: index)
      return max(best, 1 + most(rest, b.dropFirst()))
    }
  }

  @Test func wordsThatDifferAreMarked() {
    #expect(
      WordDiff("Win a price now!", "Win a prize now!").marked == "Win a [-price-]{+prize+} now!")
    #expect(WordDiff("one two", "one two").isSame)
    #expect(WordDiff("", "new").marked == "{+new+}")
    #expect(WordDiff("old", "").marked == "[-old-]")
    #expect(WordDiff("我爱猫", "我爱狗").marked == "我爱[-猫-]{+狗+}")
    #expect(WordDiff("it's 5,000", "it's 6,000").marked == "it's [-5-]{+6+},000")
    #expect(WordDiff("caf\u{e9}", "cafe\u{301}").isSame == false)
    let difference = WordDiff("a b c d", "a x c e")
    #expect(difference.sideA.map(\.a).joined() == "a b c d")
    #expect(difference.sideB.map(\.b).joined() == "a x c e")
  }

  @Test func blanksCanBeIgnored() {
    let (a, b) = ("a  b\n\tc", "a b\n c")
    #expect(!WordDiff(a, b).isSame)
    let ignoring = WordDiff(a, b, ignoringBlanks: true)
    #expect(ignoring.isSame)
    #expect(ignoring.sideA.map(\.a).joined() == a)
    #expect(ignoring.sideB.map(\.b).joined() == b)
    // The end of a line is no blank within it.
    #expect(!WordDiff("a\nb", "a b", ignoringBlanks: true).isSame)
  }

  @Test func scriptsAreTheShortestAndGiveBothTexts() {
    var random = Lehmer(state: 11)
    for _ in 0..<500 {
      let lists = (0..<2).map { _ in (0..<random.next(14)).map { _ in random.next(4) } }
      let runs = WordScript(lists[0], lists[1]).runs
      #expect(runs.flatMap { lists[0][$0.a] } == lists[0])
      #expect(runs.flatMap { lists[1][$0.b] } == lists[1])
      let same = runs.filter { $0.kind == .same }
      #expect(same.allSatisfy { lists[0][$0.a].elementsEqual(lists[1][$0.b]) })
      #expect(same.reduce(0) { $0 + $1.a.count } == Self.longest(lists[0][...], lists[1][...]))
    }
  }

  /// Length of the longest common subsequence, by definition.
  private static func longest(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for left in a {
      var corner = 0
      for (column, right) in b.enumerated() {
        let above = row[column + 1]
        row[column + 1] = left == right ? corner + 1 : max(above, row[column])
        corner = above
      }
    }
    return row[b.count]
  }

  @Test func textsWithNothingInCommonAreReplacedAsAWhole() {
    let a = (0..<3_000).map { "a\($0)" }.joined(separator: "-")
    let b = (0..<3_000).map { "b\($0)" }.joined(separator: "+")
    let pieces = WordDiff("same " + a, "same " + b).pieces
    #expect(pieces.map(\.kind) == [.same, .removed, .added])
    #expect(pieces[1].a == a)
    #expect(pieces[2].b == b)
  }
}

/// A small generator of the same numbers on every run.
private struct Lehmer {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state * 48_271 % 2_147_483_647
    return Int(state % UInt64(bound))
  }
}
