import GRDB

/// A database in a file of its own that the system removes, however the process ends: for what
/// would take memory that grows with a version.
enum PrivateDatabase {
  /// - Parameter schema: the statements that make its tables.
  static func open(_ schema: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      // What is here is lost with the process in any case. The size is in KiB.
      try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -16384")
    }
    let database = try DatabaseQueue(path: "", configuration: configuration)
    try database.write { try $0.execute(sql: schema) }
    return database
  }
}
