/// Why a raw file, or a piece of it, cannot be read as a task.
package struct RawProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    case notJSON
    /// A list of none or several tasks, or something that is no object.
    case notOneTask
    case missingField
    case wrongType
    /// `data`, `completions`, `predictions` or something in them has the wrong shape.
    case wrongShape
    /// No text in UTF-8.
    case notText
    /// A record of CSV or TSV that is damaged.
    case badRecord
  }

  package var code: Code
  /// In plain words and without the key: what is wrong, and what to do where that is not plain.
  package var reason: String
  /// What Label Studio 0.8.2 says of the file, the key in front; what it quotes of the file is cut. Empty for
  /// what it does not read at all.
  package var message: String

  package init(_ code: Code, _ reason: String, message: String = "") {
    self.code = code
    self.reason = reason
    self.message = message
  }

  package var description: String { reason }

  /// Both, as the task list keeps them: the reason is the first line.
  package var listed: String {
    message.isEmpty ? reason : "\(reason)\nLabel Studio 0.x says: \(message)"
  }
}

extension RawProblem {
  /// Of bytes that are no JSON. `line` is where they begin in the file.
  init(_ error: JSONError, in bytes: [UInt8], key: String, line: Int) {
    self.init(
      .notJSON, Self.reason(error, bytes, line: line + error.line - 1),
      message: "\(key) :: \(error)")
  }

  private static func reason(_ error: JSONError, _ bytes: [UInt8], line: Int) -> String {
    guard let start = bytes.first(where: { !$0.isJSONBlank }) else { return "it is empty" }
    if error.reason == "Invalid UTF-8" { return "line \(line): \(EncodingCheck.notUTF8)" }
    guard start == UInt8(ascii: "{") || start == UInt8(ascii: "[") else {
      let isText = !bytes.contains(0) && String(validating: bytes.dropLast(3), as: UTF8.self) != nil
      return isText ? plainText : "it is no text"
    }
    if error.reason == "Expecting value", isNoNumber(bytes, at: error.offset) {
      return "line \(line), column \(error.column): NaN and Infinity are no JSON; write null"
    }
    return "line \(line), column \(error.column): this is no JSON: \(error.reason)"
  }

  /// Python's json module reads and writes them, and no other does.
  private static func isNoNumber(_ bytes: [UInt8], at offset: Int) -> Bool {
    let rest = String(decoding: bytes, as: UTF8.self).unicodeScalars.dropFirst(offset)
    return ["NaN", "Infinity", "-Infinity"].contains { rest.starts(with: $0.unicodeScalars) }
  }

  /// A sample of a file may end within a character.
  private static let plainText =
    "it is plain text, no JSON: put it in as {\"text\": \"...\"}, as lines of them (.jsonl) or as .csv; "
    + "or label whole files, with \"use_blob_urls\": true in the source's params"
}
