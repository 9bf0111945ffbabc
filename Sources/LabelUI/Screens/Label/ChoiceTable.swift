/// Where each choice is drawn: as the config wants it, else on as many columns as the width allows, or
/// along a line where there is little room.
struct ChoiceTable: Equatable {
  /// One line of the table.
  enum Line: Equatable {
    case heading(control: Int)
    /// Words above some of a control's choices.
    case subheading(String)
    case items([Item])
    /// The name of a control and its value.
    case field(control: Int)
    /// An item to rank, by its place in the order.
    case ranked(control: Int, rank: Int)
    /// The spans that have labels of a control.
    case spans(control: Int)
    /// So many choices did not fit.
    case more(Int)
    case blank
  }

  struct Item: Equatable {
    var place: ChoicePlace
    /// First column, from the left edge of the table.
    var column: Int
    var width: Int
  }

  var lines: [Line]

  /// How much room there is: along lines, in columns, or one below the other beside the text.
  enum Density: Equatable { case compact, columns, panel }

  /// At most `limit` lines; headings, words among the choices and one choice a line only where there is
  /// room for them.
  init(form: LabelForm, width: Int, limit: Int, density: Density) {
    var rows = ChoiceRows(form: form, width: width, density: density)
    rows.hasWords = density != .compact
    rows.isTall = true
    var lines = rows.lines
    // What the config wants one below the other leaves the text most of the screen.
    if density == .columns, lines.count > limit * 3 / 4 {
      rows.isTall = false
      lines = rows.lines
    }
    if lines.count > limit {
      rows.hasWords = false
      lines = rows.lines
    }
    if density == .compact, lines.count > limit {
      lines.removeAll { if case .heading = $0 { true } else { false } }
    }
    self.lines = Self.cut(lines, to: limit)
  }

  /// Replaces what does not fit by a line that says how much that is.
  private static func cut(_ lines: [Line], to limit: Int) -> [Line] {
    guard lines.count > limit, limit > 0 else { return lines.count > limit ? [] : lines }
    let hidden = lines[(limit - 1)...].reduce(0) { count, line in
      if case .items(let items) = line { count + items.count } else { count }
    }
    return lines.prefix(limit - 1) + [.more(hidden)]
  }
}
