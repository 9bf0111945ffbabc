import Testing

@testable import LabelCore

/// Texts laid beside each other line by line.
@Suite struct TextDiffTests {
  /// Each block as `A | B`, words of one side alone marked.
  private func lines(_ difference: TextDiff) -> [String] {
    difference.blocks.map { block in
      let sides = (
        block.pieces.filter { $0.kind != .added }, block.pieces.filter { $0.kind != .removed }
      )
      let a = sides.0.map { $0.kind == .removed ? "[-\($0.a)-]" : $0.a }.joined()
      let b = sides.1.map { $0.kind == .added ? "{+\($0.b)+}" : $0.b }.joined()
      return "\(a) | \(b)"
    }
  }

  @Test func changedLinesStandBesideEachOtherWithTheirWordsMarked() {
    let a = "Dear all,\n\nthe price went up.\nBye\nTom"
    let b = "Dear all,\n\nthe price went down.\nBye\nAnn"
    #expect(
      lines(TextDiff(a, b)) == [
        "Dear all,\n | Dear all,\n", "the price went [-up-]. | the price went {+down+}.",
        "Bye | Bye",
        "[-Tom-] | {+Ann+}",
      ])
  }

  @Test func aLineThatOneSideHasAloneLeavesTheRestSideBySide() {
    #expect(lines(TextDiff("a\nb\nc", "a\nc")) == ["a | a", "[-b-] | ", "c | c"])
    #expect(lines(TextDiff("a\nc", "a\nb\nc")) == ["a | a", " | {+b+}", "c | c"])
    #expect(
      lines(TextDiff("", "new")) == ["[--] | {+new+}"] || TextDiff("", "new").blocks.count == 1)
  }

  @Test func blanksAreIgnoredUnlessNothingElseDiffers() {
    let mixed = TextDiff("one  two\nthree", "one two\nfour")
    #expect(mixed.ignoresBlanks && !mixed.isOnlyBlanks)
    #expect(lines(mixed) == ["one  two | one two", "[-three-] | {+four+}"])
    let blanks = TextDiff("one  two\nthree", "one two\nthree")
    #expect(blanks.isOnlyBlanks && !blanks.ignoresBlanks)
    #expect(lines(blanks) == ["one[-  -]two | one{+ +}two", "three | three"])
    let ends = TextDiff("one\r\ntwo\r\nthree", "one\ntwo\nfour")
    #expect(lines(ends) == ["one\ntwo | one\ntwo", "[-three-] | {+four+}"])
  }

  @Test func swappedIsTheOtherWayRound() {
    let (a, b) = ("one\ntwo\nthree", "one\n2\nthree\nfour")
    #expect(lines(TextDiff(a, b).swapped) == lines(TextDiff(b, a)))
  }

  @Test func bothTextsAreWhole() {
    for (a, b) in [("x\ny\n\nz", "x\nq r\n\nz\n"), ("a b c", "a\nb\nc"), ("\n\n", "\n")] {
      let parts = TextDiff(a, b).blocks.map { $0.pieces.filter { $0.kind != .added } }
      let whole = parts.map { $0.map(\.a).joined() }
      // A block that B has alone is no line of A.
      let alone = TextDiff(a, b).blocks.map { $0.pieces.map(\.kind) == [.added] }
      let inA = zip(whole, alone).filter { !$0.1 }.map(\.0)
      #expect(inA.joined(separator: "\n") == a, "\(a) \(b)")
    }
  }

  @Test func longTextsAreComparedByTheirLines() {
    let lines = (0..<60_000).map { "line \($0 % 1_000) of a long text with \($0) in it" }
    var others = lines
    for place in stride(from: 100, to: others.count, by: 100) { others[place] += " edited" }
    others.remove(at: 30_000)
    let clock = ContinuousClock()
    var difference: TextDiff?
    let time = clock.measure {
      difference = TextDiff(lines.joined(separator: "\n"), others.joined(separator: "\n"))
    }
    let marked = difference?.blocks.flatMap(\.pieces).filter { $0.kind != .same } ?? []
    // 599 lines with a word more, one of which is the line that is gone.
    #expect(marked.count { $0.kind == .added && $0.b.contains("edited") } == 598)
    #expect(marked.count { $0.kind == .removed } == 1)
    #expect(time < .seconds(60))
  }

  @Test func aLongLineIsMarkedBetweenWhatBothHave() {
    let middle = (String(repeating: "x", count: 200_000), String(repeating: "ö", count: 100_000))
    let difference = TextDiff("beginning é" + middle.0 + "end", "beginning é" + middle.1 + "end")
    let pieces = difference.blocks.flatMap(\.pieces)
    #expect(pieces.map(\.kind) == [.same, .removed, .added, .same])
    #expect(pieces.first?.a == "beginning é")
    #expect(pieces.last?.b == "end")
  }
}
