extension LabelingConfig {
  /// Reads a config; attributes and tags that mean nothing are kept and passed over.
  package init(parsing xml: [UInt8]) throws(ConfigError) {
    let root = try ConfigXML.root(of: xml)
    var reader = ConfigReader()
    try reader.read(root)
    try reader.checkNames()
    self.init(xml: xml, items: reader.items, ignoredTags: reader.ignored)
    guard !controls.isEmpty else {
      throw ConfigError(
        .noControl, "there is nothing to decide: add <Choices name=… toName=…> with choices",
        in: root)
    }
  }

  package init(parsing xml: String) throws(ConfigError) {
    try self.init(parsing: Array(xml.utf8))
  }
}

/// Takes elements in document order and makes them items of a config.
private struct ConfigReader {
  var items: [LabelingConfig.Item] = []
  var ignored: [ConfigElement] = []

  mutating func read(_ element: ConfigElement) throws(ConfigError) {
    switch element.tag {
    case "Header": items.append(.header(header(element)))
    case "Text": items.append(.text(try text(element)))
    case "Choices": items.append(.control(try choices(element)))
    case "Style": break
    case "View": try readChildren(element)
    case "Choice":
      throw ConfigError(.unknownName, "a Choice stands inside Choices", in: element)
    default:
      if let problem = UnsupportedTag.problem(element) { throw problem }
      ignored.append(element)
      try readChildren(element)
    }
  }

  private mutating func readChildren(_ element: ConfigElement) throws(ConfigError) {
    for child in element.children { try read(child) }
  }

  private func header(_ element: ConfigElement) -> ConfigHeader {
    ConfigHeader(value: ConfigValue(element["value"] ?? ""), element: element)
  }

  private func text(_ element: ConfigElement) throws(ConfigError) -> ConfigText {
    let name = try required("name", of: element)
    guard let value = element["value"], !value.isEmpty else {
      throw ConfigError(
        .missingAttribute, "Text needs value=\"$name\", the name of a member of the task's data",
        in: element
      ).saying(labelStudio: "Validation failed on : 'value' is a required property")
    }
    return ConfigText(name: name, value: ConfigValue(value), element: element)
  }

  private func required(
    _ name: String, of element: ConfigElement
  ) throws(ConfigError) -> String {
    if let value = element[name], !value.isEmpty { return value }
    throw ConfigError(.missingAttribute, "\(element.tag) needs the attribute \(name)", in: element)
      .saying(labelStudio: "Validation failed on : 'View' is a required property")
  }

  /// Names are given once, and what a control labels is there.
  func checkNames() throws(ConfigError) {
    var named: [(name: String, element: ConfigElement)] = []
    var objects: Set<String> = []
    for item in items {
      switch item {
      case .header: break
      case .text(let text):
        named.append((text.name, text.element))
        objects.insert(text.name)
      case .control(let control): named.append((control.name, control.element))
      }
    }
    let names = named.map(\.name)
    var seen: Set<String> = []
    if let again = named.first(where: { !seen.insert($0.name).inserted }) {
      let message = "Label config contains non-unique names \(PythonText.list(names))"
      throw ConfigError(.repeatedName, message, in: again.element).saying(labelStudio: message)
    }
    for case .control(let control) in items {
      try checkTarget(of: control, objects, names: seen.sorted())
    }
  }

  private func checkTarget(
    of control: ConfigControl, _ objects: Set<String>, names: [String]
  ) throws(ConfigError) {
    for name in control.toName.split(separator: ",").map(String.init) {
      guard names.contains(name) else {
        let message = "toName=\"\(name)\" not found in names: \(PythonText.list(names))"
        throw ConfigError(.unknownName, message, in: control.element).saying(labelStudio: message)
      }
      guard objects.contains(name) else {
        throw ConfigError(
          .unknownName, "toName=\"\(name)\" is a control; it must be a Text", in: control.element)
      }
    }
  }
}

// MARK: - Choices

extension ConfigReader {
  private func choices(_ element: ConfigElement) throws(ConfigError) -> ConfigControl {
    let name = try required("name", of: element)
    let toName = try required("toName", of: element)
    let written = element.option("choice") ?? ConfigChoices.Mode.single.rawValue
    guard let mode = ConfigChoices.Mode(rawValue: written) else {
      let allowed = ConfigChoices.Mode.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigError(
        .wrongValue, "choice=\"\(written)\" of Choices \"\(name)\" is none of \(allowed)",
        in: element)
    }
    var heading: String?
    let choices = try choices(in: element, &heading)
    guard !choices.isEmpty else {
      throw ConfigError(.noChoices, "Choices \"\(name)\" has no Choice", in: element)
        .saying(labelStudio: "Validation failed on : 'View' is a required property")
    }
    let kind = ConfigChoices(mode: mode, showsInline: element.flag("showInline"), choices: choices)
    try checkValues(of: kind, name)
    return ConfigControl(
      name: name, toName: toName, kind: .choices(kind), isRequired: element.flag("required"),
      requiredMessage: element.option("requiredMessage") ?? "Checkbox \"\(name)\" is required.",
      hint: element.option("hint"), element: element)
  }

  /// Choices may stand in Views, which only arrange them, with Headers above.
  private func choices(
    in parent: ConfigElement, _ heading: inout String?
  ) throws(ConfigError) -> [ConfigChoice] {
    var found: [ConfigChoice] = []
    for child in parent.children {
      switch child.tag {
      case "Choice": found.append(try choice(child, &heading))
      case "View": found += try choices(in: child, &heading)
      case "Header": heading = child["value"]
      default: if let problem = UnsupportedTag.problem(child) { throw problem }
      }
    }
    return found
  }

  private func choice(
    _ element: ConfigElement, _ heading: inout String?
  ) throws(ConfigError) -> ConfigChoice {
    guard let value = element["value"], !value.isEmpty else {
      throw ConfigError(.missingAttribute, "Choice needs the attribute value", in: element)
        .saying(labelStudio: "sequence item 1: expected str instance, int found")
    }
    let above = heading
    heading = nil
    return ConfigChoice(
      value: value, alias: element["alias"].flatMap { $0.isEmpty ? nil : $0 },
      hotkey: element.option("hotkey").flatMap { $0.isEmpty ? nil : $0 },
      isSelected: element.flag("selected"), background: element.option("background"),
      hint: element.option("hint"), heading: above,
      children: try choices(in: element, &heading), element: element)
  }

  /// A stored value stands for one choice.
  private func checkValues(of choices: ConfigChoices, _ name: String) throws(ConfigError) {
    var seen: Set<String> = []
    for (choice, _) in choices.flattened where !seen.insert(choice.stored).inserted {
      throw ConfigError(
        .repeatedName, "\"\(choice.stored)\" stands for two choices of \"\(name)\"",
        in: choice.element)
    }
  }
}
