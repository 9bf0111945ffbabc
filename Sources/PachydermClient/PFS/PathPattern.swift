/// Paths as pachd's globs, which stand where a path is expected.
enum PathPattern {
  private static let special = Set("*?[]{}()!@+^\\,".unicodeScalars)

  /// A pattern that only this path matches.
  static func literal(_ path: String) -> String {
    path.unicodeScalars.reduce(into: "") { text, scalar in
      if special.contains(scalar), scalar != "," { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
  }

  /// A pattern that these paths match and no others; nil when a name in them means something in
  /// patterns. What all begin with stands before the braces: pachd looks no further than there.
  static func any(of paths: [String]) -> String? {
    guard let first = paths.first,
      paths.allSatisfy({ !$0.isEmpty && !$0.unicodeScalars.contains(where: special.contains) })
    else { return nil }
    var common = Array(first.unicodeScalars)
    for path in paths {
      let shared = zip(path.unicodeScalars, common).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
    }
    // An alternative of no characters may mean something else.
    while paths.contains(where: { $0.unicodeScalars.count == common.count }) { common.removeLast() }
    let rests = paths.map { path in
      String(String.UnicodeScalarView(path.unicodeScalars.dropFirst(common.count)))
    }
    return String(String.UnicodeScalarView(common)) + "{\(rests.joined(separator: ","))}"
  }
}
