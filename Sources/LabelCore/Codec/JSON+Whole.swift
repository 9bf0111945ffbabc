extension JSON {
  /// A whole number, also when it is spelled `1.0`; nil for every other value or beyond `Int`.
  var whole: Int? {
    intValue ?? doubleValue.flatMap { Int(exactly: $0) }
  }
}
