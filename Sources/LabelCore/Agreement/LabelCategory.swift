/// What a control was answered with, as one value that agreement is counted over: the single
/// choice, or the set of all chosen. Empty when the control was left blank.
package struct LabelCategory: Hashable, Sendable {
  /// Each value once; sets in one order, so that equal sets are equal categories.
  package var values: [String]

  package init(_ values: [String]) {
    self.values = values
  }

  /// For reading: the values joined by ", ", "(none)" when blank.
  package var text: String { values.isEmpty ? "(none)" : values.joined(separator: ", ") }

  /// Ascending by the bytes of the values.
  static func precedes(_ left: LabelCategory, _ right: LabelCategory) -> Bool {
    left.values.lexicographicallyPrecedes(right.values) {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }
}

extension LabelCategory: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init([value]) }
}
