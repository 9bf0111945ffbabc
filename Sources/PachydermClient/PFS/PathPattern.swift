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
  /// patterns.
  static func any(of paths: [String]) -> String? {
    guard let first = paths.first,
      paths.allSatisfy({ !$0.unicodeScalars.contains(where: special.contains) })
    else { return nil }
    var directory = first[...(first.lastIndex(of: "/") ?? first.startIndex)].utf8.count
    for path in paths {
      let common = zip(path.utf8.prefix(directory), first.utf8).prefix { $0 == $1 }.count
      let end = first.utf8.prefix(common).lastIndex(of: UInt8(ascii: "/"))
      directory = end.map { first.utf8.distance(from: first.startIndex, to: $0) + 1 } ?? 0
    }
    let names = paths.map { String(decoding: $0.utf8.dropFirst(directory), as: UTF8.self) }
    return String(decoding: first.utf8.prefix(directory), as: UTF8.self)
      + "{\(names.joined(separator: ","))}"
  }
}
