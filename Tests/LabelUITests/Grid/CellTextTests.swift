import Testing

@testable import LabelUI

struct CellTextTests {
  /// What is drawn of a string and how wide it is, by the policy that C libraries and terminals
  /// agree on.
  @Test(arguments: [
    ("a", "a", 1), ("é", "é", 1), ("e\u{301}", "e\u{301}", 1), ("ß", "ß", 1), ("Ω", "Ω", 1),
    ("世", "世", 2), ("、", "、", 2), ("Ａ", "Ａ", 2), ("ｱ", "ｱ", 1), ("か\u{3099}", "か\u{3099}", 2),
    ("한", "한", 2), ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 2),
    ("\u{1161}", "◌\u{1161}", 1), ("𠮷", "𠮷", 2), ("々", "々", 2), ("　", "　", 2),
    ("क", "क", 1), ("कि", "कि", 2), ("क्", "क्", 1), ("क्ष", "क्ष", 2), ("நி", "நி", 2),
    ("ก", "ก", 1), ("กี่", "กี่", 1), ("ทำ", "ทำ", 2), ("ພາສາ", "ພາສາ", 4), ("မြန်", "မြန်", 3),
    ("ש", "ש", 1), ("שָׁ", "שָׁ", 1), ("ع", "ع", 1), ("عَ", "عَ", 1), ("ﷺ", "ﷺ", 1),
    ("😀", "😀", 2), ("❤", "❤", 1), ("❤\u{FE0F}", "❤", 1), ("☕", "☕", 2), ("⌚\u{FE0E}", "⌚", 2),
    ("👍🏽", "👍", 2), ("🏽", "🏽", 2), ("👨‍👩‍👧‍👦", "👨", 2), ("👩‍🚀", "👩", 2), ("🏳️‍🌈", "🏳", 1),
    ("🇩🇪", "🇩", 1), ("🇩", "🇩", 1), ("1️⃣", "1\u{20E3}", 1), ("#️⃣", "#\u{20E3}", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴", 2),
    ("\u{E000}", "\u{E000}", 1), ("\u{200B}", "", 0), ("\u{200D}", "", 0), ("\u{FEFF}", "", 0),
    ("\u{AD}", "", 0), ("\u{301}", "◌\u{301}", 1), ("\u{1B}", "\u{FFFD}", 1),
    ("\u{7}", "\u{FFFD}", 1),
    ("\u{9B}", "\u{FFFD}", 1), ("\u{7F}", "\u{FFFD}", 1), ("\u{202E}", "\u{FFFD}", 1),
    ("\u{2066}", "\u{FFFD}", 1), ("\u{2028}", "\u{FFFD}", 1), ("\u{FFFE}", "\u{FFFD}", 1),
    ("\u{378}", "\u{FFFD}", 1), ("\u{200E}", "", 0), ("㈱", "㈱", 2), ("─", "─", 1), ("½", "½", 1),
  ])
  func aStringIsDrawnAs(_ text: String, _ drawn: String, _ width: Int) {
    let pieces = text.flatMap { CellText($0).pieces }
    #expect(pieces.map(\.text).joined().unicodeScalars.elementsEqual(drawn.unicodeScalars))
    #expect(pieces.reduce(0) { $0 + $1.width } == width)
    #expect(CellText.width(of: text) == width)
  }

  @Test func atMostFourMarksStayOnALetter() {
    let zalgo = Character("a" + String(repeating: "\u{301}", count: 40))
    #expect(CellText(zalgo).pieces.map { $0.text.unicodeScalars.count } == [5])
  }

  @Test func everyPieceIsOneSpacingScalarWithItsMarks() {
    for text in ["कि", "ทำ", "👨‍👩‍👧‍👦", "🇩🇪", "\r\n", "\u{1B}[31m"] {
      for character in text {
        for piece in CellText(character).pieces {
          #expect(piece.width == 1 || piece.width == 2)
          #expect(!piece.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x200D })
        }
      }
    }
  }
}
