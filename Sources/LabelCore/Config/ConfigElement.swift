/// One element of a labeling config as written, whatever its tag.
package struct ConfigElement: Hashable, Sendable {
  package var tag: String
  /// All attributes, those that mean nothing here included.
  package var attributes: [String: String]
  /// Where its `<` stands.
  package var position: ConfigPosition
  package var children: [ConfigElement]

  package init(
    _ tag: String, attributes: [String: String] = [:], at position: ConfigPosition
  ) {
    self.tag = tag
    self.attributes = attributes
    self.position = position
    children = []
  }

  /// The attribute of exactly this name.
  package subscript(name: String) -> String? { attributes[name] }

  /// The attribute of this name in any case: the web page finds `showInLine` and `showInline` the same.
  func option(_ name: String) -> String? {
    if let value = attributes[name] { return value }
    let wanted = name.lowercased()
    return attributes.filter { $0.key.lowercased() == wanted }.min { $0.key < $1.key }?.value
  }

  /// Whether an attribute is `true` in any case.
  func flag(_ name: String) -> Bool { option(name)?.lowercased() == "true" }
}
