extension LabelingConfig {
  /// Whether a control is asked for beside these answers: what its conditions say about choices holds. What
  /// they say about spans is taken as true.
  package func isAsked(_ control: ConfigControl, beside answers: [Answer]) -> Bool {
    control.conditions.allSatisfy { condition in
      switch condition {
      case .choice(let name, let values): isMade(name, values, answers)
      case .noChoice(let name, let values): !isMade(name, values, answers)
      case .region, .noRegion: true
      }
    }
  }

  /// Whether a `perRegion` control is asked of a span that the control `name` labelled.
  package func isAsked(
    _ control: ConfigControl, of span: TextSpan, in name: String, beside answers: [Answer]
  ) -> Bool {
    let answers = answers + span.answers
    return control.conditions.allSatisfy { condition in
      switch condition {
      case .choice(let name, let values): isMade(name, values, answers)
      case .noChoice(let name, let values): !isMade(name, values, answers)
      case .region(let wanted, let labels):
        (wanted == nil || wanted == name)
          && (labels.isEmpty || span.labels.contains(where: labels.contains))
      case .noRegion: false
      }
    }
  }

  /// Whether answers can only be checked with the task's data at hand.
  package var readsData: Bool {
    controls.contains { control in
      switch control.kind {
      case .labels, .ranker: true
      case .choices(let choices): choices.field != nil
      case .taxonomy(let taxonomy): taxonomy.field != nil
      default: false
      }
    }
  }

  private func isMade(_ name: String?, _ values: [String], _ answers: [Answer]) -> Bool {
    let schema = resultSchema
    return answers.contains { answer in
      guard name == nil || answer.control == name, let control = schema.control(answer.control),
        !control.choices.isEmpty, !answer.value.isEmpty
      else { return false }
      let chosen = control.choices.filter { answer.value.names.contains(control.name(of: $0)) }
      return values.isEmpty
        || chosen.contains { values.contains($0.stored) || values.contains($0.shown) }
    }
  }
}
