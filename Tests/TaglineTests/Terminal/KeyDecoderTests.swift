import LabelUI
import Testing

@testable import tagline

struct KeyDecoderTests {
  private func events(_ inputs: [RawInput]) -> [Event] {
    var decoder = KeyDecoder()
    return inputs.flatMap { decoder.take($0) } + decoder.finish()
  }

  private func typed(_ text: String) -> [Event] {
    events(text.unicodeScalars.map { .scalar($0) })
  }

  @Test func lettersBecomeCharacters() {
    #expect(
      typed("aZ 日") == [
        .key(.character("a")), .key(.character("Z")), .key(.character(" ")), .key(.character("日")),
      ])
  }

  @Test func scalarsOfOneClusterBecomeOneKey() {
    #expect(typed("e\u{301}👨‍👩‍👧") == [.key(.character("e\u{301}")), .key(.character("👨‍👩‍👧"))])
  }

  @Test func controlCharactersAreNamed() {
    #expect(
      typed("\u{3}\u{1A}\u{0C}") == [.key(.control("c")), .key(.control("z")), .key(.control("l"))])
    #expect(
      typed("\r\n\t\u{8}\u{7F}") == [
        .key(.enter), .key(.enter), .key(.tab), .key(.backspace), .key(.backspace),
      ])
  }

  @Test func escapeAloneIsAKeyAndBeforeALetterIsAlt() {
    #expect(typed("\u{1B}") == [.key(.escape)])
    #expect(typed("\u{1B}x") == [.key(.alt("x"))])
    #expect(typed("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(events([.scalar("\u{1B}"), .key(.up)]) == [.key(.escape), .key(.up)])
  }

  @Test func textBeforeAFunctionKeyComesFirst() {
    #expect(
      events([.scalar("a"), .key(.up), .scalar("b")]) == [
        .key(.character("a")), .key(.up), .key(.character("b")),
      ])
  }

  @Test func c1ControlsAreNotKeys() {
    #expect(typed("\u{9B}a\u{85}") == [.key(.character("a"))])
  }

  @Test func aPasteIsOneEventWithoutControls() {
    let pasted = "one\r\ttwo\u{1B}[31m\u{7}\u{9B}".unicodeScalars.map { RawInput.scalar($0) }
    #expect(
      events([.pasteBegin] + pasted + [.pasteEnd, .scalar("q")]) == [
        .paste("one\n\ttwo[31m"), .key(.character("q")),
      ])
  }

  @Test func aPasteIsCutAtItsLimit() throws {
    let pasted = Array(repeating: RawInput.scalar("x"), count: KeyDecoder.pasteLimit + 10)
    let result = events([.pasteBegin] + pasted + [.pasteEnd])
    #expect(result == [.paste(String(repeating: "x", count: KeyDecoder.pasteLimit))])
  }

  @Test func aPasteWithoutAnEndIsGivenUp() {
    var decoder = KeyDecoder()
    _ = decoder.take(.pasteBegin)
    _ = decoder.take(.scalar("x"))
    #expect(decoder.isPasting)
    #expect(decoder.finishPaste() == [.paste("x")])
    #expect(!decoder.isPasting)
  }
}
