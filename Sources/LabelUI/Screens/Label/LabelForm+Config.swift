package import LabelCore

extension LabelForm {
  /// The form of a labeling config: its texts, and its controls in document order.
  package init(_ config: LabelingConfig) {
    var texts: [FormText] = []
    var controls: [FormControl] = []
    var objects: [String: Int] = [:]
    var conditions: [Int: [ConfigCondition]] = [:]
    for item in config.items {
      switch item {
      case .header(let header) where header.value == .fixed(""): continue
      case .header(let header):
        conditions[texts.count] = header.conditions
        texts.append(FormText(header))
      case .text(let text):
        conditions[texts.count] = text.conditions
        objects[text.name] = texts.count
        texts.append(FormText(text))
      case .control(let control): controls.append(FormControl(control))
      }
    }
    self.init(controls: controls, texts: texts)
    self.objects = objects
    textConditions = conditions.filter { !$0.value.isEmpty }
    storedAs = config.resultSchema
  }
}

extension FormText {
  fileprivate init(_ header: ConfigHeader) {
    switch header.value {
    case .fixed(let words): self = .heading(words)
    case .field(let name): self = .headingData(name: name)
    }
  }

  fileprivate init(_ text: ConfigText) {
    switch text.value {
    case .fixed(let words): self = .heading(words)
    case .field(let name):
      self = text.kind == .plain ? .data(name: name) : .content(name: name, text.kind)
    }
  }
}

extension FormControl {
  fileprivate init(_ control: ConfigControl) {
    let choices = FormChoice.choices(of: control.kind)
    self.init(name: control.name, isSingle: control.isSingle, choices: choices)
    kind = FormKind(control.kind)
    isRequired = control.isRequired
    requiredMessage = control.requiredMessage
    isPerRegion = control.isPerRegion
    conditions = control.conditions
    key = FormChoice.key(control.hotkey)
    targets = control.toName.split(separator: ",").map { String($0).trimmed }
    switch control.kind {
    case .choices(let choices):
      field = choices.field
      layout = choices.layout
    case .taxonomy(let taxonomy): field = taxonomy.field
    case .textArea(let area): field = area.value?.field
    default: break
    }
  }
}

extension ConfigControl {
  fileprivate var isSingle: Bool {
    switch kind {
    case .choices(let choices): choices.mode.isSingle
    case .labels(let labels): !labels.isMultiple
    case .taxonomy(let taxonomy): taxonomy.maxUsages == 1
    default: true
    }
  }
}

extension FormKind {
  fileprivate init(_ kind: ConfigControl.Kind) {
    switch kind {
    case .choices(let choices): self = choices.allowsNested ? .nested : .choices
    case .taxonomy(let taxonomy):
      self = .taxonomy(leavesOnly: taxonomy.leafsOnly, limit: taxonomy.maxUsages)
    case .rating: self = .rating
    case .textArea(let area):
      var preset: String?
      if case .fixed(let words) = area.value { preset = words }
      self = .text(
        TextField(
          limit: area.maxSubmissions, takesLines: area.rows > 1,
          placeholder: area.placeholder ?? "", preset: preset,
          skipsDuplicates: area.skipsDuplicates))
    case .number(let number): self = .number(number)
    case .dateTime(let dateTime): self = .dateTime(dateTime)
    case .pairwise: self = .pairwise
    case .ranker: self = .ranker
    case .labels: self = .labels
    case .webPage: self = .webPage
    }
  }
}

extension FormChoice {
  fileprivate static func choices(of kind: ConfigControl.Kind) -> [FormChoice] {
    switch kind {
    case .choices(let choices): tree(choices.choices)
    case .taxonomy(let taxonomy): tree(taxonomy.choices)
    case .labels(let labels): tree(labels.labels)
    case .rating(let rating):
      (1...rating.max).map { mark in
        // The first nine have the digit that is their own.
        var choice = FormChoice(String(mark), key: mark < 10 ? Character(String(mark)) : nil)
        choice.isPreselected = mark == rating.preset
        return choice
      }
    case .pairwise: ["left", "right"].map { FormChoice($0) }
    case .textArea, .number, .dateTime, .ranker, .webPage: []
    }
  }

  /// Each before those nested in it.
  private static func tree(
    _ choices: [ConfigChoice], below path: [String] = []
  ) -> [FormChoice] {
    choices.flatMap { choice in
      let one = FormChoice(choice, below: path)
      return [one] + tree(choice.children, below: one.path)
    }
  }

  private init(_ choice: ConfigChoice, below parents: [String]) {
    self.init(
      choice.stored, title: choice.value, depth: parents.count, key: Self.key(choice.hotkey))
    isPreselected = choice.isSelected
    heading = choice.heading
    hint = choice.hint
    limit = choice.maxUsages
    tint = choice.background.flatMap(Tint.init(css:))
    path = parents + [choice.stored]
  }

  /// A hotkey of several keys (`ctrl+a`) cannot be typed in every terminal: the choice gets a digit
  /// instead.
  static func key(_ wish: String?) -> Character? { wish?.count == 1 ? wish?.first : nil }
}
