import LabelCore

/// Cuts an export into its tasks' bytes: the objects of one array, or objects one after another.
struct ExportReader {
  struct Value {
    var bytes: [UInt8]
    /// From the beginning of the file.
    var offset: Int
    /// From 1.
    var line: Int
  }

  private var isInString = false
  private var isEscaped = false
  /// Objects and arrays open inside of a task.
  private var depth = 0
  private var value: [UInt8] = []
  private var start = (offset: 0, line: 1)
  private var offset = 0
  private var line = 1

  /// The tasks that end in these bytes.
  mutating func append(_ bytes: [UInt8]) -> [Value] {
    var values: [Value] = []
    for byte in bytes {
      if let value = take(byte) { values.append(value) }
      offset += 1
      if byte == 0x0a { line += 1 }
    }
    return values
  }

  /// What is left at the end: a value that is not complete.
  mutating func finish() -> [Value] {
    if value.isEmpty { return [] }
    return [end()]
  }

  private mutating func take(_ byte: UInt8) -> Value? {
    if value.isEmpty {
      // Between tasks: white space, and the array around them; before all, a byte order mark.
      let isMark = offset < 3 && [0xef, 0xbb, 0xbf].contains(byte)
      if isMark
        || [0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]")]
          .contains(byte)
      {
        return nil
      }
      start = (offset, line)
    }
    value.append(byte)
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return nil
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth <= 0 { return end() }
    default: break
    }
    return nil
  }

  private mutating func end() -> Value {
    defer {
      value = []
      depth = 0
    }
    return Value(bytes: value, offset: start.offset, line: start.line)
  }
}

/// One task of an export.
enum ExportedTask {
  /// The task as 0.x stores it: 1.x's `annotations` are called completions there.
  static func object(parsing bytes: [UInt8]) throws(ObjectProblem) -> TaskObject {
    let tree: JSON
    do throws(JSONError) {
      tree = try JSON(parsing: bytes)
    } catch {
      throw ObjectProblem(.notJSON, detail: error.description)
    }
    return try TaskObject(tree.renaming("annotations", to: "completions"))
  }

  /// The same; `place` is for saying what is wrong with it.
  static func object(_ bytes: [UInt8], in place: String) throws -> TaskObject {
    do throws(ObjectProblem) {
      return try object(parsing: bytes)
    } catch {
      throw WorkspaceError(
        .invalidConfig, place,
        "\(place) holds no task of a JSON export with its completions or annotations "
          + "(\(error.sentence)); JSON_MIN, CSV and the like have no completions to compare")
    }
  }
}
