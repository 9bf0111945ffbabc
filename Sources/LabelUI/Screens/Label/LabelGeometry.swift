/// Where the parts of the label view stand on a screen of this size. Wide screens add, never move.
struct LabelGeometry: Equatable {
  let size: Size
  /// Enough columns for a panel with choices at the right.
  let isWide: Bool
  /// Too small for rules: title, heading, text, choices, message and keys only.
  let isSmall: Bool
  /// Below 40 by 10: text and choices only.
  let isTiny: Bool
  /// Column of the line before the side panel; the width of the screen when there is none.
  let panelColumn: Int
  let choices: ChoiceTable
  /// First row of the choices, and the column in which they begin.
  let choiceOrigin: Position
  let headingRow: Int?
  /// Rows of the text.
  let textRows: Range<Int>
  let textColumns: Range<Int>
  /// Row below the text with the position in it.
  let positionRow: Int?
  let messageRow: Int?
  let footerRows: Range<Int>

  init(size: Size, form: LabelForm, focus: ChoiceTable.Focus? = nil) {
    self.size = size
    let rows = size.rows
    isTiny = size.columns < 40 || rows < 10
    isSmall = size.columns < 60 || rows < 18
    isWide = size.columns >= 110 && rows >= 24
    panelColumn = isWide ? size.columns - 36 : size.columns
    let footer = isTiny ? 0 : (isSmall ? 1 : 2)
    footerRows = max(0, rows - footer)..<max(0, rows)
    // Wide screens leave a blank row between message and keys.
    messageRow = isTiny ? nil : max(0, rows - footer - (isWide ? 2 : 1))
    headingRow = isTiny ? nil : (isSmall ? 1 : 2)
    let top = isTiny ? 0 : (isSmall ? 2 : 4)
    let left = isSmall ? 1 : 2
    textColumns = Range(min(left, panelColumn), upTo: panelColumn - left)
    let bottom = messageRow ?? rows
    if isWide {
      choices = ChoiceTable(
        form: form, width: 33, limit: max(1, rows - 14), density: .panel,
        focus: focus)
      choiceOrigin = Position(row: 2, column: panelColumn + 2)
      positionRow = bottom - 2
      textRows = Range(top, upTo: bottom - 2)
      return
    }
    // Several questions take up to half of a small screen, one a third.
    let share = form.controls.count > 1 ? 2 : 3
    let limit = isSmall ? max(1, (bottom - top) / share) : max(3, rows * 2 / 5)
    choices = ChoiceTable(
      form: form, width: size.columns - 2, limit: limit, density: isSmall ? .compact : .columns,
      focus: focus)
    let height = choices.lines.count
    // Normal screens have a rule above the choices, a blank line and a rule below them.
    let first = isSmall ? bottom - height : bottom - 2 - height
    choiceOrigin = Position(row: max(0, first), column: 1)
    positionRow = isSmall ? nil : max(0, first - 2)
    textRows = Range(min(top, max(0, first)), upTo: isSmall ? first : first - 2)
  }

  /// The control whose line or heading is drawn at a place of the screen.
  func field(at position: Position) -> Int? {
    let line = position.row - choiceOrigin.row
    guard choices.lines.indices.contains(line), position.column >= choiceOrigin.column else {
      return nil
    }
    if case .items = choices.lines[line] { return nil }
    return choices.lines[line].control
  }

  /// The choice drawn at a place of the screen.
  func choice(at position: Position) -> ChoicePlace? {
    let line = position.row - choiceOrigin.row
    guard choices.lines.indices.contains(line), case .items(let items) = choices.lines[line] else {
      return nil
    }
    let column = position.column - choiceOrigin.column
    return items.first { $0.column <= column && column < $0.column + $0.width }?.place
  }
}
