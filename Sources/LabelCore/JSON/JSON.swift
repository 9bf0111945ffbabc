/// A JSON value that gives back what it was read from: member order, duplicate members, the spelling of numbers.
package indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written, for example `1.0`, `1e2` or `18446744073709551616`.
  case number(String)
  case string(String)
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
