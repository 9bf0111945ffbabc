import LabelCore

extension CommitRef {
  /// The suffixes behind the name as pachd reads them, which knows no mixture: `^`, `^3`.
  var steps: String {
    let suffixes = commit.dropFirst(name.count)
    guard suffixes.allSatisfy({ "^~".contains($0) || $0.isWholeNumber }) else {
      return String(suffixes)
    }
    var count = 0
    var rest = suffixes[...]
    while rest.popFirst() != nil {
      let digits = rest.prefix(while: \.isWholeNumber)
      rest = rest.dropFirst(digits.count)
      count += digits.isEmpty ? 1 : Int(digits) ?? 0
    }
    return count == 0 ? "" : count == 1 ? "^" : "^\(count)"
  }
}
