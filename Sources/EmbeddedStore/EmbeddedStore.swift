package import DataRepository
import Foundation
import GRDB

/// A versioned store in one SQLite file, for one machine. Several processes may use one file at a
/// time.
///
/// Durable: every call that writes has synced the file when it returns.
package struct EmbeddedStore: VersionedStore {
  let database: any DatabaseWriter
  let nodes = NodeCache()
  let arrivals = Arrivals()
  let place: String
  let settings: Settings

  /// What the store takes from its surroundings, so that tests can say it.
  package struct Settings: Sendable {
    /// The time in Unix seconds.
    package var now: @Sendable () -> Double
    /// A new commit id: a UUID of version 4, lower-case, without dashes.
    package var makeID: @Sendable () -> String
    /// How long a writer waits for another process, in seconds.
    package var patience: Double
    /// How long a staged body is kept that no commit asked for, in seconds.
    package var stagedLifetime: Double
    /// How often a subscriber looks for commits of other processes, in seconds.
    package var lookInterval: Double

    package init() {
      now = { Date().timeIntervalSince1970 }
      makeID = {
        UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
      }
      patience = 30
      stagedLifetime = 24 * 3600
      lookInterval = 0.5
    }
  }

  /// Opens the store in the file at `path`, making it and its directory when missing.
  package static func open(at path: String, settings: Settings = Settings()) throws -> EmbeddedStore
  {
    // Switching a new file to WAL does not wait for another process that does the same, so this does.
    let end = Date().addingTimeInterval(settings.patience)
    while true {
      do {
        return try openOnce(at: path, settings)
      } catch let error as StoreError where error.code == .timeout && Date() < end {
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
  }

  private static func openOnce(at path: String, _ settings: Settings) throws -> EmbeddedStore {
    try failing(at: path) {
      let directory = (path as NSString).deletingLastPathComponent
      if !directory.isEmpty {
        try FileManager.default.createDirectory(
          atPath: directory, withIntermediateDirectories: true)
      }
      let pool = try DatabasePool(path: path, configuration: configuration(settings))
      try pool.read { try Schema.check($0, place: path) }
      try requireFullSync(pool, place: path)
      let store = EmbeddedStore(database: pool, place: path, settings: settings)
      try store.prepare()
      return store
    }
  }

  /// A store that lives as long as this value, for tests.
  package static func inMemory(settings: Settings = Settings()) throws -> EmbeddedStore {
    let place = ":memory:"
    return try failing(at: place) {
      let queue = try DatabaseQueue(configuration: configuration(settings))
      let store = EmbeddedStore(database: queue, place: place, settings: settings)
      try store.prepare()
      return store
    }
  }

  private static func configuration(_ settings: Settings) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(settings.patience)
    configuration.prepareDatabase { database in
      // The writer touches random places of the index of contents when many files come at once;
      // readers are several, and each has a cache of its own. In KiB.
      let size = database.configuration.readonly ? 4096 : 65536
      try database.execute(sql: "PRAGMA cache_size = -\(size)")
    }
    return configuration
  }

  /// GRDB's pool sets `synchronous` to NORMAL by itself, after `prepareDatabase`.
  private static func requireFullSync(_ pool: DatabasePool, place: String) throws {
    let level = try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      return try Int.fetchOne(database, sql: "PRAGMA synchronous")
    }
    guard level == 2 else {
      throw StoreError(
        .failed, place, "SQLite did not take synchronous=FULL, so commits would not be durable")
    }
  }

  private func prepare() throws {
    try Schema.migrate(database)
    try database.write { try removeStale(in: $0) }
  }

  package func identity() async throws -> StoreIdentity {
    let id = try await read { database in
      try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'id'")
    }
    return StoreIdentity(kind: "embedded", id: id ?? "", place: place)
  }
}
