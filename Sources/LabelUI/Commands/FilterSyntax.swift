package import LabelCore

extension TaskFilter {
  /// Reads `state:open label:"two words" is:stale quote`, other words being text to look for; nil
  /// names a wrong word.
  package static func parse(_ text: String) -> Result<TaskFilter, FilterMistake> {
    var filter = TaskFilter()
    var words: [String] = []
    for token in tokens(of: text) {
      guard let colon = token.firstIndex(of: ":") else {
        words.append(token)
        continue
      }
      let name = token[..<colon].lowercased()
      let value = String(token[token.index(after: colon)...])
      switch name {
      case "state", "is":
        guard filter.add(state: value.lowercased()) else { return .failure(FilterMistake(value)) }
      case "label": filter.label = value
      case "text": words.append(value)
      default: words.append(token)
      }
    }
    filter.text = words.joined(separator: " ")
    return .success(filter)
  }

  /// The filter as one would type it.
  package var typed: String {
    var words = TaskStatus.allCases.filter(statuses.contains).map { "state:\($0.rawValue)" }
    words += Self.markNames.filter { marks.contains($0.mark) }.map { "is:\($0.name)" }
    if !label.isEmpty { words.append("label:" + Self.quoted(label)) }
    if !text.isEmpty { words.append(text.contains(":") ? "text:" + Self.quoted(text) : text) }
    return words.joined(separator: " ")
  }

  private static let markNames: [(name: String, mark: TaskMarks)] = [
    ("unsent", .unsent), ("stale", .stale), ("noted", .noted), ("others", .others),
  ]

  private mutating func add(state: String) -> Bool {
    if let mark = Self.markNames.first(where: { $0.name == state }) {
      marks.insert(mark.mark)
    } else if let status = TaskStatus(rawValue: state == "done" ? "labelled" : state) {
      statuses.insert(status)
    } else {
      return false
    }
    return true
  }

  private static func quoted(_ text: String) -> String {
    text.contains(" ") ? "\"\(text)\"" : text
  }

  /// Words, with what stands between quotation marks kept together.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var current = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !current.isEmpty { tokens.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    return current.isEmpty ? tokens : tokens + [current]
  }
}

/// A state that no task has.
package struct FilterMistake: Error, Equatable {
  package var word: String

  init(_ word: String) { self.word = word }

  package var message: String {
    "no state is called \(word): open, labelled, skipped, unreadable, orphan, "
      + "unsent, stale, noted, others"
  }
}
