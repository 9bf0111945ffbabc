/// An XML element as S3 uses them: either text or children, no mixed content. The namespace and
/// all attributes are left out.
package struct XMLTree: Equatable, Sendable {
  package var name: String
  package var text: String
  package var children: [XMLTree]

  package init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
    children = []
  }

  package init(_ name: String, _ children: [XMLTree] = []) {
    self.name = name
    text = ""
    self.children = children
  }

  /// The text of the first child of that name.
  package subscript(name: String) -> String? {
    children.first { $0.name == name }?.text
  }

  package func all(_ name: String) -> [XMLTree] {
    children.filter { $0.name == name }
  }
}
