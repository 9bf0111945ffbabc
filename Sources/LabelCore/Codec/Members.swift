/// Objects as ordered members: the last of equal names counts, as Python's `json` reads them.
extension [JSON.Member] {
  /// The value of the member `name`; setting keeps its place, or appends it, and nil removes it.
  package subscript(member name: String) -> JSON? {
    get { last { $0.name == name }?.value }
    set {
      guard let value = newValue else { return removeAll { $0.name == name } }
      guard let place = firstIndex(where: { $0.name == name }) else {
        return append(JSON.Member(name, value))
      }
      self[place].value = value
      let again = indices.dropFirst(place + 1).filter { self[$0].name == name }
      for index in again.reversed() { remove(at: index) }
    }
  }
}

extension JSON {
  /// The members of an object; empty for every other value.
  var ownMembers: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The elements of an array, nil for every other value.
  var elements: [JSON]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// The text of a string, nil for every other value.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A whole number, also when it is spelled `1.0`; nil for every other value or beyond `Int`.
  var whole: Int? {
    guard case .number(let spelling) = self else { return nil }
    return Int(spelling) ?? Double(spelling).flatMap { Int(exactly: $0) }
  }

  /// A finite number, nil for every other value.
  var real: Double? {
    guard case .number(let spelling) = self, let value = Double(spelling), value.isFinite else {
      return nil
    }
    return value
  }

  /// Whether the value is `true`.
  var isTrue: Bool { self == .bool(true) }

  static func whole(_ value: Int) -> JSON { .number(String(value)) }
}
