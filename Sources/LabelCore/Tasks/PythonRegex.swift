/// Turns a pattern of Python 3.8's `re` into one of ICU's that matches the same.
struct PythonRegex {
  private let pattern: String
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var output = ""
  private var groups: [String: Int] = [:]
  private var isQuantified = false

  init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func translated() throws(RawKeyPatternError) -> String {
    while let scalar = take() {
      let wasQuantified = isQuantified
      isQuantified = false
      switch scalar {
      case "\\": try escape(inSet: false)
      case "[": try set()
      case "(": try group()
      case "*", "+", "?": try quantifier(String(scalar), again: wasQuantified)
      case "{":
        if let range = range() {
          try quantifier(range, again: wasQuantified)
        } else {
          output += "\\{"
        }
      case "}", "]": output += "\\\(scalar)"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  // MARK: Parts

  /// Python has no possessive quantifiers; a `?` behind one makes it take as little as it can.
  private mutating func quantifier(_ text: String, again: Bool) throws(RawKeyPatternError) {
    guard !again else { throw error("multiple repeat at position \(index - 1)") }
    output += text
    if peek == "?" {
      index += 1
      output += "?"
    }
    isQuantified = true
  }

  /// `{2}`, `{2,}`, `{,3}` or `{2,3}` behind the brace, else nil and nothing taken: the brace is itself.
  private mutating func range() -> String? {
    guard let end = scalars[index...].firstIndex(of: "}"), end > index else { return nil }
    let bounds = scalars[index..<end].split(separator: ",", omittingEmptySubsequences: false)
    guard bounds.count <= 2, bounds.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else { return nil }
    index = end + 1
    let texts = bounds.map { bound in
      bound.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
    let low = texts[0].isEmpty ? "0" : texts[0]
    return "{" + ([low] + texts.dropFirst()).joined(separator: ",") + "}"
  }

  private mutating func group() throws(RawKeyPatternError) {
    guard peek == "?" else {
      output += "("
      return
    }
    let start = index
    index += 1
    switch take() {
    case ":", "=", "!", "#":
      output.unicodeScalars.append(contentsOf: "(?".unicodeScalars)
      output.unicodeScalars.append(scalars[index - 1])
    case "<":
      guard peek == "=" || peek == "!" else { throw error("unknown extension ?< at \(start)") }
      output += "(?<"
    case "P": try namedGroup(start)
    default:
      index -= 1
      try flags(start)
    }
  }

  private mutating func namedGroup(_ start: Int) throws(RawKeyPatternError) {
    let kind = take()
    let close: Unicode.Scalar = kind == "<" ? ">" : ")"
    guard kind == "<" || kind == "=", let end = scalars[index...].firstIndex(of: close),
      end > index
    else { throw error("unknown extension ?P at position \(start)") }
    let name = scalars[index..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
    index = end + 1
    if kind == "<" {
      // ICU's names have no underscores.
      groups[name] = groups.count
      output += "(?<g\(groups.count - 1)>"
    } else if let number = groups[name] {
      output += "\\k<g\(number)>"
    } else {
      throw error("unknown group name '\(name)'")
    }
  }

  /// `(?i)` at the start of the pattern, `(?i:…)` anywhere.
  private mutating func flags(_ start: Int) throws(RawKeyPatternError) {
    var letters = ""
    while let scalar = peek, "imsx-u".unicodeScalars.contains(scalar) {
      if scalar != "u" { letters.unicodeScalars.append(scalar) }
      index += 1
    }
    guard let end = take(), end == ":" || (end == ")" && start == 1) else {
      throw error("(?… at position \(start - 1) is not supported")
    }
    if letters.isEmpty {
      output += end == ":" ? "(?:" : ""
    } else {
      output += "(?\(letters)\(end)"
    }
  }

  private mutating func set() throws(RawKeyPatternError) {
    let start = index - 1
    output += "["
    if peek == "^" {
      index += 1
      output += "^"
    }
    let first = index
    var wasClass = false
    while let scalar = take() {
      let isFirst = index - 1 == first
      let followsClass = wasClass
      wasClass = false
      switch scalar {
      case "]" where !isFirst:
        output += "]"
        return
      case "\\":
        wasClass = peek.map { "dDsSwW".unicodeScalars.contains($0) } ?? false
        try escape(inSet: true)
      case "-":
        output += isFirst || followsClass || peek == "]" ? "\\-" : "-"
      case _ where scalar.isASCII && !Self.isWord(scalar): output += "\\\(scalar)"
      default: output.unicodeScalars.append(scalar)
      }
    }
    throw error("unterminated character set at position \(start)")
  }

  private mutating func escape(inSet: Bool) throws(RawKeyPatternError) {
    guard let scalar = take() else { throw error("bad escape (end of pattern)") }
    switch scalar {
    case "a": output += "\\x07"
    case "v": output += "\\x0b"
    case "b": output += inSet ? "\\x08" : "\\b"
    case "0": output += "\\x00"
    case "Z" where !inSet: output += "\\z"
    case "A" where !inSet, "B" where !inSet, "1"..."9" where !inSet: output += "\\\(scalar)"
    case "d", "D", "s", "S", "w", "W", "f", "n", "r", "t", "x", "u", "U": output += "\\\(scalar)"
    case _ where scalar.isASCII && Self.isWord(scalar) && scalar != "_":
      throw error("bad escape \\\(scalar) at position \(index - 2)")
    case _ where scalar.isASCII && scalar != "_": output += "\\\(scalar)"
    default: output.unicodeScalars.append(scalar)
    }
  }

  // MARK: Small things

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    index += 1
    return scalar
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      || scalar == "_"
  }

  private func error(_ reason: String) -> RawKeyPatternError {
    RawKeyPatternError(pattern: pattern, reason: reason)
  }
}
