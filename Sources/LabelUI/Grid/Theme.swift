/// What a terminal shows of a style: palette numbers (nil is its own default) and attributes.
package struct Attributes: Hashable, Sendable {
  /// A number of the terminal's palette, below `Capabilities.colors`.
  package var foreground: Int?
  package var background: Int?
  package var isBold = false
  package var isDim = false
  package var isReversed = false
  package var isUnderlined = false

  package init(foreground: Int? = nil, background: Int? = nil) {
    self.foreground = foreground
    self.background = background
  }
}

/// What the terminal can show and what its user wants of it.
package struct Capabilities: Equatable, Sendable {
  /// 0 (NO_COLOR or a terminal without colours), 8, 16 or 256.
  package var colors: Int
  /// False where the locale's charset is not UTF-8: lines and text are then drawn in ASCII.
  package var isUTF8: Bool

  package init(colors: Int = 256, isUTF8: Bool = true) {
    self.colors = colors
    self.isUTF8 = isUTF8
  }
}

/// Turns roles into colours. The background stays the terminal's; blue and orange tell apart, never
/// red and green.
package struct Theme: Equatable, Sendable {
  package var capabilities: Capabilities

  package init(_ capabilities: Capabilities) { self.capabilities = capabilities }

  /// The look of a style with the colours there are; every distinction is also made without colour.
  package func attributes(for style: Style) -> Attributes {
    var look = Attributes()
    if let colour = colour(of: style.role) { look.foreground = colour }
    switch style.role {
    case .dim, .rule: look.isDim = capabilities.colors < 16
    case .title, .key, .chosen, .heading, .error, .warning: look.isBold = true
    case .suggestion: look.isUnderlined = capabilities.colors == 0
    case .cursor, .hit: look.isReversed = true
    case .plain, .choice, .good: break
    }
    look.isBold = look.isBold || style.isBold
    look.isReversed = look.isReversed || style.isReversed
    // On the bar of the row at hand a colour would stand as a block of its own.
    if style.isReversed, ![.chosen, .hit, .cursor].contains(style.role) {
      look.foreground = nil
      look.isDim = false
    }
    look.isUnderlined = look.isUnderlined || style.isUnderlined
    if let tint = style.tint, !look.isReversed, let (letters, ground) = colours(of: tint) {
      look.foreground = letters
      look.background = ground
    } else {
      look.isUnderlined = look.isUnderlined || style.isLinedWithoutTint
    }
    return look
  }

  /// What is drawn of a tint, letters and what is behind them, so that both read on black and on white; nil
  /// where the terminal has no such colour.
  private func colours(of tint: Tint) -> (letters: Int, ground: Int)? {
    switch capabilities.colors {
    case 256...: (tint.isLight ? Self.darkest : Self.lightest, tint.paletteNumber)
    case 8..<256: tint.basicNumber.map { (Self.lightBasics.contains($0) ? 0 : 7, $0) }
    default: nil
    }
  }

  /// Black and white of the cube.
  private static let (darkest, lightest) = (16, 231)
  /// Of the eight colours that all terminals have those on which black reads better: green, yellow, cyan.
  private static let lightBasics: Set<Int> = [2, 3, 6]

  private func colour(of role: Role) -> Int? {
    switch capabilities.colors {
    case 256...: Self.palette256[role]
    case 16..<256: Self.palette16[role]
    case 8..<16: Self.palette8[role]
    default: nil
    }
  }

  /// Dim is a grey that reads on black and on white.
  private static let palette256: [Role: Int] = [
    .dim: 245, .rule: 242, .key: 33, .chosen: 33, .suggestion: 172, .good: 33, .warning: 172,
    .error: 166, .hit: 172, .heading: 33,
  ]
  private static let palette16: [Role: Int] = [
    .dim: 8, .rule: 8, .key: 12, .chosen: 12, .suggestion: 3, .good: 12, .warning: 3, .error: 9,
    .hit: 3, .heading: 12,
  ]
  private static let palette8: [Role: Int] = [
    .key: 4, .chosen: 4, .suggestion: 3, .good: 4, .warning: 3, .error: 1, .hit: 3, .heading: 4,
  ]
}
