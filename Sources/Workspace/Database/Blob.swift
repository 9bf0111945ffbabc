import Foundation
import GRDB

/// Bytes as SQLite keeps them.
struct Blob: DatabaseValueConvertible, Hashable, Sendable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    Data.fromDatabaseValue(value).map { Blob(Array($0)) }
  }
}

extension Row {
  /// The bytes of a column that is never null.
  func bytes(_ column: String) -> [UInt8] { (self[column] as Blob).bytes }

  /// The bytes of a column, nil where it is null.
  func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Blob?)?.bytes }
}
