/// Writes values as Python's `repr` does, for messages in Label Studio's words.
enum PythonText {
  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }

  /// In single quotes, or in double ones if only those need no escape.
  static func quoted(_ text: String) -> String {
    let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where Character(scalar) == quote: result += "\\" + String(quote)
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(quote)
  }
}

extension PythonText {
  /// Characters of a quoted value; what is longer is cut.
  private static let limit = 400

  /// A value as Python's `repr` writes what its `json` reads, cut after some hundred characters.
  static func value(_ value: JSON) -> String {
    var text = ""
    append(value, to: &text)
    return text.unicodeScalars.count > limit
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…" : text
  }

  /// The class of a value as Python prints it.
  static func type(_ value: JSON) -> String {
    let name =
      switch value {
      case .null: "NoneType"
      case .bool: "bool"
      case .number(let text): text.contains(where: { ".eE".contains($0) }) ? "float" : "int"
      case .string, .escaped: "str"
      case .array: "list"
      case .object: "dict"
      }
    return "<class '\(name)'>"
  }

  /// Stops once there is enough to be cut.
  private static func append(_ value: JSON, to text: inout String) {
    guard text.utf8.count <= 4 * limit else { return }
    switch value {
    case .null: text += "None"
    case .bool(let value): text += value ? "True" : "False"
    case .number(let spelling): text += number(spelling)
    case .string(let string): text += quoted(beginning(of: string))
    case .escaped: text += quoted(beginning(of: value.stringValue ?? ""))
    case .array(let values):
      text += "["
      for (index, value) in values.prefix(limit).enumerated() {
        if index > 0 { text += ", " }
        append(value, to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.prefix(limit).enumerated() {
        if index > 0 { text += ", " }
        text += quoted(beginning(of: member.name)) + ": "
        append(member.value, to: &text)
      }
      text += "}"
    }
  }

  private static func beginning(of text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit + 1)))
  }

  private static func number(_ spelling: String) -> String {
    guard spelling.contains(where: { ".eE".contains($0) }), let value = Double(spelling) else {
      return spelling
    }
    return value.description
  }
}
