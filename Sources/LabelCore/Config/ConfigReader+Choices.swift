/// What can be chosen: `Choice` in `Choices` and `Taxonomy`, `Label` in `Labels`.
extension ConfigReader {
  func choices(_ element: ConfigElement, _ name: String) throws(ConfigError) -> ConfigChoices {
    let written = element.option("choice") ?? ConfigChoices.Mode.single.rawValue
    guard let mode = ConfigChoices.Mode(rawValue: written) else {
      let allowed = ConfigChoices.Mode.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigError(
        .wrongValue, "choice=\"\(written)\" of Choices \"\(name)\" is none of \(allowed)",
        in: element)
    }
    var choices = ConfigChoices(
      mode: mode, layout: Self.layout(element), choices: try tree(element))
    choices.allowsNested = element.flag("allowNested")
    choices.field = Self.field(element)
    guard !choices.choices.isEmpty || choices.field != nil else {
      throw ConfigError(.noChoices, "Choices \"\(name)\" has no Choice", in: element)
        .saying(labelStudio: "Validation failed on : 'View' is a required property")
    }
    if choices.allowsNested {
      try Self.checkSiblings(choices.choices, name)
    } else {
      try Self.checkValues(choices.flattened.map(\.choice), name)
    }
    return choices
  }

  func taxonomy(
    _ element: ConfigElement, _ name: String
  ) throws(ConfigError) -> ConfigControl.Kind {
    // Without its own regions a Taxonomy that labels spans stores places in the page's HTML.
    if element.flag("labeling") { return .webPage(type: "taxonomy") }
    let choices = try tree(element)
    let field = Self.field(element)
    guard !choices.isEmpty || field != nil else {
      let problem = element.words("apiUrl").map {
        "Taxonomy \"\(name)\" takes its choices from \($0), which only the web page does; "
          + "use <Choice> in it"
      }
      throw ConfigError(
        .noChoices, problem ?? "Taxonomy \"\(name)\" has no Choice", in: element)
    }
    try Self.checkSiblings(choices, name)
    return .taxonomy(
      ConfigTaxonomy(
        choices: choices, field: field, leafsOnly: element.flag("leafsOnly"),
        maxUsages: try element.limit("maxUsages"),
        pathSeparator: element.words("pathSeparator") ?? " / ",
        placeholder: element.words("placeholder")))
  }

  func labels(_ element: ConfigElement, _ name: String) throws(ConfigError) -> ConfigLabels {
    let labels = try tree(element)
    guard !labels.isEmpty else {
      throw ConfigError(.noChoices, "Labels \"\(name)\" has no Label", in: element)
        .saying(labelStudio: "Validation failed on : 'View' is a required property")
    }
    try Self.checkValues(labels, name)
    let most = try element.limit("maxUsages")
    return ConfigLabels(
      isMultiple: element.option("choice") == "multiple",
      labels: labels.map { label in
        // A label's own limit comes before that of all.
        var label = label
        label.maxUsages = label.maxUsages ?? most
        return label
      }, savesText: true)
  }

  private static func layout(_ element: ConfigElement) -> ConfigChoices.Layout? {
    if let layout = element.option("layout").flatMap(ConfigChoices.Layout.init) { return layout }
    guard element.words("showInline") != nil else { return nil }
    return element.flag("showInline") ? .inline : .vertical
  }

  private static func field(_ element: ConfigElement) -> String? {
    element.words("value").flatMap { ConfigValue($0).field }
  }

  private func tree(_ element: ConfigElement) throws(ConfigError) -> [ConfigChoice] {
    var heading: String?
    return try tree(in: element, &heading)
  }

  /// Choices may stand in Views, which only arrange them, with Headers above.
  private func tree(
    in parent: ConfigElement, _ heading: inout String?
  ) throws(ConfigError) -> [ConfigChoice] {
    var found: [ConfigChoice] = []
    for child in parent.children {
      switch child.tag {
      case "Choice", "Label": found.append(try choice(child, &heading))
      case "View": found += try tree(in: child, &heading)
      case "Header": heading = child["value"]
      case "Shortcut", "Filter", "Style": break
      default: if let problem = UnsupportedTag.problem(child) { throw problem }
      }
    }
    return found
  }

  private func choice(
    _ element: ConfigElement, _ heading: inout String?
  ) throws(ConfigError) -> ConfigChoice {
    guard let value = element["value"], !value.isEmpty else {
      throw ConfigError(
        .missingAttribute, "\(element.tag) needs the attribute value", in: element
      )
      .saying(labelStudio: "sequence item 1: expected str instance, int found")
    }
    let above = heading
    heading = nil
    var choice = ConfigChoice(
      value: value, alias: element["alias"].flatMap { $0.isEmpty ? nil : $0 },
      hotkey: element.words("hotkey"), isSelected: element.flag("selected"),
      background: element.option("background"), hint: element.option("hint"), heading: above,
      children: try tree(in: element, &heading), element: element)
    choice.maxUsages = try element.limit("maxUsages")
    return choice
  }

  /// A stored value stands for one choice.
  private static func checkValues(
    _ choices: [ConfigChoice], _ name: String
  ) throws(ConfigError) {
    var seen: Set<String> = []
    for choice in choices where !seen.insert(choice.stored).inserted {
      throw ConfigError(
        .repeatedName, "\"\(choice.stored)\" stands for two choices of \"\(name)\"",
        in: choice.element)
    }
  }

  /// A stored path stands for one choice.
  private static func checkSiblings(
    _ choices: [ConfigChoice], _ name: String
  ) throws(ConfigError) {
    try checkValues(choices, name)
    for choice in choices { try checkSiblings(choice.children, name) }
  }
}
