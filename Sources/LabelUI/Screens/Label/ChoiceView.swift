import LabelCore

/// Draws the choices with their keys: `>` before what is suggested, `*` before what is chosen, `-` before
/// what a chosen one is nested in.
struct ChoiceView {
  let label: LabelState
  let geometry: LabelGeometry

  func draw(on canvas: inout Canvas) {
    let origin = geometry.choiceOrigin
    let width = geometry.isWide ? 33 : geometry.size.columns - 2
    let draft = label.draft
    let suggested = label.suggestion.map { Draft(decision: $0, form: label.form) }
    for (offset, line) in geometry.choices.lines.enumerated() {
      let row = origin.row + offset
      switch line {
      case .heading(let control): drawHeading(of: control, row: row, width: width, on: &canvas)
      case .subheading(let words):
        canvas.put(
          clipped(words, to: width), row: row, column: origin.column, limit: width, style: .dim)
      case .items(let items):
        for item in items {
          let look = Look(
            isChosen: isChosen(item.place, draft),
            isSuggested: suggested?.isChosen(item.place, in: label.form) ?? false,
            holdsChosen: label.form.descendants(of: item.place)
              .contains { isChosen($0, draft) })
          draw(item, look: look, row: row, on: &canvas)
        }
      case .more(let hidden): drawMore(hidden, row: row, width: width, on: &canvas)
      case .field(let control):
        FieldLine(label: label, control: control, width: width)
          .draw(on: &canvas, at: Position(row: row, column: origin.column))
      case .ranked(let control, let rank):
        RankLine(label: label, control: control, width: width)
          .draw(rank, on: &canvas, at: Position(row: row, column: origin.column))
      case .spans(let control):
        SpanList(
          label: label, control: control, width: width,
          height: geometry.isWide ? SpanList.panelHeight : 1
        )
        .draw(on: &canvas, at: Position(row: row, column: origin.column))
      case .blank: break
      }
    }
  }

  private func drawMore(
    _ hidden: ChoiceTable.Hidden, row: Int, width: Int, on canvas: inout Canvas
  ) {
    let lines = "\(hidden.lines) \(hidden.lines == 1 ? "line" : "lines")"
    let words: String
    if !hidden.isReached {
      let key = label.keymap.keys(for: .pick).first?.name ?? ""
      words = "… \(hidden.choices) more; \(key) finds one"
    } else if hidden.isAbove {
      words = "… \(lines) above; S-Tab goes back"
    } else {
      words = "… \(lines) more; Tab goes on"
    }
    canvas.put(
      clipped(words, to: width), row: row, column: geometry.choiceOrigin.column, limit: width,
      style: .dim)
  }

  /// Whether it is chosen; a label, whether the selected span has it.
  private func isChosen(_ place: ChoicePlace, _ draft: Draft) -> Bool {
    guard label.form.controls[place.control].kind == .labels else {
      return draft.isChosen(place, in: label.form, at: label.marking?.selected)
    }
    guard let selected = label.marking?.selected, selected.control == place.control else {
      return false
    }
    return draft.span(at: selected)?.labels.contains(label.form[place].value) ?? false
  }

  private struct Look {
    var isChosen: Bool
    var isSuggested: Bool
    var holdsChosen: Bool

    var role: Role { isChosen || holdsChosen ? .chosen : (isSuggested ? .suggestion : .choice) }
    var sign: String { isChosen ? "*" : (holdsChosen ? "-" : (isSuggested ? ">" : " ")) }
  }

  private func drawHeading(of index: Int, row: Int, width: Int, on canvas: inout Canvas) {
    let control = label.form.controls[index]
    let hasFocus = label.focused != nil && label.focus == index
    let origin = geometry.choiceOrigin.column
    let room = width - CellText.width(of: control.name) - 1
    let words = Self.rules(of: control, isWaiting: label.form.hidden.contains(index))
    let start = canvas.putRight(
      words.first { CellText.width(of: $0) <= room } ?? words.last ?? "", row: row,
      end: origin + width, style: .dim)
    let limit = start - origin - 1
    canvas.put(
      clipped(control.name, to: limit), row: row, column: origin, limit: limit,
      style: hasFocus ? .cursor : .heading)
  }

  /// How many labels it takes, the longest words first.
  private static func rules(of control: FormControl, isWaiting: Bool) -> [String] {
    let about = control.isPerRegion ? "span" : "text"
    let words: [String]
    switch control.kind {
    case _ where isWaiting: words = ["asked of a span: Tab selects one", "asked of a span", "span"]
    case .ranker: words = ["the best first"]
    case .labels:
      words =
        control.isSingle
        ? ["labels for parts of the text", "labels for parts", "parts"]
        : ["labels for parts, any number each", "labels for parts", "parts"]
    case .pairwise: words = ["the better one"]
    default:
      words =
        control.isSingle
        ? ["one label per \(about)", "one per \(about)", "one"]
        : ["any number of labels", "any number", "any"]
    }
    return words.map { $0 + (control.isRequired ? ", required" : "") }
  }

  private func draw(_ item: ChoiceTable.Item, look: Look, row: Int, on canvas: inout Canvas) {
    let choice = label.form[item.place]
    let column = geometry.choiceOrigin.column + item.column
    canvas.put(look.sign, row: row, column: column, style: Style(look.role, bold: true))
    canvas.put(
      choice.key.map(String.init) ?? " ", row: row, column: column + 2,
      style: .key.tinted(choice.tint))
    let limit = item.width - 4
    canvas.put(
      clipped(choice.title, to: limit), row: row, column: column + 4, limit: limit,
      style: Style(look.role, bold: look.isChosen))
  }
}
