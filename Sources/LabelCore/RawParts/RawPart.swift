/// A piece of a raw file that holds one task, or should hold one.
package struct RawPart: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// A JSON value as it is written; not checked.
    case json
    /// A record of CSV or TSV with the names of its columns.
    case record([[UInt8]], names: [String])
    /// Why the piece is none of both.
    case problem(RawProblem)
  }

  /// Place among the pieces of the file, from 0.
  package var nth: Int
  /// The byte of the file that it begins at; nil where the task has the file to itself.
  package var start: Int?
  /// The line it begins on, from 1.
  package var line: Int
  /// As written.
  package var bytes: [UInt8]
  package var content: Content

  /// A value that was cut out of a file of several tasks before.
  package static func value(_ bytes: [UInt8]) -> RawPart {
    RawPart(nth: 0, start: 0, line: 1, bytes: bytes, content: .json)
  }

  /// A file that is a piece by itself.
  package static func file(_ bytes: [UInt8]) -> RawPart {
    RawPart(nth: 0, start: nil, line: 1, bytes: bytes, content: .json)
  }
}

/// What a raw file is, besides one task as JSON.
package struct RawForm: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// A list, lines or records: each a task.
  package static let several = RawForm(rawValue: 1)
  /// CSV or TSV.
  package static let table = RawForm(rawValue: 2)
  /// It begins with a byte order mark.
  package static let marked = RawForm(rawValue: 4)
}

/// What a raw file's name says is in it; its content may say otherwise.
enum RawNaming {
  case table(delimiter: UInt8?)
  case lines
  case other

  /// By the end of the name, or of the directory that `put file --split` made of the file.
  init(key: String) {
    let names = key.split(separator: "/").map(String.init)
    var name = names.last ?? ""
    if !name.contains("."), names.count > 1 { name = names[names.count - 2] }
    switch ImportFormat(fileName: name) {
    case .csv: self = .table(delimiter: nil)
    case .tsv: self = .table(delimiter: UInt8(ascii: "\t"))
    case .jsonLines: self = .lines
    case .json, .text, nil: self = .other
    }
  }
}
