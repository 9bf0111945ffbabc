/// The colour that a labeling config gives to a choice, or that a label has by its place. Never shown alone: a key,
/// a sign or a line under the text says the same.
package struct Tint: Hashable, Sendable {
  private let red: Int
  private let green: Int
  private let blue: Int

  /// Reads `#36B37E`, `#3b7` or the name of a colour; nil for what is none of them here.
  package init?(css: String) {
    let word = css.lowercased().filter { !$0.isWhitespace }
    guard let hex = Self.names[word] ?? (word.hasPrefix("#") ? String(word.dropFirst()) : nil)
    else { return nil }
    let digits = hex.compactMap(\.hexDigitValue)
    guard digits.count == hex.count else { return nil }
    switch digits.count {
    case 3: (red, green, blue) = (digits[0] * 17, digits[1] * 17, digits[2] * 17)
    case 6:
      (red, green, blue) = (
        digits[0] * 16 + digits[1], digits[2] * 16 + digits[3], digits[4] * 16 + digits[5]
      )
    default: return nil
    }
  }

  /// The nearest colour of the cube in a palette of 256.
  package var paletteNumber: Int {
    16 + 36 * Self.step(red) + 6 * Self.step(green) + Self.step(blue)
  }

  /// The nearest by hue of the colours that all terminals have: red, green, yellow, blue, magenta, cyan. Nil for
  /// greys.
  package var basicNumber: Int? {
    let most = max(red, green, blue)
    let span = most - min(red, green, blue)
    guard span >= 32 else { return nil }
    // A sixth of the circle each, from red over green to blue.
    let sixth: Double =
      switch most {
      case red: Double(green - blue) / Double(span)
      case green: 2 + Double(blue - red) / Double(span)
      default: 4 + Double(red - green) / Double(span)
      }
    return [1, 3, 2, 6, 4, 5][(Int(sixth.rounded(.toNearestOrAwayFromZero)) + 6) % 6]
  }

  /// For the labels of a config that gives them no colours, by their place: light, with blue and orange first.
  package static func usual(_ place: Int) -> Tint? { Tint(css: usual[place % usual.count]) }

  private static let usual = [
    "#87afff", "#ffaf5f", "#d7afff", "#87d7d7", "#afd787", "#ff87af", "#d7d7af", "#afafd7",
  ]

  /// Whether dark letters read better on it.
  package var isLight: Bool { 299 * red + 587 * green + 114 * blue >= 128_000 }

  /// The steps of the cube are 0, 95, 135, 175, 215 and 255.
  private static func step(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : min(5, (value - 35) / 40)
  }

  /// Those of CSS that labeling configs are written with.
  private static let names = [
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff",
    "maroon": "800000", "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff",
    "magenta": "ff00ff", "green": "008000", "lime": "00ff00", "olive": "808000",
    "yellow": "ffff00", "navy": "000080", "blue": "0000ff", "teal": "008080", "aqua": "00ffff",
    "cyan": "00ffff", "orange": "ffa500", "darkorange": "ff8c00", "brown": "a52a2a",
    "pink": "ffc0cb", "gold": "ffd700", "violet": "ee82ee", "indigo": "4b0082",
    "crimson": "dc143c", "coral": "ff7f50", "salmon": "fa8072", "darkgreen": "006400",
    "darkblue": "00008b", "darkred": "8b0000", "lightblue": "add8e6", "lightgreen": "90ee90",
    "skyblue": "87ceeb", "tomato": "ff6347",
  ]
}
