/// Rows under headings, to be printed in one of several ways.
struct ReportTable {
  var headings: [String]
  /// As many fields as headings each.
  var rows: [[String]] = []

  /// RFC 4180 with `\n` at line ends; fields that hold quotes, commas or line breaks are quoted.
  var csv: String {
    ([headings] + rows).map(Self.csvLine).joined()
  }

  static func csvLine(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// A table of GitHub's Markdown; the first `words` columns are words, the others figures.
  func markdown(words: Int) -> String {
    let rule = headings.indices.map { $0 < words ? "---" : "---:" }
    return Self.markdownLine(headings) + "| " + rule.joined(separator: " | ") + " |\n"
      + rows.map(Self.markdownLine).joined()
  }

  static func markdownLine(_ fields: [String]) -> String {
    "| " + fields.map(escaped).joined(separator: " | ") + " |\n"
  }

  /// Columns aligned to the right, but for the last: words stand there, whose width is nobody's
  /// business.
  var text: String {
    let last = headings.count - 1
    let widths = headings.indices.map { column in
      ([headings] + rows).reduce(0) { max($0, $1[column].count) }
    }
    return ([headings] + rows).map { fields in
      let cells = fields.indices.map { column -> String in
        let field = ReportText.visible(fields[column])
        return column == last
          ? field : String(repeating: " ", count: widths[column] - field.count) + field
      }
      return cells.joined(separator: "  ") + "\n"
    }
    .joined()
  }

  private static func quoted(_ field: String) -> String {
    let isPlain = !field.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    if isPlain { return field }
    let doubled = field.unicodeScalars.reduce(into: "") { text, scalar in
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return "\"\(doubled)\""
  }

  /// The field as plain words: what Markdown or HTML would read gets a backslash.
  static func escaped(_ field: String) -> String {
    ReportText.visible(field).reduce(into: "") { text, character in
      if "\\|`*_<>[]#~&".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
