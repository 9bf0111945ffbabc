/// How labels of an earlier labeling config become labels of another: values renamed or dropped, controls
/// renamed. Applied to every completion of everybody; predictions stay.
package struct LabelMigration: Equatable, Sendable {
  /// A stored choice or label of one control. Of nested choices and taxonomies a way from the root, with all
  /// that lies below it.
  package struct Value: Hashable, Sendable {
    /// `from_name` before controls are renamed.
    package var control: String
    package var path: [String]

    package init(control: String, path: [String]) {
      self.control = control
      self.path = path
    }

    /// As it is typed and shown: `Hotel / Room`.
    package var name: String { path.joined(separator: Self.separator) }

    package static let separator = " / "
  }

  /// What a value becomes; nil drops it.
  package internal(set) var values: [Value: [String]?] = [:]
  /// New names of controls.
  package private(set) var controls: [String: String] = [:]
  /// Each step in words, as it was typed.
  package private(set) var steps: [String] = []

  package init() {}

  package var isEmpty: Bool { steps.isEmpty }
}

// MARK: - Reading

extension LabelMigration {
  /// `sentiment: Positive=Good`; `\=` is an equals sign in a value.
  package mutating func addRename(_ text: String) throws(MigrationMistake) {
    let (control, rest) = try Self.control(text, example: "sentiment: Positive=Good")
    let sides = Self.sides(rest)
    guard sides.count == 2, let old = sides.first, let new = sides.last, !old.isEmpty, !new.isEmpty
    else { throw MigrationMistake("--rename '\(text)': give 'CONTROL: OLD=NEW'") }
    try set(Value(control: control, path: Self.path(old)), to: Self.path(new), said: text)
    steps.append("\(control): \(old)=\(new)")
  }

  /// `sentiment: Neutral`.
  package mutating func addDrop(_ text: String) throws(MigrationMistake) {
    let (control, value) = try Self.control(text, example: "sentiment: Neutral")
    try set(Value(control: control, path: Self.path(value)), to: nil, said: text)
    steps.append("\(control): \(value) dropped")
  }

  /// `sentiment=tone`.
  package mutating func addControl(_ text: String) throws(MigrationMistake) {
    let sides = Self.sides(text)
    guard sides.count == 2, let old = sides.first, let new = sides.last, !old.isEmpty, !new.isEmpty
    else { throw MigrationMistake("--rename-control '\(text)': give OLD=NEW") }
    guard controls[old] == nil else {
      throw MigrationMistake("--rename-control names \(old) twice")
    }
    controls[old] = new
    steps.append("control \(old)=\(new)")
  }

  private mutating func set(
    _ value: Value, to new: [String]?, said text: String
  ) throws(MigrationMistake) {
    guard values[value] == nil else {
      throw MigrationMistake("'\(text)': \(value.name) of \(value.control) is named twice")
    }
    values[value] = .some(new)
  }

  private static func control(
    _ text: String, example: String
  ) throws(MigrationMistake) -> (String, String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw MigrationMistake("'\(text)' names no control: '\(example)'")
    }
    let control = trimmed(parts[0])
    let rest = trimmed(parts[1])
    guard !control.isEmpty, !rest.isEmpty else {
      throw MigrationMistake("'\(text)' is not whole: '\(example)'")
    }
    return (control, rest)
  }

  /// The parts between equals signs.
  private static func sides(_ text: String) -> [String] {
    var sides = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        if character != "=" { sides[sides.count - 1].append("\\") }
        sides[sides.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "=" {
        sides.append("")
      } else {
        sides[sides.count - 1].append(character)
      }
    }
    if isEscaped { sides[sides.count - 1].append("\\") }
    return sides.map { trimmed($0[...]) }
  }

  package static func path(_ text: String) -> [String] {
    var path: [String] = []
    var rest = text[...]
    while let range = rest.firstRange(of: Value.separator) {
      path.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return path + [String(rest)]
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// A step of a migration that makes no sense.
package struct MigrationMistake: Error, Equatable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
