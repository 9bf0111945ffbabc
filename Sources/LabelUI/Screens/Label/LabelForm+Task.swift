package import LabelCore

/// What of a form depends on the task: choices in its data, items to rank, and what is hidden.
extension LabelForm {
  /// Whether the form is the same for every task and every answer.
  var isFixed: Bool {
    textConditions.isEmpty
      && controls.allSatisfy { control in
        control.field == nil && control.conditions.isEmpty && !control.isPerRegion
          && control.kind != .ranker && control.kind != .pairwise
      }
  }

  /// With the choices that a task brings along.
  package func filled(from data: JSON) -> LabelForm {
    var form = self
    for index in controls.indices {
      let control = controls[index]
      switch control.kind {
      case .choices, .nested, .taxonomy:
        guard let field = control.field else { continue }
        form.controls[index].choices += FormChoice.dynamic(data[field], below: [])
      case .ranker: form.controls[index].choices = items(of: control, in: data)
      case .pairwise: form.nameSides(of: index)
      case .text(var text):
        guard let field = control.field else { continue }
        text.preset = data[field]?.readable
        form.controls[index].kind = .text(text)
      default: continue
      }
    }
    form.giveKeys()
    return form
  }

  /// The items of the List that a Ranker is about.
  private func items(of control: FormControl, in data: JSON) -> [FormChoice] {
    guard let place = control.targets.first.flatMap({ objects[$0] }),
      let field = texts[place].field
    else { return [] }
    return (data[field]?.arrayValue ?? []).compactMap { item in
      guard let id = item["id"].map(\.readable) ?? item.stringValue else { return nil }
      return FormChoice(id, title: item["title"]?.readable ?? id)
    }
  }

  /// The two texts of a Pairwise under the names that the config gives them.
  private mutating func nameSides(of index: Int) {
    let names = controls[index].targets
    for (side, name) in zip(controls[index].choices.indices, names) {
      let value = controls[index].choices[side].value
      controls[index].choices[side].title = name == value ? value : "\(value): \(name)"
    }
  }
}

extension FormChoice {
  /// Choices in a task's data: objects as the web page wants them, or bare words.
  fileprivate static func dynamic(_ value: JSON?, below parents: [String]) -> [FormChoice] {
    (value?.arrayValue ?? []).flatMap { item -> [FormChoice] in
      guard let words = item["value"]?.readable ?? item.stringValue, !words.isEmpty else {
        return []
      }
      var choice = FormChoice(
        item["alias"]?.stringValue ?? words, title: words, depth: parents.count,
        key: key(item["hotkey"]?.stringValue))
      choice.path = parents + [choice.value]
      choice.hint = item["hint"]?.stringValue
      choice.isPreselected = item["selected"]?.boolValue ?? false
      return [choice] + dynamic(item["children"], below: choice.path)
    }
  }
}

// MARK: - What is asked for now

extension LabelForm {
  /// Whether a control is asked for: its conditions hold, and a span is selected if it is about spans.
  func isAsked(_ control: Int, _ draft: Draft, at span: SpanPlace?) -> Bool {
    if controls[control].isPerRegion, span == nil { return false }
    return holds(controls[control].conditions, draft, at: span)
  }

  func holds(_ conditions: [ConfigCondition], _ draft: Draft, at span: SpanPlace?) -> Bool {
    conditions.allSatisfy { condition in
      switch condition {
      case .choice(let name, let values): isMade(name, values, draft, at: span)
      case .noChoice(let name, let values): !isMade(name, values, draft, at: span)
      case .region(let name, let labels): isSelected(name, labels, draft, at: span)
      case .noRegion: span == nil
      }
    }
  }

  /// Whether a control, or any, has one of the values, or any. One that is itself hidden has none.
  private func isMade(
    _ name: String?, _ values: [String], _ draft: Draft, at span: SpanPlace?
  ) -> Bool {
    controls.indices.contains { index in
      let control = controls[index]
      guard name == nil || control.name == name, control.kind.isChosen,
        !hidden.contains(index) || control.isPerRegion
      else { return false }
      let chosen = control.choices.indices.filter { choice in
        draft.isChosen(ChoicePlace(control: index, choice: choice), in: self, at: span)
      }
      guard !values.isEmpty else { return !chosen.isEmpty }
      return chosen.contains {
        values.contains(control.choices[$0].value) || values.contains(control.choices[$0].title)
      }
    }
  }

  private func isSelected(
    _ name: String?, _ labels: [String], _ draft: Draft, at span: SpanPlace?
  ) -> Bool {
    guard let span, let selected = draft.span(at: span) else { return false }
    guard name == nil || controls[span.control].name == name else { return false }
    return labels.isEmpty || selected.labels.contains(where: labels.contains)
  }
}
