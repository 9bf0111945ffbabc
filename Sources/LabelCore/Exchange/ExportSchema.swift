/// What an export needs of the labeling config.
package struct ExportSchema: Hashable, Sendable {
  /// A tag with `name` and `toName`.
  package struct Control: Hashable, Sendable {
    package var name: String
    package var tag: String
    /// The member of the data that it labels; nil when it labels no `$name`.
    package var field: String?
  }

  /// In document order.
  package var controls: [Control]

  /// Of a config whose tags need not be ones that can be labelled here.
  package init(_ config: LabelingConfig) throws(ConfigError) {
    let elements = try ConfigXML.root(of: config.xml).withDescendants
    var fields: [String: String] = [:]
    for element in elements {
      guard let name = element["name"], let value = element["value"] else { continue }
      fields[name] = ConfigValue(value).field
    }
    controls = elements.compactMap { element in
      guard let name = element["name"], let target = element["toName"], element.tag != "Filter"
      else { return nil }
      let field = target.split(separator: ",").lazy.compactMap { fields[String($0)] }.first
      return Control(name: name, tag: element.tag, field: field)
    }
  }

  /// Whether spans of a text are labelled.
  package var hasSpans: Bool { controls.contains { $0.tag == "Labels" } }

  func control(_ name: String) -> Control? { controls.first { $0.name == name } }
}

extension ConfigElement {
  /// The element and all below it in document order.
  fileprivate var withDescendants: [ConfigElement] {
    [self] + children.flatMap(\.withDescendants)
  }
}

extension ExportSchema {
  /// The tag whose regions have this `type`, where no config says it; Label Studio's types are the
  /// tags' names in lower case.
  static func tag(ofType type: String) -> String {
    tags[type] ?? type
  }

  private static let tags = [
    "choices": "Choices", "textarea": "TextArea", "labels": "Labels",
    "hypertextlabels": "HyperTextLabels", "paragraphlabels": "ParagraphLabels",
  ]
}
