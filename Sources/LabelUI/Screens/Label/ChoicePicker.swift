/// Finding one of many labels by typing part of its name.
package struct ChoicePicker: Equatable, Sendable {
  package var editor = LineEditor()
  /// Index among the matches.
  package var selected = 0

  /// Choices whose title contains what was typed, those that begin with it first.
  package func matches(in form: LabelForm) -> [ChoicePlace] {
    let wanted = editor.text.trimmed.lowercased()
    guard !wanted.isEmpty else { return form.places }
    let hits = form.places.filter { form[$0].title.lowercased().contains(wanted) }
    return hits.filter { form[$0].title.lowercased().hasPrefix(wanted) }
      + hits.filter { !form[$0].title.lowercased().hasPrefix(wanted) }
  }
}
