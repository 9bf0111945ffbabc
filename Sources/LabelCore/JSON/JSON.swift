/// A JSON value that gives back what it was read from: member order, duplicate members, the spelling of numbers.
package indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written, for example `1.0`, `1e2` or `18446744073709551616`.
  case number(String)
  case string(String)
  /// A string that holds a lone surrogate, which no Swift string can: its ASCII JSON text without the quotes.
  case escaped(String)
  case array([JSON])
  case object([Member])

  /// One name and value of an object.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  /// A whole number.
  package static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// Seconds to the millisecond, as a page's JavaScript writes them: `1.169`, `0.745`, `2`; 0 for what is
  /// no time.
  package static func seconds(_ value: Double) -> JSON {
    guard value.isFinite, value.magnitude < 1e12 else { return .int(0) }
    let rounded = (value * 1000).rounded() / 1000
    return .number(rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded))
  }

  /// A number as JavaScript writes it: whole ones without a fraction.
  package static func spelling(of value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }

  package var stringValue: String? {
    switch self {
    case .string(let text): text
    // What cannot be shown is shown as U+FFFD.
    case .escaped(let text): JSON.readable(text)
    default: nil
    }
  }

  /// The value of a number without fraction or exponent that fits.
  package var intValue: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  package var doubleValue: Double? {
    guard case .number(let text) = self else { return nil }
    return Double(text)
  }

  package var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var arrayValue: [JSON]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  package var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The value of a member, of the last one where the name is repeated (as Python reads it). Setting keeps the
  /// member's place, or appends it; setting nil removes every member of that name. No effect on non-objects.
  package subscript(name: String) -> JSON? {
    get { members?.last { $0.name == name }?.value }
    set {
      guard case .object(var members) = self else { return }
      if let newValue {
        if let index = members.lastIndex(where: { $0.name == name }) {
          members[index].value = newValue
        } else {
          members.append(Member(name, newValue))
        }
      } else {
        members.removeAll { $0.name == name }
      }
      self = .object(members)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
