import DataRepository
import GRDB
import GRDBSQLite

/// A prepared statement without GRDB's argument boxes: for the few statements that run once a file
/// or node.
struct RawStatement {
  private let statement: Statement
  private let database: Database
  private var handle: OpaquePointer { statement.sqliteStatement }

  init(_ database: Database, _ sql: String) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
  }

  func bind(_ place: Int32, _ value: Int64) {
    sqlite3_bind_int64(handle, place, value)
  }

  func bind(_ place: Int32, _ value: Bytes) {
    value.withUnsafeBytes { bind(place, $0) }
  }

  func bind(_ place: Int32, _ value: ArraySlice<UInt8>) {
    value.withUnsafeBytes { bind(place, $0) }
  }

  func bind(_ place: Int32, _ value: ContentHash) {
    bind(place, value.bytes)
  }

  private func bind(_ place: Int32, _ value: UnsafeRawBufferPointer) {
    // A null pointer would bind NULL, not an empty body.
    guard let start = value.baseAddress, !value.isEmpty else {
      sqlite3_bind_zeroblob(handle, place, 0)
      return
    }
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_blob64(handle, place, start, UInt64(value.count), copied)
  }

  func bindNull(_ place: Int32) {
    sqlite3_bind_null(handle, place)
  }

  /// Goes to the next row; false at the end. `reset` must follow.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let error = DatabaseError(
        resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
      reset()
      throw error
    }
  }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Runs a statement that gives no rows.
  func run() throws {
    _ = try step()
    reset()
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  func int64(_ column: Int32) -> Int64 {
    sqlite3_column_int64(handle, column)
  }

  func bytes(_ column: Int32) -> Bytes {
    let count = Int(sqlite3_column_bytes(handle, column))
    guard count > 0, let start = sqlite3_column_blob(handle, column) else { return [] }
    return Bytes(UnsafeRawBufferPointer(start: start, count: count))
  }
}
