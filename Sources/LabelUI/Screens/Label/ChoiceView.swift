import LabelCore

/// Draws the choices with their keys: `>` before what is suggested, `*` before what is chosen.
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
      case .items(let items):
        for item in items {
          let look = Look(
            isChosen: draft.isChosen(item.place, in: label.form),
            isSuggested: suggested?.isChosen(item.place, in: label.form) ?? false)
          draw(item, look: look, row: row, on: &canvas)
        }
      case .more(let count):
        let key = label.keymap.keys(for: .pick).first?.name ?? ""
        canvas.put(
          "… \(count) more; \(key) finds one", row: row, column: origin.column, style: .dim)
      case .blank: break
      }
    }
  }

  private struct Look {
    var isChosen: Bool
    var isSuggested: Bool
  }

  private func drawHeading(of control: Int, row: Int, width: Int, on canvas: inout Canvas) {
    let control = label.form.controls[control]
    let origin = geometry.choiceOrigin.column
    let words = control.isSingle ? "one label per text" : "any number of labels"
    let start = canvas.putRight(
      words + (control.isRequired ? ", required" : ""), row: row, end: origin + width, style: .dim)
    let limit = start - origin - 1
    canvas.put(
      clipped(control.name, to: limit), row: row, column: origin, limit: limit, style: .heading)
  }

  private func draw(_ item: ChoiceTable.Item, look: Look, row: Int, on canvas: inout Canvas) {
    let choice = label.form[item.place]
    let column = geometry.choiceOrigin.column + item.column
    let role: Role = look.isChosen ? .chosen : (look.isSuggested ? .suggestion : .choice)
    let sign = look.isChosen ? "*" : (look.isSuggested ? ">" : " ")
    canvas.put(sign, row: row, column: column, style: Style(role, bold: true))
    canvas.put(choice.key.map(String.init) ?? " ", row: row, column: column + 2, style: .key)
    let limit = item.width - 4
    canvas.put(
      clipped(choice.title, to: limit), row: row, column: column + 4, limit: limit,
      style: Style(role, bold: look.isChosen))
  }
}
