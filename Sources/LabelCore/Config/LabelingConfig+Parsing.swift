extension LabelingConfig {
  /// Reads a config; attributes and tags that mean nothing are kept and passed over.
  package init(parsing xml: [UInt8]) throws(ConfigError) {
    let root = try ConfigXML.root(of: xml)
    var reader = ConfigReader()
    try reader.read(root)
    try reader.checkNames()
    reader.settleControls()
    self.init(xml: xml, items: reader.items, ignoredTags: reader.ignored)
    guard let first = controls.first else {
      throw ConfigError(
        .noControl, "there is nothing to decide: add <Choices name=… toName=…> with choices",
        in: root)
    }
    guard !controls.allSatisfy(\.isForWebPage) else {
      throw ConfigError(
        .unsupportedTag,
        "\(first.element.tag) is labelled on the web page only; use <Labels> on a <Text>",
        in: first.element)
    }
  }

  package init(parsing xml: String) throws(ConfigError) {
    try self.init(parsing: Array(xml.utf8))
  }
}

extension ConfigControl {
  fileprivate var isForWebPage: Bool {
    if case .webPage = kind { true } else { false }
  }
}

/// Takes elements in document order and makes them items of a config.
struct ConfigReader {
  var items: [LabelingConfig.Item] = []
  var ignored: [ConfigElement] = []
  /// Those of the Views around what is being read.
  var conditions: [ConfigCondition] = []

  mutating func read(_ element: ConfigElement) throws(ConfigError) {
    switch element.tag {
    case "Header", "Markdown": items.append(.header(header(element, value: element["value"])))
    case "View", "Collapse": try readChildren(element)
    case "Panel":
      if let words = element["value"] { items.append(.header(header(element, value: words))) }
      try readChildren(element)
    case "Style", "Filter", "Shortcut": break
    case "Relations": ignored.append(element)
    case "Choice", "Label":
      let around = element.tag == "Choice" ? "Choices" : "Labels"
      throw ConfigError(.unknownName, "a \(element.tag) stands inside \(around)", in: element)
    default:
      if let kind = Self.objectKind(element) {
        items.append(.text(try text(element, kind)))
      } else if let control = try control(element) {
        items.append(.control(control))
      } else {
        if let problem = UnsupportedTag.problem(element) { throw problem }
        ignored.append(element)
        try readChildren(element)
      }
    }
  }

  private mutating func readChildren(_ element: ConfigElement) throws(ConfigError) {
    let around = conditions
    if let condition = ConfigCondition(element) { conditions.append(condition) }
    for child in element.children { try read(child) }
    conditions = around
  }

  private func header(_ element: ConfigElement, value: String?) -> ConfigHeader {
    ConfigHeader(
      value: ConfigValue(value ?? ""), conditions: conditions(of: element), element: element)
  }

  /// Those around it and its own.
  func conditions(of element: ConfigElement) -> [ConfigCondition] {
    conditions + [ConfigCondition(element)].compactMap { $0 }
  }

  private func text(
    _ element: ConfigElement, _ kind: ConfigText.Kind
  ) throws(ConfigError) -> ConfigText {
    // A Table needs no name, as nothing labels it.
    let name = kind == .table ? element["name"] ?? "" : try required("name", of: element)
    guard let value = element["value"], !value.isEmpty else {
      throw ConfigError(
        .missingAttribute,
        "\(element.tag) needs value=\"$name\", the name of a member of the task's data",
        in: element
      ).saying(labelStudio: "Validation failed on : 'value' is a required property")
    }
    return ConfigText(
      name: name, value: ConfigValue(value), kind: kind, conditions: conditions(of: element),
      element: element)
  }

  func required(_ name: String, of element: ConfigElement) throws(ConfigError) -> String {
    if let value = element[name], !value.isEmpty { return value }
    throw ConfigError(.missingAttribute, "\(element.tag) needs the attribute \(name)", in: element)
      .saying(labelStudio: "Validation failed on : 'View' is a required property")
  }

  /// How an object's content is shown; nil for tags that are no objects.
  private static func objectKind(_ element: ConfigElement) -> ConfigText.Kind? {
    switch element.tag {
    case "Text": .plain
    case "HyperText": .html
    case "Paragraphs", "Dialog":
      .dialogue(
        nameKey: element.option("nameKey") ?? "author", textKey: element.option("textKey") ?? "text"
      )
    case "List": .list(title: element.option("title"))
    case "Table": .table
    default: nil
    }
  }
}

// MARK: - Names

extension ConfigReader {
  /// Names are given once, and what a control labels is there.
  func checkNames() throws(ConfigError) {
    var named: [(name: String, element: ConfigElement)] = []
    for item in items {
      switch item {
      case .header: break
      case .text(let text) where text.name.isEmpty: break
      case .text(let text): named.append((text.name, text.element))
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
      try checkTargets(of: control, names: seen.sorted())
    }
  }

  private func checkTargets(of control: ConfigControl, names: [String]) throws(ConfigError) {
    let targets = control.toName.split(separator: ",").map(\.trimmingBlanks)
    for name in targets {
      guard names.contains(name) else {
        let message = "toName=\"\(name)\" not found in names: \(PythonText.list(names))"
        throw ConfigError(.unknownName, message, in: control.element).saying(labelStudio: message)
      }
      guard let object = object(named: name) else {
        throw ConfigError(
          .unknownName, "toName=\"\(name)\" is a control; it must be a Text", in: control.element)
      }
      if control.kind == .ranker, case .list = object.kind { continue }
      if control.kind == .ranker {
        throw ConfigError(
          .unknownName, "toName=\"\(name)\" of a Ranker must be a List", in: control.element)
      }
    }
    if control.kind == .pairwise, targets.count != 2 {
      throw ConfigError(
        .wrongValue, "Pairwise \"\(control.name)\" compares two texts: toName=\"a,b\"",
        in: control.element)
    }
  }

  private func object(named name: String) -> ConfigText? {
    for case .text(let text) in items where text.name == name { return text }
    return nil
  }

  /// What of a control follows from its object: labels of anything but a plain text or a dialogue have places in
  /// the page's HTML.
  mutating func settleControls() {
    for (index, item) in items.enumerated() {
      guard case .control(var control) = item, let object = object(named: control.toName) else {
        continue
      }
      control.objectField = object.value.field
      items[index] = .control(control)
      guard case .labels(var labels) = control.kind else { continue }
      let isAddress = object.element.option("valueType") == "url"
      let saves = object.element.option("saveTextResult")
      switch (control.element.tag, object.kind) {
      case ("Labels", .plain):
        labels.savesText = saves == "yes" || (saves != "no" && !isAddress)
        control.kind = .labels(labels)
      case ("ParagraphLabels", .dialogue(_, let textKey)) where !isAddress:
        labels.savesText = saves == nil || saves == "yes"
        labels.turnKey = textKey
        control.kind = .labels(labels)
      default: control.kind = .webPage(type: control.element.tag.lowercased())
      }
      items[index] = .control(control)
    }
  }
}
