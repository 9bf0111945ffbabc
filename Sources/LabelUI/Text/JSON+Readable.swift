package import LabelCore

extension JSON {
  /// The value as text for people: strings as they are, members and elements one a line.
  package var readable: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .escaped: stringValue ?? ""
    case .array(let elements): elements.map(\.readable).joined(separator: "\n")
    case .object(let members):
      members.map { "\($0.name): \($0.value.readable)" }.joined(separator: "\n")
    }
  }

  /// The value in the form of the tag that shows it.
  package func readable(as kind: ConfigText.Kind) -> String {
    switch kind {
    case .plain, .table: return readable
    case .html: return HTMLText.plain(readable)
    case .dialogue(let nameKey, let textKey):
      return Dialogue(self, nameKey: nameKey, textKey: textKey)?.text ?? readable
    case .list(let title):
      let items = (arrayValue ?? []).map { item -> String in
        let name = item["title"]?.readable ?? item["id"]?.readable ?? item.readable
        return [name, item["body"]?.readable ?? ""].filter { !$0.isEmpty }
          .joined(separator: "\n  ")
      }
      return ([title].compactMap { $0 } + items.map { "- \($0)" }).joined(separator: "\n")
    }
  }
}
