import LabelCore

extension ComparisonFilter {
  /// Reads `kind:flip label:"two words" by:bo`, kinds by themselves too; a failure names the word
  /// that was not understood.
  static func parse(_ text: String) -> Result<ComparisonFilter, FilterMistake> {
    var filter = ComparisonFilter()
    for token in FilterWords.split(text) {
      let parts = token.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1]) : token
      switch parts.count > 1 ? parts[0].lowercased() : "kind" {
      case "label": filter.label = value
      case "by": filter.annotator = value
      case "kind":
        guard let kind = DifferenceKind(argument: value) else {
          return .failure(FilterMistake(value))
        }
        filter.kinds.insert(kind)
      default: return .failure(FilterMistake(token))
      }
    }
    return .success(filter)
  }

  /// The filter as one would type it; a cell has no words to type.
  var typed: String {
    var words = DifferenceKind.allCases.filter(kinds.contains).map { "kind:\($0.rawValue)" }
    if let label { words.append("label:" + FilterWords.quoted(label)) }
    if let annotator { words.append("by:" + FilterWords.quoted(annotator)) }
    return words.joined(separator: " ")
  }

  static let hint =
    "kind:flip|text|only-a|only-b|skip|annotator   label:NAME   by:NAME"
}

extension ComparisonFilter.Cell {
  /// `question > complaint`: whose rows are shown.
  var words: String {
    let inA = a?.text ?? labelA
    let inB = b?.text ?? labelB
    switch (inA, inB) {
    case (let inA?, let inB?): return "\(inA) > \(inB)"
    case (let inA?, nil): return "\(inA) in A"
    case (nil, let inB?): return "\(inB) in B"
    case (nil, nil): return control
    }
  }
}

/// Words with what stands between quotation marks kept together.
enum FilterWords {
  static func split(_ text: String) -> [String] {
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

  static func quoted(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }
}
