import LabelCore

/// Choosing by choice, whatever the control stores for it.
extension Draft {
  package func isChosen(
    _ place: ChoicePlace, in form: LabelForm, at span: SpanPlace? = nil
  ) -> Bool {
    let control = form.controls[place.control]
    let choice = control.choices[place.choice]
    switch value(of: control, at: span) {
    case .choices(let values): return values.contains(choice.value)
    case .paths(let paths): return paths.contains(choice.path)
    case .rating(let mark): return Double(choice.value) == mark
    case .side(let side): return side == choice.value
    default: return false
    }
  }

  /// Chooses it, or takes it back if it is chosen; a single choice replaces the one before.
  package mutating func toggle(
    _ place: ChoicePlace, in form: LabelForm, at span: SpanPlace? = nil
  ) {
    let control = form.controls[place.control]
    guard isChosen(place, in: form, at: span) else {
      if control.isSingle { return choose(place, in: form, at: span) }
      return add(place, in: form, at: span)
    }
    switch value(of: control, at: span) {
    case .choices(let values):
      set(.choices(values.filter { $0 != form[place].value }), for: control, at: span)
    case .paths(let paths):
      let gone = control.kind == .nested ? family(of: place, in: form) : [form[place].path]
      set(.paths(paths.filter { !gone.contains($0) }), for: control, at: span)
    default: set(nil, for: control, at: span)
    }
  }

  /// Chooses exactly this one, whatever was chosen before.
  package mutating func choose(
    _ place: ChoicePlace, in form: LabelForm, at span: SpanPlace? = nil
  ) {
    let control = form.controls[place.control]
    let choice = form[place]
    let value: AnswerValue? =
      switch control.kind {
      case .choices: .choices([choice.value])
      case .nested, .taxonomy: .paths([choice.path])
      case .rating: Double(choice.value).map(AnswerValue.rating)
      case .pairwise: .side(choice.value)
      default: value(of: control, at: span)
      }
    set(value, for: control, at: span)
  }

  private mutating func add(_ place: ChoicePlace, in form: LabelForm, at span: SpanPlace?) {
    let control = form.controls[place.control]
    switch (control.kind, value(of: control, at: span)) {
    case (.choices, let value):
      var chosen: Set<String> = [form[place].value]
      if case .choices(let values) = value { chosen.formUnion(values) }
      set(
        .choices(control.choices.map(\.value).filter(chosen.contains)), for: control, at: span)
    case (.nested, let value):
      var chosen = Set([form[place].path] + form.descendants(of: place).map { form[$0].path })
      if case .paths(let paths) = value { chosen.formUnion(paths) }
      chosen.formUnion(parents(of: chosen, in: control))
      set(.paths(control.choices.map(\.path).filter(chosen.contains)), for: control, at: span)
    case (_, .paths(let paths)): set(.paths(paths + [form[place].path]), for: control, at: span)
    default: choose(place, in: form, at: span)
    }
  }

  /// The choices that are chosen since all nested in them are, as the web page's check boxes.
  private func parents(of chosen: Set<[String]>, in control: FormControl) -> Set<[String]> {
    var all = chosen
    for index in control.choices.indices.reversed() where control.hasChildren(index) {
      let depth = control.choices[index].depth
      let below = control.choices[(index + 1)...].prefix { $0.depth > depth }
      let children = below.filter { $0.depth == depth + 1 }
      if children.allSatisfy({ all.contains($0.path) }) { all.insert(control.choices[index].path) }
    }
    return all
  }

  /// A choice, those nested in it, and those it is nested in.
  private func family(of place: ChoicePlace, in form: LabelForm) -> Set<[String]> {
    let path = form[place].path
    let above = path.indices.map { Array(path[...$0]) }
    return Set(above + form.descendants(of: place).map { form[$0].path })
  }
}
