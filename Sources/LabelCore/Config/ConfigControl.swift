/// A control: one question, answered by one region of a result, or by one a span.
package struct ConfigControl: Hashable, Sendable {
  /// `from_name` of its regions.
  package var name: String
  /// `toName` as written; several names are joined by commas.
  package var toName: String
  package var kind: Kind
  package var isRequired: Bool
  /// What to say when a required control has no answer.
  package var requiredMessage: String
  package var hint: String?
  package var hotkey: String?
  /// Whether it is asked of each labelled span instead of the whole task.
  package var isPerRegion: Bool
  /// It is asked only while all of these hold.
  package var conditions: [ConfigCondition]
  /// The member of the task's data that holds the text or list it is about, if it is about one.
  package var objectField: String?
  package var element: ConfigElement

  /// What is asked for, with what only this kind has.
  package enum Kind: Hashable, Sendable {
    case choices(ConfigChoices)
    case taxonomy(ConfigTaxonomy)
    case rating(ConfigRating)
    case textArea(ConfigTextArea)
    case number(ConfigNumber)
    case dateTime(ConfigDateTime)
    /// Which of the two texts of `toName` is better.
    case pairwise
    /// The order of a `List`'s items.
    case ranker
    case labels(ConfigLabels)
    /// Only the web page can answer it: its answers are kept as they are.
    case webPage(type: String)

    /// `type` of the control's regions.
    package var type: String {
      switch self {
      case .choices: "choices"
      case .taxonomy: "taxonomy"
      case .rating: "rating"
      case .textArea: "textarea"
      case .number: "number"
      case .dateTime: "datetime"
      case .pairwise: "pairwise"
      case .ranker: "ranker"
      case .labels(let labels): labels.turnKey == nil ? "labels" : "paragraphlabels"
      case .webPage(let type): type
      }
    }
  }

  /// The choices of a `Choices`, nil for every other kind.
  package var choices: ConfigChoices? {
    if case .choices(let choices) = kind { choices } else { nil }
  }

  /// `to_name` of its regions: the recorded pages store a Pairwise under its own name.
  package var storedToName: String { kind == .pairwise ? name : toName }
}

/// A `Choices`.
package struct ConfigChoices: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    case single
    case singleRadio = "single-radio"
    case multiple

    package var isSingle: Bool { self != .multiple }
  }

  /// Attribute `layout`; without it `showInline` decides: one choice a line, in rows, or a drop-down.
  package enum Layout: String, Hashable, Sendable {
    case vertical, inline, select
  }

  package var mode: Mode
  /// Nil where the config leaves it open; the page then takes `vertical`.
  package var layout: Layout?
  /// `allowNested`: a nested choice is stored as the path to it, and a parent with its children.
  package var allowsNested = false
  /// The member of the task's data that holds further choices, from `value="$name"`.
  package var field: String?
  /// The outermost choices in document order.
  package var choices: [ConfigChoice]

  /// All choices, nested ones after the one they stand in, with their depth from 0.
  package var flattened: [(choice: ConfigChoice, depth: Int)] { choices.flattened }
}

extension Array where Element == ConfigChoice {
  /// All choices, nested ones after the one they stand in, with their depth from 0.
  package var flattened: [(choice: ConfigChoice, depth: Int)] {
    func walk(_ choices: [ConfigChoice], _ depth: Int) -> [(choice: ConfigChoice, depth: Int)] {
      choices.flatMap { [($0, depth)] + walk($0.children, depth + 1) }
    }
    return walk(self, 0)
  }
}

/// A `Choice`.
package struct ConfigChoice: Hashable, Sendable {
  /// What is shown.
  package var value: String
  package var alias: String?
  /// Key asked for by the config; without one the keys 1, 2, 3 … over all groups stand for it.
  package var hotkey: String?
  package var isSelected: Bool
  package var background: String?
  package var hint: String?
  /// How often a `Label` can be given in one task; nil for any number.
  package var maxUsages: Int?
  /// The `Header` that stands directly before it inside `Choices`, if any.
  package var heading: String?
  package var children: [ConfigChoice]
  package var element: ConfigElement

  /// What is stored: the alias if there is one.
  package var stored: String { alias ?? value }
}

/// A `Taxonomy`: a tree of choices, found by typing.
package struct ConfigTaxonomy: Hashable, Sendable {
  package var choices: [ConfigChoice]
  /// The member of the task's data that holds the tree, from `value="$name"`.
  package var field: String?
  /// Only choices without children can be taken.
  package var leafsOnly: Bool
  /// How many can be taken; nil for any number.
  package var maxUsages: Int?
  /// What stands between the steps of a path where one is shown.
  package var pathSeparator: String
  package var placeholder: String?
}

/// A `Rating`.
package struct ConfigRating: Hashable, Sendable {
  /// The highest mark; 1 is the lowest.
  package var max: Int
  /// Given from the start; 0 is none.
  package var preset: Int
}

/// A `TextArea`: texts written by the annotator.
package struct ConfigTextArea: Hashable, Sendable {
  /// How many texts can be given; nil for any number.
  package var maxSubmissions: Int?
  /// Above 1 a text may have several lines.
  package var rows: Int
  package var placeholder: String?
  /// The text it begins with.
  package var value: ConfigValue?
  /// Whether a text that is there already is not taken again.
  package var skipsDuplicates: Bool
}

/// A `Number`.
package struct ConfigNumber: Hashable, Sendable {
  package var min: Double?
  package var max: Double?
  /// How much one step up or down is.
  package var step: Double
  package var preset: Double?
}

extension ConfigNumber {
  /// Any number.
  package init(step: Double) { self.init(min: nil, max: nil, step: step, preset: nil) }
}

/// A `DateTime`.
package struct ConfigDateTime: Hashable, Sendable {
  /// What is asked for. Stored as ISO 8601, whatever the page shows.
  package enum Part: String, CaseIterable, Hashable, Sendable {
    case date, time, month, year
  }

  /// Attribute `only`: `date` and `time` without it.
  package var parts: Set<Part>
  /// ISO texts, or years.
  package var min: String?
  package var max: String?
}

extension ConfigDateTime {
  /// At any time.
  package init(parts: Set<Part>) { self.init(parts: parts, min: nil, max: nil) }
}

/// A `Labels` over a `Text`, or a `ParagraphLabels` over a `Paragraphs`: spans of it are given labels.
package struct ConfigLabels: Hashable, Sendable {
  /// Whether a span takes several labels.
  package var isMultiple: Bool
  package var labels: [ConfigChoice]
  /// Whether the span's text is stored with it.
  package var savesText: Bool
  /// The member of a turn that holds what is said, where spans are of a dialogue.
  package var turnKey: String?
}
