import Testing

@testable import tagline

struct ClipboardTests {
  @Test func textIsEncodedSoThatNothingInItEndsTheSequence() {
    #expect(Clipboard.sequence(for: "a\u{7}b") == "\u{1B}]52;c;YQdi\u{7}")
  }

  @Test func tooLongATextIsRefused() {
    #expect(Clipboard.sequence(for: String(repeating: "x", count: Clipboard.limit)) != nil)
    #expect(Clipboard.sequence(for: String(repeating: "x", count: Clipboard.limit + 1)) == nil)
  }
}
