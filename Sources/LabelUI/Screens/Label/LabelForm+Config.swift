package import LabelCore

extension LabelForm {
  /// The form of a labeling config: its texts, and its controls in document order.
  package init(_ config: LabelingConfig) {
    var texts: [FormText] = []
    var controls: [FormControl] = []
    for item in config.items {
      switch item {
      case .header(let header): texts.append(FormText(header.value, isHeading: true))
      case .text(let text): texts.append(FormText(text.value, isHeading: false))
      case .control(let control): controls.append(FormControl(control))
      }
    }
    self.init(controls: controls, texts: texts)
  }
}

extension FormText {
  fileprivate init(_ value: ConfigValue, isHeading: Bool) {
    switch value {
    case .fixed(let words): self = .heading(words)
    case .field(let name): self = isHeading ? .headingData(name: name) : .data(name: name)
    }
  }
}

extension FormControl {
  fileprivate init(_ control: ConfigControl) {
    switch control.kind {
    case .choices(let choices):
      self.init(
        name: control.name, isSingle: choices.mode.isSingle,
        choices: choices.flattened.map { FormChoice($0.choice, depth: $0.depth) })
    }
    isRequired = control.isRequired
    requiredMessage = control.requiredMessage
  }
}

extension FormChoice {
  /// A hotkey of several keys (`ctrl+a`) cannot be typed in every terminal: the choice gets a digit
  /// instead.
  fileprivate init(_ choice: ConfigChoice, depth: Int) {
    let wish = choice.hotkey ?? ""
    self.init(
      choice.stored, title: choice.value, depth: depth, key: wish.count == 1 ? wish.first : nil)
    isPreselected = choice.isSelected
    heading = choice.heading
  }
}
