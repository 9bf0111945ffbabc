package import LabelCore

/// The controls of a labeling config as the label view shows them: one line a choice, each with its
/// key.
package struct LabelForm: Equatable, Sendable {
  package var controls: [FormControl]
  /// What stands above and between the controls: headings, and names of data members that are
  /// texts.
  package var texts: [FormText]
  /// Where in `texts` the objects of the config stand, by their names.
  package var objects: [String: Int] = [:]
  /// When the texts are shown that are not always.
  var textConditions: [Int: [ConfigCondition]] = [:]
  /// How the config stores answers; nil without one.
  var storedAs: ResultSchema?
  /// Controls that are not asked for now.
  package internal(set) var hidden: Set<Int> = []

  package init(controls: [FormControl], texts: [FormText]) {
    self.controls = controls
    self.texts = texts
    giveTints()
    giveKeys()
  }

  /// With exactly one control that takes one choice a key labels and the next text comes at once.
  package var autoAdvances: Bool {
    guard controls.count == 1, controls[0].isSingle else { return false }
    switch controls[0].kind {
    case .choices, .nested, .rating, .pairwise: return true
    default: return false
    }
  }

  /// Whether Tab goes from control to control, since some are worked on only when they have the focus.
  package var hasFocus: Bool {
    controls.contains { control in
      switch control.kind {
      case .rating: controls.count > 1
      case .text, .number, .dateTime, .ranker: true
      case .choices, .nested, .taxonomy, .pairwise, .labels, .webPage: control.isFound
      }
    }
  }

  /// Characters that label, so that commands on them move behind `,`.
  package var keys: Set<Character> {
    Set(controls.flatMap { $0.choices.compactMap(\.key) + [$0.key].compactMap { $0 } })
  }

  /// The choice that `key` stands for.
  package func place(forKey key: Character) -> ChoicePlace? { places.first { self[$0].key == key } }

  /// All choices in the order of the config.
  package var places: [ChoicePlace] {
    controls.indices.flatMap { control in
      controls[control].choices.indices.map { ChoicePlace(control: control, choice: $0) }
    }
  }

  /// Choices that can be named without a screen: not marks beside other controls, labels of spans, items
  /// to rank.
  package var linePlaces: [ChoicePlace] {
    places.filter { place in
      guard !controls[place.control].isPerRegion else { return false }
      switch controls[place.control].kind {
      case .choices, .nested, .pairwise, .taxonomy: return true
      case .rating: return controls.count == 1
      case .text, .number, .dateTime, .ranker, .labels, .webPage: return false
      }
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
  /// without, those in drop-downs last. Marks take no key from others, items to rank and trees none at
  /// all.
  mutating func giveKeys() {
    let reserved: Set<Character> = [" ", ",", ":"]
    var used: Set<Character> = []
    func free(_ wish: Character?) -> Character? {
      let key = wish.flatMap { $0.lowercased().first }
      return key.flatMap { reserved.contains($0) || used.contains($0) ? nil : $0 }
    }
    for place in places {
      let key = takesKeys(place.control) ? free(self[place].key) : nil
      controls[place.control].choices[place.choice].key = key
      if let key { used.insert(key) }
    }
    for index in controls.indices {
      controls[index].key = free(controls[index].key)
      if let key = controls[index].key { used.insert(key) }
    }
    var digits = "1234567890".filter { !used.contains($0) }[...]
    let wanting = places.filter { self[$0].key == nil && takesKeys($0.control) }
    let hidden = wanting.filter { controls[$0.control].isFound }
    for place in wanting.filter({ !hidden.contains($0) }) + hidden {
      controls[place.control].choices[place.choice].key = digits.popFirst()
    }
  }

  /// Labels of spans without a colour of the config get one by their place.
  private mutating func giveTints() {
    let labels = places.filter { controls[$0.control].kind == .labels }
    for (index, place) in labels.enumerated() where self[place].tint == nil {
      controls[place.control].choices[place.choice].tint = Tint.usual(index)
    }
  }

  private func takesKeys(_ control: Int) -> Bool {
    switch controls[control].kind {
    case .choices, .nested, .pairwise, .labels: true
    case .rating: controls.count == 1
    case .taxonomy, .text, .number, .dateTime, .ranker, .webPage: false
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
  /// A member of the task's data that is shown in a form of its own.
  case content(name: String, ConfigText.Kind)

  /// The member of the task's data that is shown as a text.
  package var field: String? {
    switch self {
    case .data(let name), .content(let name, _): name
    case .heading, .headingData: nil
    }
  }
}
