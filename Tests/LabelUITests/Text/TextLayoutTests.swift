import Testing

@testable import LabelUI

struct TextLayoutTests {
  private func lines(_ text: String, width: Int) -> [String] {
    var layout = TextLayout([TextPart(text)], width: width)
    layout.find(throughLine: 1000)
    return layout.lines.map { layout.text(of: $0) }
  }

  @Test func wrapsBetweenWords() {
    #expect(lines("the price is higher", width: 10) == ["the price", "is higher"])
  }

  @Test func dropsTheBlanksAtABreakOnly() {
    #expect(lines("  two   words  here", width: 9) == ["  two", "words", "here"])
  }

  @Test func cutsWordsThatAreWiderThanTheScreen() {
    #expect(lines("abcdefgh ij", width: 3) == ["abc", "def", "gh", "ij"])
  }

  @Test func keepsBlankLinesAndEveryKindOfLineEnd() {
    #expect(lines("a\n\nb\r\nc\rd\u{2028}e", width: 9) == ["a", "", "b", "c", "d", "e"])
  }

  @Test func breaksChineseAnywhereButNeverInsideACharacter() {
    #expect(lines("你好世界再见", width: 5) == ["你好", "世界", "再见"])
    #expect(lines("ab你好", width: 5) == ["ab你", "好"])
  }

  @Test func neverLosesAClusterThatIsWiderThanTheScreen() {
    #expect(lines("你a", width: 1) == ["你", "a"])
  }

  @Test func putsTabsAsBlanksUpToTheNextStop() {
    #expect(lines("a\tb", width: 20) == ["a       b"])
  }

  @Test func putsABlankLineBetweenParts() {
    var layout = TextLayout([TextPart("one"), TextPart("two")], width: 9)
    layout.find(throughLine: 9)
    #expect(layout.lines.map { layout.text(of: $0) } == ["one", "", "two"])
    #expect(layout.position(ofLines: 0..<3) == "lines 1-3 of 3")
  }

  @Test func looksNoFurtherThanItIsAsked() {
    let text = String(repeating: "word ", count: 200_000)
    var layout = TextLayout([TextPart(text)], width: 80)
    layout.find(throughLine: 20)
    #expect(layout.lines.count == 21)
    #expect(!layout.isComplete)
    #expect(layout.position(ofLines: 0..<20) == "lines 1-20, 0%")
  }

  @Test(.timeLimit(.minutes(10)))
  func aTextOfTenMegabytesOnOneLineCostsWhatIsOnScreen() {
    let text = String(repeating: "a世e\u{301} ", count: 1_500_000)
    let task = LabelingTaskSample.huge(text)
    var desk = Desk([task])
    let clock = ContinuousClock()
    let time = clock.measure {
      for _ in 0..<100 {
        desk.press(.control("d"))
        _ = desk.frame()
      }
    }
    // Wrapping the whole text takes seconds a frame; what is on screen, a millisecond without
    // optimisation.
    #expect(time < .seconds(30))
    #expect(desk.row(14).hasSuffix("lines 501-510, 0% "))
  }

  @Test func marksWithoutWidthDoNotMakeALineEndless() {
    let text = String(repeating: "\u{200B}", count: 100_000)
    #expect(lines(text, width: 10).count > 1000)
  }
}
