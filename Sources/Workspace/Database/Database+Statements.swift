import GRDB

extension Database {
  /// Runs a statement that is prepared once a connection: preparing costs more than most of them do.
  func run(sql: String, arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// The same with values that may be huge: the statement, which is kept, would keep them as well.
  func run(sql: String, largeArguments arguments: StatementArguments) throws {
    let statement = try cachedStatement(sql: sql)
    try statement.execute(arguments: arguments)
    statement.setUncheckedArguments([])
  }

  /// The first column of the first row, prepared once a connection as well.
  func value<T: DatabaseValueConvertible>(
    _ type: T.Type, sql: String, arguments: StatementArguments = []
  ) throws -> T? {
    try T.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first column of all rows.
  func values<T: DatabaseValueConvertible>(
    _ type: T.Type, sql: String, arguments: StatementArguments = []
  ) throws -> [T] {
    try T.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The first row.
  func row(sql: String, arguments: StatementArguments = []) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// All rows; for statements that find few.
  func rows(sql: String, arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }
}
