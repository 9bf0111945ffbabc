import LabelUI

/// Text from data on its way to a terminal or screen reader that gets plain lines.
struct LineText: Sendable {
  /// False where the locale cannot show more than ASCII.
  var isUTF8: Bool

  /// The text without anything that steers a terminal; line breaks stay, tabs become blanks.
  func cleaned(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { cleaned(line: $0) }
      .joined(separator: "\n")
  }

  /// The text in one line.
  func oneLine(_ text: String) -> String {
    cleaned(text).split(separator: "\n").joined(separator: " ")
  }

  private func cleaned(line: Substring) -> String {
    var result = ""
    for character in line {
      if character == "\t" {
        result += "  "
      } else if isUTF8 {
        for piece in CellText(character).pieces { result += piece.text }
      } else {
        result += character.isASCII ? CellText(character).pieces.map(\.text).joined() : "?"
      }
    }
    return result.replacing("\u{FFFD}", with: isUTF8 ? "\u{FFFD}" : "?")
  }
}
