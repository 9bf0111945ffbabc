/// What a stretch of the screen is for. A theme decides how it looks.
package enum Role: String, CaseIterable, Hashable, Sendable {
  case plain
  /// Secondary words: headings of columns, hints, counts.
  case dim
  /// The bar with the place and the progress.
  case title
  case rule
  /// The key in a hint.
  case key
  /// A label that may be chosen, and one that is.
  case choice, chosen
  case suggestion
  /// The row or field the keys act on.
  case cursor
  case good, warning, error
  /// A search hit.
  case hit
  /// Headings inside the text and in help.
  case heading
}

/// How a cell looks: its role and marks that need no colour.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var isBold: Bool
  package var isReversed: Bool
  package var isUnderlined: Bool
  /// A colour of the labeling config behind it.
  package var tint: Tint?
  /// Whether a line stands in for the tint where it cannot be shown.
  package var isLinedWithoutTint = false

  package init(
    _ role: Role = .plain, bold: Bool = false, reversed: Bool = false, underlined: Bool = false
  ) {
    self.role = role
    self.isBold = bold
    self.isReversed = reversed
    self.isUnderlined = underlined
    tint = nil
  }

  /// The same on a colour of the labeling config.
  package func tinted(_ tint: Tint?) -> Style {
    var style = self
    style.tint = tint
    return style
  }

  /// The same on a colour, or over a line where there are no colours.
  package func tintedOrLined(_ tint: Tint?) -> Style {
    var style = tinted(tint)
    style.isLinedWithoutTint = true
    return style
  }

  package static let plain = Style()
  package static let dim = Style(.dim)
  package static let rule = Style(.rule)
  package static let title = Style(.title)
  package static let key = Style(.key)
  package static let heading = Style(.heading)
  package static let cursor = Style(.cursor)
}
