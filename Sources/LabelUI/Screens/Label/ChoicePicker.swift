/// Finding one of many labels by typing part of its name.
package struct ChoicePicker: Equatable, Sendable {
  package var editor = LineEditor()
  /// Index among the matches.
  package var selected = 0
  /// Only choices of this control; nil for those of all.
  package var control: Int?

  /// Choices whose title contains what was typed, those that begin with it first.
  package func matches(in form: LabelForm) -> [ChoicePlace] {
    let wanted = editor.text.trimmed.lowercased()
    let places = form.places.filter { canPick($0, in: form) }
    guard !wanted.isEmpty else { return places }
    let hits = places.filter { form[$0].title.lowercased().contains(wanted) }
    return hits.filter { form[$0].title.lowercased().hasPrefix(wanted) }
      + hits.filter { !form[$0].title.lowercased().hasPrefix(wanted) }
  }

  /// Which match is drawn first, so that the selected one is among the `height` that are.
  func firstShown(height: Int) -> Int { max(0, selected - height + 1) }

  private func canPick(_ place: ChoicePlace, in form: LabelForm) -> Bool {
    guard control == nil || control == place.control, !form.hidden.contains(place.control) else {
      return false
    }
    switch form.controls[place.control].kind {
    case .choices, .nested, .pairwise, .labels: return true
    case .taxonomy(let leavesOnly, _):
      return !leavesOnly || !form.controls[place.control].hasChildren(place.choice)
    case .rating, .text, .number, .dateTime, .ranker, .webPage: return false
    }
  }
}

extension LabelState {
  /// The list of one control's choices, at the one that is chosen.
  func picker(for control: Int) -> ChoicePicker {
    var picker = ChoicePicker(control: control)
    let draft = draft
    picker.selected =
      picker.matches(in: form)
      .firstIndex { draft.isChosen($0, in: form, at: marking?.selected) } ?? 0
    return picker
  }
}
