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
    case more(Hidden)
    case blank

    /// The control that it is about.
    var control: Int? {
      switch self {
      case .heading(let control), .field(let control), .spans(let control): control
      case .ranked(let control, _): control
      case .items(let items): items.first?.place.control
      case .subheading, .more, .blank: nil
      }
    }
  }

  /// Lines that did not fit.
  struct Hidden: Equatable {
    var lines: Int
    var choices: Int
    /// Above what is shown, else below it.
    var isAbove = false
    /// Whether Tab brings them.
    var isReached = false
  }

  /// The control that keys work on, which is always shown.
  struct Focus: Equatable {
    var control: Int
    /// The item that keys move, of a Ranker.
    var rank = 0
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
  init(form: LabelForm, width: Int, limit: Int, density: Density, focus: Focus? = nil) {
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
    self.lines = Self.cut(lines, to: limit, around: focus)
  }

  /// Replaces what does not fit by lines that say how much that is.
  private static func cut(_ lines: [Line], to limit: Int, around focus: Focus?) -> [Line] {
    guard lines.count > limit else { return lines }
    guard limit > 0 else { return [] }
    guard let focus else { return head(of: lines, limit, isReached: false) }
    let held = place(of: focus, in: lines, room: limit - 2)
    guard held.upperBound > limit - 1 else { return head(of: lines, limit, isReached: true) }
    guard limit > 2 else { return [lines[held.lowerBound]] }
    let above = { (start: Int) in Line.more(hidden(lines[..<start], isAbove: true)) }
    let end = held.upperBound
    guard end < lines.count - 1 else {
      let start = lines.count - (limit - 1)
      return [above(start)] + lines[start...]
    }
    let start = end - (limit - 2)
    return [above(start)] + lines[start..<end] + [.more(hidden(lines[end...], isAbove: false))]
  }

  private static func head(of lines: [Line], _ limit: Int, isReached: Bool) -> [Line] {
    var rest = hidden(lines[(limit - 1)...], isAbove: false)
    rest.isReached = isReached
    return lines.prefix(limit - 1) + [.more(rest)]
  }

  /// The lines of the focus, as many as there is room for.
  private static func place(of focus: Focus, in lines: [Line], room: Int) -> Range<Int> {
    let all = lines.indices.filter { lines[$0].control == focus.control }
    guard let first = all.first, let last = all.last else { return 0..<1 }
    guard last - first >= room else { return first..<last + 1 }
    let ranked = Line.ranked(control: focus.control, rank: focus.rank)
    if let item = lines.firstIndex(of: ranked) { return item..<max(item + 1, first + max(0, room)) }
    return first..<first + max(1, room)
  }

  private static func hidden(_ lines: ArraySlice<Line>, isAbove: Bool) -> Hidden {
    let choices = lines.reduce(0) { count, line in
      if case .items(let items) = line { count + items.count } else { count }
    }
    return Hidden(lines: lines.count, choices: choices, isAbove: isAbove, isReached: true)
  }
}
