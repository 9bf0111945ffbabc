/// The order in which people look for files: names that are numbers by their value, `2` before `10`;
/// all else by its bytes, as a store lists it.
package enum PathOrder {
  /// Of two paths the one whose key is lower in byte order comes first; paths with equal keys are
  /// in the order of their own bytes.
  package static func key(of path: String) -> [UInt8] {
    var key: [UInt8] = []
    for name in path.utf8.split(separator: slash, omittingEmptySubsequences: false).dropFirst() {
      key.append(slash)
      let digits = digits(before: name)
      if digits > 0 { key += [UInt8(ascii: "0"), UInt8(ascii: "0") + UInt8(digits)] }
      key += name
    }
    return key
  }

  /// Whether a path's last name is ordered by its value.
  package static func isNumbered(_ path: String) -> Bool {
    path.utf8.split(separator: slash).last.map { digits(before: $0) > 0 } ?? false
  }

  private static let slash = UInt8(ascii: "/")

  /// Digits of the number that a name is, or is up to its extension; 0 for any other name. One with
  /// zeros in front is none: such names are as long as each other and in order already.
  private static func digits(before name: Substring.UTF8View.SubSequence) -> Int {
    let digits = name.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let rest = name.dropFirst(digits.count)
    guard (1...19).contains(digits.count), rest.first ?? UInt8(ascii: ".") == UInt8(ascii: "."),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return 0 }
    return digits.count
  }
}
