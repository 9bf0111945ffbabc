/// The controls of a labeling config as the label view shows them: one line a choice, each with its
/// key.
package struct LabelForm: Equatable, Sendable {
  package var controls: [FormControl]
  /// What stands above and between the controls: headings, and names of data members that are
  /// texts.
  package var texts: [FormText]

  package init(controls: [FormControl], texts: [FormText]) {
    self.controls = controls
    self.texts = texts
    giveKeys()
  }

  /// With exactly one single-choice control a key labels and the next text comes at once.
  package var autoAdvances: Bool { controls.count == 1 && controls[0].isSingle }

  /// Characters that label, so that commands on them move behind `,`.
  package var keys: Set<Character> { Set(controls.flatMap { $0.choices.compactMap(\.key) }) }

  /// The choice that `key` stands for.
  package func place(forKey key: Character) -> ChoicePlace? { places.first { self[$0].key == key } }

  /// All choices in the order of the config.
  package var places: [ChoicePlace] {
    controls.indices.flatMap { control in
      controls[control].choices.indices.map { ChoicePlace(control: control, choice: $0) }
    }
  }

  /// The choices nested in one.
  func descendants(of place: ChoicePlace) -> [ChoicePlace] {
    let choices = controls[place.control].choices
    return choices[(place.choice + 1)...].indices
      .prefix { choices[$0].depth > choices[place.choice].depth }
      .map { ChoicePlace(control: place.control, choice: $0) }
  }

  package subscript(place: ChoicePlace) -> FormChoice {
    controls[place.control].choices[place.choice]
  }

  /// Hotkeys of the config first, each once and in lower case; then 1 to 9 and 0 for choices
  /// without.
  private mutating func giveKeys() {
    let reserved: Set<Character> = [" ", ",", ":"]
    var used: Set<Character> = []
    for place in places {
      let wish = self[place].key.flatMap { $0.lowercased().first }
      let key = wish.flatMap { reserved.contains($0) || used.contains($0) ? nil : $0 }
      controls[place.control].choices[place.choice].key = key
      if let key { used.insert(key) }
    }
    var digits = "1234567890".filter { !used.contains($0) }[...]
    for place in places where self[place].key == nil {
      controls[place.control].choices[place.choice].key = digits.popFirst()
    }
  }
}

/// Where a choice stands: index of its control and its index there.
package struct ChoicePlace: Hashable, Sendable {
  package var control: Int
  package var choice: Int
}

/// A heading, or a text whose content is a member of the task's data.
package enum FormText: Equatable, Sendable {
  case heading(String)
  /// A heading whose words are a member of the task's data.
  case headingData(name: String)
  case data(name: String)
}

/// One `Choices` of the config.
package struct FormControl: Equatable, Sendable {
  package var name: String
  package var isSingle: Bool
  package var isRequired: Bool
  /// What to say when a required control has no answer.
  package var requiredMessage: String
  package var choices: [FormChoice]

  package init(name: String, isSingle: Bool, choices: [FormChoice]) {
    self.name = name
    self.isSingle = isSingle
    self.isRequired = false
    self.requiredMessage = ""
    self.choices = choices
  }
}

/// One `Choice`, nested ones after their parent with a greater depth.
package struct FormChoice: Equatable, Sendable {
  /// What is stored: the alias if there is one.
  package var value: String
  /// What is shown.
  package var title: String
  package var depth: Int
  /// The config's hotkey; after `LabelForm.init` the key that works.
  package var key: Character?
  package var isPreselected: Bool
  /// Words above it and those that follow, a `Header` inside `Choices`.
  package var heading: String?

  package init(_ value: String, title: String? = nil, depth: Int = 0, key: Character? = nil) {
    self.value = value
    self.title = title ?? value
    self.depth = depth
    self.key = key
    self.isPreselected = false
  }
}
