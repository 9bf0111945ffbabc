import LabelCore
import Testing

@testable import LabelUI

/// Two texts side by side, line by line.
struct TextAlignmentTests {
  private let before = """
    Dear all,

    the price of the contract went up again, and nobody of us was told before it did.
    Bye
    Tom
    """
  private let after = """
    Dear all,

    the price of the contract went down again, and nobody of us was  told before it did.
    PS: call me
    Bye
    Ann
    """

  private func desk(_ a: String, _ b: String, size: Size = .wide) -> CompareDesk {
    CompareDesk(
      CompareSeed.compared([
        (CompareSeed.task(1, "spam", a), CompareSeed.task(1, "spam", b))
      ]), size: size)
  }

  /// The rows of the text, without what surrounds it.
  private func text(_ desk: CompareDesk, _ rows: Range<Int>) -> [String] {
    rows.map { desk.row($0) }
  }

  @Test func linesThatBelongTogetherBeginAtOneHeight() {
    let desk = desk(before, after)
    #expect(
      text(desk, 22..<30).map { $0.split(separator: "│").map { String($0).trimmed } } == [
        ["Dear all,", "Dear all,"], ["", ""],
        [
          "the price of the contract went [-up-] again, and nobody",
          "the price of the contract went {+down+} again, and",
        ],
        ["of us was told before it did.", "nobody of us was  told before it did."],
        ["", "{+PS: call me+}"], ["Bye", "Bye"], ["[-Tom-]", "{+Ann+}"], ["", ""],
      ])
    #expect(!desk.rows(with: "text changed: [-A-] {+B+}   whitespace: ignored").isEmpty)
  }

  @Test func inlineShowsBothInOneTextAndTGoesBack() {
    var desk = desk(before, after)
    desk.type("t")
    #expect(desk.rows(with: "went [-up-]{+down+} again").count == 1)
    #expect(desk.rows(with: "[-Tom-]{+Ann+}").count == 1)
    desk.type("t")
    #expect(desk.rows(with: "[-Tom-]{+Ann+}").isEmpty)
  }

  @Test func onlyWhitespaceIsTold() {
    let desk = desk("one  two", "one two", size: .normal)
    #expect(!desk.rows(with: "only whitespace changed: [-A-] {+B+}").isEmpty)
    #expect(!desk.rows(with: "one[-  -]{+ +}two").isEmpty)
  }

  @Test func aLongTextIsLaidOutOnlyAsFarAsItIsLookedAt() {
    let lines = (0..<200_000).map { "line \($0) of a text that is much longer than the screen" }
    var others = lines
    others[3] = "another line"
    others[150_000] = "far down"
    let (a, b) = (lines.joined(separator: "\n"), others.joined(separator: "\n"))
    var desk = desk(a, b)
    #expect(desk.rows(with: "{+another+}").count == 1)
    let clock = ContinuousClock()
    let time = clock.measure {
      desk.press(.tab, .tab)
      for _ in 0..<50 { desk.type("j") }
    }
    #expect(time < .seconds(20))
    #expect(desk.screen?.text.lines.count ?? 0 < 30_000)
  }
}
