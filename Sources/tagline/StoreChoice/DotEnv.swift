import Foundation

/// A `.env` file: `NAME=VALUE` lines, with `export`, quotes and comments as shells and python-dotenv take them.
enum DotEnv {
  /// The file's variables; nil when there is no such file.
  static func read(_ path: String) -> [String: String]? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return parse(String(decoding: data, as: UTF8.self))
  }

  static func parse(_ text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      var rest = line.drop(while: \.isWhitespace)
      if rest.hasPrefix("export ") { rest = rest.dropFirst(7).drop(while: \.isWhitespace) }
      guard let equals = rest.firstIndex(of: "="), rest.first != "#" else { continue }
      let name = rest[..<equals].trimmingSuffix(while: \.isWhitespace)
      values[String(name)] = value(rest[rest.index(after: equals)...])
    }
    return values
  }

  private static func value(_ text: Substring) -> String {
    let rest = text.drop(while: \.isWhitespace)
    if let quote = rest.first, quote == "\"" || quote == "'" {
      let body = rest.dropFirst()
      if let end = body.firstIndex(of: quote) { return String(body[..<end]) }
    }
    return String(withoutComment(rest).trimmingSuffix(while: \.isWhitespace))
  }

  /// A `#` begins a comment only after white space.
  private static func withoutComment(_ text: Substring) -> Substring {
    var isAfterSpace = true
    for index in text.indices {
      if text[index] == "#", isAfterSpace { return text[..<index] }
      isAfterSpace = text[index].isWhitespace
    }
    return text
  }
}

extension Substring {
  /// Without the characters at the end that pass the test.
  func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
