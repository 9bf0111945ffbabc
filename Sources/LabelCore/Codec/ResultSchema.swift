/// What reading and writing a `result` needs to know of the labeling config.
package struct ResultSchema: Equatable, Sendable {
  /// One Choices control.
  package struct Control: Equatable, Sendable {
    package var name: String
    package var toName: String
    /// Its choices in the order of the config.
    package var choices: [Choice]

    package init(name: String, toName: String, choices: [Choice]) {
      self.name = name
      self.toName = toName
      self.choices = choices
    }
  }

  /// A choice: what is stored (its alias, if it has one) and what is shown.
  package struct Choice: Equatable, Sendable {
    package var stored: String
    package var shown: String

    package init(stored: String, shown: String) {
      self.stored = stored
      self.shown = shown
    }
  }

  package var controls: [Control]

  package init(controls: [Control]) {
    self.controls = controls
  }

  /// The control named `name`, if the config has it.
  package func control(_ name: String) -> Control? {
    controls.first { $0.name == name }
  }
}

extension ResultSchema.Control {
  /// `values` in the order of the config, each once; those it does not know come last, as given.
  func ordered(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    let given = values.filter { seen.insert($0).inserted }
    let known = choices.map(\.stored).filter(seen.contains)
    let names = Set(known)
    return known + given.filter { !names.contains($0) }
  }
}
