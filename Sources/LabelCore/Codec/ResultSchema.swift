/// What reading and writing a `result` needs to know of the labeling config.
package struct ResultSchema: Equatable, Sendable {
  /// One control.
  package struct Control: Equatable, Sendable {
    package var name: String
    package var toName: String
    package var form: Form
    /// Its choices in the order of the config; none where there is nothing to choose.
    package var choices: [Choice]
    /// Whether its answers belong to spans.
    package var isPerRegion = false

    package init(name: String, toName: String, form: Form = .choices, choices: [Choice] = []) {
      self.name = name
      self.toName = toName
      self.form = form
      self.choices = choices
    }
  }

  /// A choice: what is stored (its alias, if it has one) and what is shown.
  package struct Choice: Equatable, Sendable {
    package var stored: String
    package var shown: String
    /// What is stored where nested choices are: the way to it, itself last.
    package var path: [String]

    package init(stored: String, shown: String, path: [String]? = nil) {
      self.stored = stored
      self.shown = shown
      self.path = path ?? [stored]
    }
  }

  /// The form of a control's regions.
  package enum Form: Equatable, Sendable {
    case choices, nestedChoices, taxonomy, rating, textArea, number, dateTime, pairwise, ranker
    case labels(savesText: Bool)
    /// Labels of spans of a dialogue.
    case paragraphLabels(savesText: Bool)

    /// The region's `type`.
    package var type: String {
      switch self {
      case .choices, .nestedChoices: "choices"
      case .taxonomy: "taxonomy"
      case .rating: "rating"
      case .textArea: "textarea"
      case .number: "number"
      case .dateTime: "datetime"
      case .pairwise: "pairwise"
      case .ranker: "ranker"
      case .labels: "labels"
      case .paragraphLabels: "paragraphlabels"
      }
    }

    /// Whether regions of spans hold their text.
    var savesText: Bool {
      self == .labels(savesText: true) || self == .paragraphLabels(savesText: true)
    }

    /// The form of regions of a type, where no config says more; nil for those Tagline does not know.
    init?(type: String) {
      switch type {
      case "choices": self = .choices
      case "taxonomy": self = .taxonomy
      case "rating": self = .rating
      case "textarea": self = .textArea
      case "number": self = .number
      case "datetime": self = .dateTime
      case "pairwise": self = .pairwise
      case "ranker": self = .ranker
      case "labels": self = .labels(savesText: true)
      case "paragraphlabels": self = .paragraphLabels(savesText: true)
      default: return nil
      }
    }
  }

  /// Whose form new regions have.
  package enum Dialect: Equatable, Sendable {
    /// Label Studio 0.x.
    case completions
    /// Label Studio 1.x: `origin` ends each region.
    case annotations
  }

  package var controls: [Control]
  package var dialect = Dialect.completions

  package init(controls: [Control]) {
    self.controls = controls
  }

  /// The control named `name`, if the config has it.
  package func control(_ name: String) -> Control? {
    controls.first { $0.name == name }
  }
}

extension ResultSchema {
  /// With what controls refer to, and whether choices are nested, as stored regions show it.
  package func fitted(to regions: [JSON]) -> ResultSchema {
    var schema = self
    for case let region in regions.compactMap(Region.init) {
      guard let index = controls.firstIndex(where: { $0.name == region.control }) else { continue }
      if let object = region.json["to_name"]?.stringValue { schema.controls[index].toName = object }
      if region.type == "choices", region.holdsPaths("choices") {
        schema.controls[index].form = .nestedChoices
      }
    }
    return schema
  }
}

extension ResultSchema.Control {
  /// The name under which a choice of the control is counted and found, as in `AnswerValue.names`.
  package func name(of choice: ResultSchema.Choice) -> String {
    switch form {
    case .nestedChoices, .taxonomy: choice.path.joined(separator: " > ")
    default: choice.stored
    }
  }

  /// `values` in the order of the config, each once; those it does not know come last, as given.
  func ordered(_ values: [String]) -> [String] {
    ordered(values, known: choices.map(\.stored))
  }

  /// The value with what has an order in the config in that order, each once.
  func ordered(_ value: AnswerValue) -> AnswerValue {
    switch value {
    case .choices(let values): .choices(ordered(values))
    case .paths(let paths) where form == .nestedChoices:
      .paths(ordered(paths, known: choices.map(\.path)))
    case .paths(let paths): .paths(ordered(paths, known: []))
    default: value
    }
  }

  private func ordered<Value: Hashable>(_ values: [Value], known: [Value]) -> [Value] {
    var seen: Set<Value> = []
    let given = values.filter { seen.insert($0).inserted }
    let first = known.filter(seen.contains)
    let names = Set(first)
    return first + given.filter { !names.contains($0) }
  }
}
