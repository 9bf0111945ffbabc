extension LabelingConfig {
  /// What reading and writing results needs of the controls. Those that only the web page answers are left
  /// out: their regions stay as they are.
  package var resultSchema: ResultSchema {
    ResultSchema(
      controls: controls.compactMap { control in
        guard let form = control.kind.form else { return nil }
        var schema = ResultSchema.Control(
          name: control.name, toName: control.storedToName, form: form,
          choices: control.kind.storedChoices)
        schema.isPerRegion = control.isPerRegion
        return schema
      })
  }
}

extension ConfigControl.Kind {
  fileprivate var form: ResultSchema.Form? {
    switch self {
    case .choices(let choices): choices.allowsNested ? .nestedChoices : .choices
    case .taxonomy: .taxonomy
    case .rating: .rating
    case .textArea: .textArea
    case .number: .number
    case .dateTime: .dateTime
    case .pairwise: .pairwise
    case .ranker: .ranker
    case .labels(let labels):
      labels.turnKey == nil
        ? .labels(savesText: labels.savesText) : .paragraphLabels(savesText: labels.savesText)
    case .webPage: nil
    }
  }

  fileprivate var storedChoices: [ResultSchema.Choice] {
    switch self {
    case .choices(let choices): ResultSchema.Choice.all(in: choices.choices, below: [])
    case .taxonomy(let taxonomy): ResultSchema.Choice.all(in: taxonomy.choices, below: [])
    case .labels(let labels): ResultSchema.Choice.all(in: labels.labels, below: [])
    case .rating(let rating):
      (1...rating.max).map { ResultSchema.Choice(stored: String($0), shown: String($0)) }
    case .pairwise: ["left", "right"].map { ResultSchema.Choice(stored: $0, shown: $0) }
    case .textArea, .number, .dateTime, .ranker, .webPage: []
    }
  }
}

extension ResultSchema.Choice {
  /// All of a tree, each before those nested in it.
  fileprivate static func all(
    in choices: [ConfigChoice], below path: [String]
  ) -> [ResultSchema.Choice] {
    choices.flatMap { choice in
      let here = path + [choice.stored]
      return [ResultSchema.Choice(stored: choice.stored, shown: choice.value, path: here)]
        + all(in: choice.children, below: here)
    }
  }
}
