import Testing

@testable import tagline

@Suite struct DisplayTextTests {
  @Test func escapeSequencesFromDataDoNotReachTheTerminal() {
    #expect(DisplayText.cleaned("a\u{1B}]0;x\u{7}b\nc") == "a\u{FFFD}]0;x\u{FFFD}b\u{FFFD}c")
    #expect(DisplayText.cleaned("\u{9B}2J") == "\u{FFFD}2J")
    #expect(DisplayText.cleaned("abc\u{202E}txt") == "abc\u{FFFD}txt")
  }

  @Test func linesAndTabsStayWhereTheyAreWanted() {
    #expect(DisplayText.cleaned("a\n\tb\r", keepingLines: true) == "a\n\tb\u{FFFD}")
  }

  @Test func ordinaryTextStays() {
    #expect(DisplayText.cleaned("Grüße 日本 👍🏽") == "Grüße 日本 👍🏽")
  }
}
