/// The forms of a user's own file that tasks are read from.
package enum ImportFormat: String, CaseIterable, Hashable, Sendable {
  case csv, tsv
  /// One JSON value a line.
  case jsonLines = "jsonl"
  /// A list of tasks, or one task.
  case json
  /// A task a line.
  case text = "txt"

  /// By the end of a file's name, in any case; nil when it says nothing.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    switch fileName[fileName.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "jsonl", "ndjson", "jsonlines": self = .jsonLines
    case "json": self = .json
    case "txt", "text": self = .text
    default: return nil
    }
  }
}

/// Why a file cannot be imported, and where.
package struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    case wrongEncoding
    case damaged
    /// A JSON object without a text.
    case noText
    case noTasks
    /// The column asked for is not there.
    case noColumn
  }

  package var code: Code
  /// The file as its user named it.
  package var file: String
  /// From 1; nil when the whole file is meant.
  package var line: Int?
  package var message: String

  package var description: String {
    line.map { "\(file), line \($0): \(message)" } ?? "\(file): \(message)"
  }
}

/// What is known of a user's file before it is read.
package struct ImportOptions: Hashable, Sendable {
  /// As the user named it, for messages.
  package var file: String
  package var format: ImportFormat
  /// The column or member that holds the text; nil finds it.
  package var textColumn: String?
  /// Whether the first record of CSV or TSV names the columns; nil finds out.
  package var hasHeader: Bool?
  /// Whether `{"data": …}` is taken as it is, whatever its data are called: results speak of those
  /// names.
  package var keepsWholeTasks = false
  /// What the labeling config shows: data that have all of it keep their names.
  package var fields: [String] = []

  package init(file: String, format: ImportFormat) {
    self.file = file
    self.format = format
  }

  /// Whether members or columns of these names are what the labeling config shows, so that none is to be found
  /// and called `text`.
  func isComplete(_ names: [String]) -> Bool {
    textColumn == nil && !fields.isEmpty && fields.allSatisfy(names.contains)
  }
}

/// Makes raw tasks of a user's own file, piece by piece: objects with `text` first and the other
/// columns behind.
///
/// CSV and TSV hold at most a hundred records back, until it is known which column is the text.
package struct TaskImport: Sendable {
  private let options: ImportOptions
  private var encoding: EncodingCheck
  private var reader: any TaskReader
  private var hasTasks = false

  package init(_ options: ImportOptions) {
    self.options = options
    encoding = EncodingCheck(file: options.file)
    reader =
      switch options.format {
      case .csv: TableReader(options, delimiter: nil)
      case .tsv: TableReader(options, delimiter: UInt8(ascii: "\t"))
      case .jsonLines: ValueReader(options)
      case .json: DocumentReader(options)
      case .text: TextReader()
      }
  }

  /// Records of CSV and TSV passed over so far because their text is empty.
  package var skipped: Int { reader.skipped }

  /// The tasks that are complete with these bytes.
  package mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON] {
    let text = try encoding.append(bytes)
    let tasks = try reader.append(text)
    hasTasks = hasTasks || !tasks.isEmpty
    return tasks
  }

  /// The last tasks.
  /// - Throws: `noTasks` when there were none at all.
  package mutating func finish() throws(ImportError) -> [JSON] {
    let rest = try encoding.finish()
    let tasks = try reader.append(rest) + reader.finish()
    guard hasTasks || !tasks.isEmpty else {
      throw ImportError(
        code: .noTasks, file: options.file, line: nil, message: "there is nothing in it to label")
    }
    return tasks
  }
}

/// Makes tasks of text that is known to be UTF-8.
protocol TaskReader: Sendable {
  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON]
  mutating func finish() throws(ImportError) -> [JSON]
  /// Records passed over because their text is empty.
  var skipped: Int { get }
}

extension TaskReader {
  var skipped: Int { 0 }
}

/// A task a line; empty lines are passed over.
struct TextReader: TaskReader {
  private var lines = LineReader()

  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON] {
    lines.append(bytes).compactMap(Self.task)
  }

  mutating func finish() throws(ImportError) -> [JSON] {
    lines.finish().compactMap(Self.task)
  }

  private static func task(_ line: [UInt8]) -> JSON? {
    var end = line.endIndex
    while end > 0, line[end - 1] == 0x0a || line[end - 1] == 0x0d { end -= 1 }
    guard line[..<end].contains(where: { $0 > 0x20 }) else { return nil }
    return .object([JSON.Member("text", .string(String(decoding: line[..<end], as: UTF8.self)))])
  }
}
