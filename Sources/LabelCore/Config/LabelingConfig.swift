/// A Label Studio labeling config: what is shown of a task and what is decided about it.
package struct LabelingConfig: Hashable, Sendable {
  /// The XML it was read from, byte for byte.
  package var xml: [UInt8]
  /// Headings, texts and controls in document order.
  package var items: [Item]
  /// Tags that mean nothing to Label Studio either; they are passed over.
  package var ignoredTags: [ConfigElement]

  package enum Item: Hashable, Sendable {
    case header(ConfigHeader)
    case text(ConfigText)
    case control(ConfigControl)
  }

  package var headers: [ConfigHeader] {
    items.compactMap { if case .header(let header) = $0 { header } else { nil } }
  }
  package var texts: [ConfigText] {
    items.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
  package var controls: [ConfigControl] {
    items.compactMap { if case .control(let control) = $0 { control } else { nil } }
  }

  package func control(named name: String) -> ConfigControl? { controls.first { $0.name == name } }

  /// Names of the members that a task's data must have, each once, in document order.
  package var fields: [String] {
    var seen: Set<String> = []
    return items.compactMap { item in
      switch item {
      case .header(let header): header.value.field
      case .text(let text): text.value.field
      case .control: nil
      }
    }.filter { seen.insert($0).inserted }
  }

  /// The first `$name`: the member that holds the object's address when blob urls are used.
  package var dataKey: String? { fields.first }

  /// Whether one key decides a task: the config has exactly one control, and it takes one choice.
  package var autoAdvances: Bool {
    guard controls.count == 1, case .choices(let choices) = controls[0].kind else { return false }
    return choices.mode.isSingle
  }
}

/// A `value` attribute: fixed words, or `$name` for a member of the task's data.
package enum ConfigValue: Hashable, Sendable {
  case fixed(String)
  case field(String)

  package init(_ attribute: String) {
    let isField = attribute.hasPrefix("$") && attribute.utf8.count > 1
    self = isField ? .field(String(attribute.dropFirst())) : .fixed(attribute)
  }

  package var field: String? {
    if case .field(let name) = self { name } else { nil }
  }
}

/// A `Header`: words above or between texts and controls.
package struct ConfigHeader: Hashable, Sendable {
  package var value: ConfigValue
  package var element: ConfigElement
}

/// A `Text`: the object that is labelled.
package struct ConfigText: Hashable, Sendable {
  package var name: String
  package var value: ConfigValue
  package var element: ConfigElement
}

/// A control: one question, answered by one region of a result.
package struct ConfigControl: Hashable, Sendable {
  /// `from_name` of its regions.
  package var name: String
  /// `to_name` of its regions; several names are joined by commas, as written.
  package var toName: String
  package var kind: Kind
  package var isRequired: Bool
  /// What to say when a required control has no answer.
  package var requiredMessage: String
  package var hint: String?
  package var element: ConfigElement

  /// What is asked for, with what only this kind has.
  package enum Kind: Hashable, Sendable {
    case choices(ConfigChoices)

    /// `type` of the control's regions, and the name of the value's member.
    package var type: String {
      switch self {
      case .choices: "choices"
      }
    }
  }

  /// The choices of a `Choices`, nil for every other kind.
  package var choices: ConfigChoices? {
    switch kind {
    case .choices(let choices): choices
    }
  }
}

/// A `Choices`.
package struct ConfigChoices: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    case single
    case singleRadio = "single-radio"
    case multiple

    package var isSingle: Bool { self != .multiple }
  }

  package var mode: Mode
  package var showsInline: Bool
  /// The outermost choices in document order.
  package var choices: [ConfigChoice]

  /// All choices, nested ones after the one they stand in, with their depth from 0.
  package var flattened: [(choice: ConfigChoice, depth: Int)] {
    func walk(_ choices: [ConfigChoice], _ depth: Int) -> [(choice: ConfigChoice, depth: Int)] {
      choices.flatMap { [($0, depth)] + walk($0.children, depth + 1) }
    }
    return walk(choices, 0)
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
  /// The `Header` that stands directly before it inside `Choices`, if any.
  package var heading: String?
  package var children: [ConfigChoice]
  package var element: ConfigElement

  /// What is stored: the alias if there is one.
  package var stored: String { alias ?? value }
}
