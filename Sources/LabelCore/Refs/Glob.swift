/// A pattern of pachctl's `glob file`, matched in time linear in the path.
///
/// `*` and `?` stand for characters other than `/`, `**` for any, `[a-z]`, `[!a]` and `[^a]` for one of a set,
/// `{one,two}` for one of several patterns; `\` takes the next character as it is.
package struct Glob: Hashable, Sendable {
  /// As written, with a slash in front.
  package let pattern: String
  /// What every path that matches begins with, for seeking in sorted listings.
  package let literalPrefix: String
  /// The paths that it matches, each once and in byte order, where it names them one by one with
  /// braces alone; nil for a pattern that leaves something open.
  package let paths: [String]?
  private let states: [State]
  /// By state: the states that take a character or end, reached from it without one.
  private let reach: [[Int]]

  /// - Throws: a sentence when a bracket, brace or backslash has no end.
  package init(_ text: String) throws(RefError) {
    var pattern = text.hasPrefix("/") ? text : "/" + text
    while pattern.count > 1, pattern.hasSuffix("/"), !pattern.hasSuffix("\\/") {
      pattern.removeLast()
    }
    self.pattern = pattern
    var parser = Parser(pattern)
    let parts = try parser.sequence(isNested: false)
    literalPrefix = Self.literalPrefix(of: parts)
    paths = Self.paths(of: parts)
    guard paths == nil else {
      (states, reach) = ([], [])
      return
    }
    var compiler = Compiler()
    compiler.add(parts)
    compiler.states.append(.end)
    states = compiler.states
    reach = states.indices.map { Self.reach(from: $0, in: compiler.states) }
  }

  /// Whether a text has characters that make it a pattern; `\*` and the like do not.
  package static func isPattern(_ text: String) -> Bool {
    var isEscaped = false
    for character in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if "*?[{".unicodeScalars.contains(character) {
        return true
      }
    }
    return false
  }

  /// Whether a whole path matches; a slash in front may be missing.
  package func matches(_ path: String) -> Bool {
    if let paths { return Self.contains(path.hasPrefix("/") ? path : "/" + path, paths) }
    var walk = Walk(current: reach[0], marks: [Int](repeating: 0, count: states.count))
    if !path.hasPrefix("/") { step(&walk, over: "/") }
    for scalar in path.unicodeScalars {
      step(&walk, over: scalar)
      if walk.current.isEmpty { return false }
    }
    return walk.current.contains(states.count - 1)
  }

  /// Where a match stands: states, each once, and for each state the step that reached it last.
  private struct Walk {
    var current: [Int]
    var next: [Int] = []
    var marks: [Int]
    var step = 0
  }

  private func step(_ walk: inout Walk, over scalar: Unicode.Scalar) {
    walk.step += 1
    walk.next.removeAll(keepingCapacity: true)
    for index in walk.current {
      guard case .one(let matcher) = states[index], matcher.takes(scalar) else { continue }
      for target in reach[index + 1] where walk.marks[target] != walk.step {
        walk.marks[target] = walk.step
        walk.next.append(target)
      }
    }
    swap(&walk.current, &walk.next)
  }

  private static func reach(from start: Int, in states: [State]) -> [Int] {
    var reached: [Int] = []
    var seen: Set<Int> = []
    var pending = [start]
    while let index = pending.popLast() {
      guard seen.insert(index).inserted else { continue }
      switch states[index] {
      case .one, .end: reached.append(index)
      case .fork(let targets): pending += targets
      }
    }
    return reached
  }

  /// Alternatives beyond which a pattern is matched instead of spelled out.
  private static let mostPaths = 10_000

  private static func paths(of parts: [Part]) -> [String]? {
    guard let texts = texts(of: parts) else { return nil }
    var paths: [String] = []
    for path in texts.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where paths.last.map({ $0.utf8.elementsEqual(path.utf8) }) != true { paths.append(path) }
    return paths
  }

  private static func texts(of parts: [Part]) -> [String]? {
    var texts = [""]
    for part in parts {
      switch part {
      case .one(.scalar(let scalar)):
        for index in texts.indices { texts[index].unicodeScalars.append(scalar) }
      case .one, .many: return nil
      case .oneOf(let choices):
        var ends: [String] = []
        for choice in choices {
          guard let more = Self.texts(of: choice) else { return nil }
          ends += more
        }
        guard texts.count * ends.count <= mostPaths else { return nil }
        texts = texts.flatMap { start in ends.map { start + $0 } }
      }
    }
    return texts
  }

  private static func contains(_ path: String, _ sorted: [String]) -> Bool {
    var range = sorted[...]
    while !range.isEmpty {
      let middle = (range.startIndex + range.endIndex) / 2
      if range[middle].utf8.elementsEqual(path.utf8) { return true }
      let isBelow = range[middle].utf8.lexicographicallyPrecedes(path.utf8)
      range = isBelow ? range[(middle + 1)...] : range[..<middle]
    }
    return false
  }

  private static func literalPrefix(of parts: [Part]) -> String {
    var prefix = ""
    for part in parts {
      guard case .one(.scalar(let scalar)) = part else { break }
      prefix.unicodeScalars.append(scalar)
    }
    return prefix
  }
}

/// What one character of a path may be.
private enum Matcher: Hashable, Sendable {
  case scalar(Unicode.Scalar)
  /// Everything but `/`.
  case withinName
  case everything
  case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

  func takes(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .scalar(let own): scalar == own
    case .withinName: scalar != "/"
    case .everything: true
    case .set(let ranges, let isNegated):
      scalar != "/" && ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}

private indirect enum Part {
  case one(Matcher)
  case many(Matcher)
  case oneOf([[Part]])
}

private enum State: Hashable, Sendable {
  /// Takes a character and goes to the next state.
  case one(Matcher)
  /// Goes to each of these without a character.
  case fork([Int])
  case end
}

private struct Compiler {
  var states: [State] = []

  mutating func add(_ parts: [Part]) {
    for part in parts {
      switch part {
      case .one(let matcher): states.append(.one(matcher))
      case .many(let matcher):
        let start = states.count
        states += [.fork([start + 1, start + 3]), .one(matcher), .fork([start])]
      case .oneOf(let choices): add(choices: choices)
      }
    }
  }

  private mutating func add(choices: [[Part]]) {
    let fork = states.count
    states.append(.fork([]))
    var starts: [Int] = []
    var ends: [Int] = []
    for choice in choices {
      starts.append(states.count)
      add(choice)
      ends.append(states.count)
      states.append(.fork([]))
    }
    states[fork] = .fork(starts)
    for end in ends { states[end] = .fork([states.count]) }
  }
}

private struct Parser {
  private let pattern: String
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  /// Parts up to the end, or up to a `,` or `}` inside braces, which is not taken.
  mutating func sequence(isNested: Bool) throws(RefError) -> [Part] {
    var parts: [Part] = []
    while let scalar = peek {
      if isNested, scalar == "," || scalar == "}" { break }
      index += 1
      switch scalar {
      case "*":
        let isDeep = peek == "*"
        while peek == "*" { index += 1 }
        parts.append(.many(isDeep ? .everything : .withinName))
      case "?": parts.append(.one(.withinName))
      case "[": parts.append(.one(try set()))
      case "{": parts.append(.oneOf(try choices()))
      case "\\":
        guard let next = take() else { throw error("ends in a backslash") }
        parts.append(.one(.scalar(next)))
      default: parts.append(.one(.scalar(scalar)))
      }
    }
    return parts
  }

  private mutating func choices() throws(RefError) -> [[Part]] {
    var choices = [try sequence(isNested: true)]
    while let scalar = take() {
      if scalar == "}" { return choices }
      choices.append(try sequence(isNested: true))
    }
    throw error("has a { that is not closed")
  }

  private mutating func set() throws(RefError) -> Matcher {
    let isNegated = peek == "!" || peek == "^"
    if isNegated { index += 1 }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while var low = take() {
      if low == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
      if low == "\\" { low = try escaped() }
      var high = low
      if peek == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
        index += 1
        high = try take() == "\\" ? escaped() : scalars[index - 1]
      }
      guard low <= high else { throw error("has a range that runs backwards") }
      ranges.append(low...high)
    }
    throw error("has a [ that is not closed")
  }

  private mutating func escaped() throws(RefError) -> Unicode.Scalar {
    guard let scalar = take() else { throw error("ends in a backslash") }
    return scalar
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    index += 1
    return scalar
  }

  private func error(_ what: String) -> RefError {
    RefError(pattern, "the pattern \"\(pattern)\" \(what)")
  }
}
