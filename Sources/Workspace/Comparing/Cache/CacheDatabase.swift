import Foundation
import GRDB
import Synchronization

/// The file behind a cache: opened on first use, thrown away when it is broken, done without when
/// it cannot be had.
final class CacheDatabase: Sendable {
  /// Raised whenever the tables change, or what is read of an object: a file with another number is thrown
  /// away.
  static let version = 2

  private let place: String
  /// Nil before the first use.
  private let opened = Mutex<(any DatabaseWriter)?>(nil)

  /// "" is a private file that the system removes.
  init(at place: String) {
    self.place = place
  }

  /// What `body` finds; `nothing` when the cache cannot be read.
  func read<T: Sendable>(
    _ nothing: T, _ body: @escaping @Sendable (Database) throws -> T
  ) async -> T {
    guard let database = writer() else { return nothing }
    do {
      return try await database.read(body)
    } catch {
      discard(after: error, database)
      return nothing
    }
  }

  /// Runs `body` as one transaction; all is as before when that fails.
  func write(_ body: @escaping @Sendable (Database) throws -> Void) async {
    guard let database = writer() else { return }
    do {
      try await database.write(body)
    } catch {
      discard(after: error, database)
    }
  }

  private func writer() -> (any DatabaseWriter)? {
    opened.withLock { opened in
      if opened == nil { opened = Self.open(place) ?? Self.open("") }
      return opened
    }
  }

  /// Throws the file away when it is what is wrong. Others that have it open keep working on it.
  private func discard(after error: any Error, _ database: any DatabaseWriter) {
    guard Self.isBroken(error) else { return }
    opened.withLock { opened in
      guard opened === database else { return }
      opened = nil
      Self.remove(place)
    }
  }

  private static func isBroken(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    switch error.resultCode.primaryResultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_FORMAT: return true
    default: return false
    }
  }

  private static func remove(_ place: String) {
    if place.isEmpty { return }
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: place + suffix)
    }
  }

  /// Opens the file, a new one where the old is broken or of another version; nil when that fails.
  private static func open(_ place: String) -> (any DatabaseWriter)? {
    do {
      return try openOnce(place)
    } catch {
      guard isBroken(error) || error is OtherVersion else { return nil }
      remove(place)
      return try? openOnce(place)
    }
  }

  private struct OtherVersion: Error {}

  private static func openOnce(_ place: String) throws -> any DatabaseWriter {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { database in
      // In KiB. Writing finds random places of the index.
      let size = database.configuration.readonly ? 8_192 : 32_768
      try database.execute(sql: "PRAGMA cache_size = -\(size)")
    }
    let database: any DatabaseWriter
    if place.isEmpty {
      database = try DatabaseQueue(path: "", configuration: configuration)
    } else {
      try FileManager.default.createDirectory(
        atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      database = try DatabasePool(path: place, configuration: configuration)
    }
    try database.write { database in
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      if tables > 0, found != version { throw OtherVersion() }
      if tables == 0 { try database.execute(sql: schema) }
    }
    return database
  }

  /// `summary` is empty for what is no task. Rows of a version are written in the order of its
  /// listing, and so are read in nearly the order of the file.
  private static let schema = """
    CREATE TABLE kinds (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE summaries (
      serial INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL,
      hash BLOB NOT NULL,
      content BLOB NOT NULL,
      summary BLOB NOT NULL,
      used INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX summaries_by_hash ON summaries (kind, hash);
    CREATE TABLE tallies (
      fingerprint TEXT PRIMARY KEY,
      tally BLOB NOT NULL,
      used INTEGER NOT NULL
    ) WITHOUT ROWID;
    PRAGMA user_version = \(version);
    """
}
