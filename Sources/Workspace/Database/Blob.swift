import Foundation
import GRDB
import LabelCore

/// Bytes as SQLite keeps them.
struct Blob: DatabaseValueConvertible, Hashable, Sendable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  /// JSON as SQLite takes it, without a copy on the way.
  static func json(_ value: JSON, _ style: JSON.Style) -> Data {
    var data = Data(capacity: value.textSize)
    value.write(style) { data.append(contentsOf: $0) }
    return data
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    Data.fromDatabaseValue(value).map { Blob(Array($0)) }
  }
}

extension JSON {
  /// About as many bytes as it takes, from its strings.
  fileprivate var textSize: Int {
    switch self {
    case .null, .bool: 8
    case .number(let text), .escaped(let text): text.utf8.count + 8
    case .string(let text): text.utf8.count + text.utf8.count / 16 + 8
    case .array(let values): values.reduce(8) { $0 + $1.textSize }
    case .object(let members):
      members.reduce(8) { $0 + $1.name.utf8.count + $1.value.textSize + 8 }
    }
  }
}

extension Row {
  /// The JSON in a column that is never null, read where SQLite has it.
  func json(_ column: String) throws -> JSON {
    try withUnsafeData(named: column) { data in
      try (data ?? Data()).withUnsafeBytes { try JSON(parsing: $0.bindMemory(to: UInt8.self)) }
    }
  }

  /// The bytes of a column that is never null.
  func bytes(_ column: String) -> [UInt8] { (self[column] as Blob).bytes }

  /// The bytes of a column, nil where it is null.
  func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Blob?)?.bytes }
}
