/// Finds which column or member of somebody's data is the text.
enum TextColumn {
  /// Usual names, the likeliest first.
  static let names = [
    "text", "comment", "comments", "body", "content", "message", "review", "sentence", "tweet",
    "post", "description", "question", "utterance", "document", "feedback", "answer", "abstract",
    "title", "subject",
  ]

  /// The place of the column: by its name, else the one with the longest values; nil without any text.
  static func place(names columns: [String], lengths: [Int]) -> Int? {
    let lowered = columns.map { column in
      String(column.lowercased().filter { !$0.isWhitespace })
    }
    for name in names {
      if let place = lowered.firstIndex(of: name) { return place }
    }
    guard let longest = lengths.max(), longest > 0 else { return nil }
    return lengths.firstIndex(of: longest)
  }

  /// Whether the first of several records names the columns.
  static func isHeader(_ first: [String], before rest: [[String]]) -> Bool {
    let cells = first.map { $0.lowercased().filter { !$0.isWhitespace } }
    if cells.contains(where: names.contains) { return true }
    let looksNamed = first.allSatisfy(isName) && Set(cells).count == cells.count
    guard looksNamed, !rest.isEmpty else { return false }
    // Names are shorter than texts, and stand above what is no name: numbers, sentences.
    return first.indices.contains { column in
      let below = rest.compactMap { $0.count > column ? $0[column] : nil }
      return !below.isEmpty && below.allSatisfy { !isName($0) }
    }
  }

  /// A few words that begin with a letter.
  private static func isName(_ cell: String) -> Bool {
    guard let start = cell.unicodeScalars.first, start.properties.isAlphabetic,
      cell.utf8.count <= 40
    else { return false }
    let isPlain = cell.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || " _-.:/()#".unicodeScalars.contains($0)
    }
    return isPlain && cell.split(separator: " ").count <= 3
  }
}
