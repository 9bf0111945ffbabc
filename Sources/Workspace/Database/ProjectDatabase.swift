import Foundation
import GRDB

/// `.tagline/project.db`: everything Tagline knows about a workspace. Every write is durable on return.
struct ProjectDatabase: Sendable {
  private let pool: DatabasePool
  /// What is read: the file, or where an older version wrote it and it may not be changed, a copy that was brought
  /// up to date.
  private let reader: any DatabaseReader
  let place: String

  /// Opens the file, making it when missing; `isReadOnly` never changes it.
  init(at place: String, isReadOnly: Bool) throws {
    self.place = place
    do {
      var configuration = Configuration()
      configuration.readonly = isReadOnly
      configuration.busyMode = .timeout(10)
      pool = try DatabasePool(path: place, configuration: configuration)
      try pool.read { try Schema.check($0, place: place) }
      guard isReadOnly else {
        try Self.requireFullSync(pool, place: place)
        try Schema.migrator.migrate(pool)
        reader = pool
        return
      }
      let isCurrent = try pool.read { try Schema.migrator.hasCompletedMigrations($0) }
      reader = isCurrent ? pool : try Self.currentCopy(of: pool)
    } catch {
      throw Self.failure(error, at: place)
    }
  }

  /// In a private file, which takes as long as copying does; opening the workspace for writing makes it needless.
  private static func currentCopy(of pool: DatabasePool) throws -> DatabaseQueue {
    let copy = try PrivateDatabase.open("")
    try pool.backup(to: copy)
    try Schema.migrator.migrate(copy)
    return copy
  }

  /// GRDB's pool sets `synchronous` to NORMAL by itself, after `prepareDatabase`.
  private static func requireFullSync(_ pool: DatabasePool, place: String) throws {
    let level = try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      return try Int.fetchOne(database, sql: "PRAGMA synchronous")
    }
    guard level == 2 else {
      throw WorkspaceError(
        .failed, place, "SQLite did not take synchronous=FULL, so labels would not be durable")
    }
  }

  /// Runs `body` in a snapshot.
  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await reader.read(body)
    } catch {
      throw Self.failure(error, at: place)
    }
  }

  /// The state of now, for as long as it is held.
  func snapshot() throws -> DatabaseSnapshot {
    do {
      return try pool.makeSnapshot()
    } catch {
      throw Self.failure(error, at: place)
    }
  }

  /// Runs `body` as one transaction: all or nothing, synced when this returns.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await pool.write(body)
    } catch {
      throw Self.failure(error, at: place)
    }
  }

  /// As `write`, for the few places that cannot wait.
  func writeNow<T>(_ body: (Database) throws -> T) throws -> T {
    do {
      return try pool.write(body)
    } catch {
      throw Self.failure(error, at: place)
    }
  }

  func close() throws {
    try pool.close()
  }

  /// SQLite's errors as sentences; all others as they are.
  private static func failure(_ error: any Error, at place: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode.primaryResultCode {
    case .SQLITE_INTERRUPT, .SQLITE_ABORT:
      return CancellationError()
    case .SQLITE_FULL:
      return WorkspaceError(.failed, place, "no space left on the disk of \(place)")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return WorkspaceError(.failed, place, "\(place) is damaged: \(error.message ?? "")")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return WorkspaceError(
        .failed, place, "\(place) cannot be written: \(error.message ?? "read-only")")
    case .SQLITE_CANTOPEN:
      return WorkspaceError(.failed, place, "\(place) cannot be opened")
    default:
      return WorkspaceError(
        .failed, place, "\(place): \(error.message ?? "error \(error.resultCode)")")
    }
  }
}

extension Database {
  /// A value kept by name, nil when there is none.
  func meta(_ name: MetaName) throws -> String? {
    try value(
      String.self, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name.rawValue])
  }

  func setMeta(_ name: MetaName, _ value: String?) throws {
    guard let value else {
      return try run(sql: "DELETE FROM meta WHERE name = ?", arguments: [name.rawValue])
    }
    try run(
      sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [name.rawValue, value])
  }
}

/// Single values that project.db keeps.
enum MetaName: String {
  case storeKind, storeID, storePlace
  /// Head of the branch at the last complete sync.
  case sourceCommit, targetCommit
  /// Commit that raw files were last read at, also by a sync that was cut off.
  case readCommit
  /// A commit of ours that others came before, while what it overwrote is not yet in the drafts.
  case overtaken
  /// The highest task id ever given.
  case highestID
  case syncedAt
  /// Counts syncs: rows not seen in the newest are gone.
  case generation
  case lastTask
  case savedAt, sentAt
  /// SHA-256 of source.json and target.json as we last wrote them.
  case sourceFile, targetFile
  /// Annotator and config for which outcome, label and marks of the tasks were worked out.
  case view
  /// Set while source.json and target.json are behind project.db.
  case idFilesAreOld
  /// The last labeling config that all labels fitted.
  case fittingConfig
  /// Config and misfits of which somebody said that they may be.
  case acceptedUnfit
  /// What the tasks were made with: a change of it reads every file again.
  case reading
}
