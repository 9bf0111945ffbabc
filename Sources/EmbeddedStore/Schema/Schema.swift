import DataRepository
import Foundation
import GRDB

/// The tables of the file. Migrations are named and only ever added to; a shipped one is never
/// edited.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 repos, branches, commits, trees, contents") { database in
      try database.execute(sql: first)
      try database.execute(
        sql: "INSERT INTO meta (name, value) VALUES ('id', ?)",
        arguments: [UUID().uuidString.lowercased()])
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("2 notes on branches") { database in
      try database.execute(sql: "ALTER TABLE branches ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    }
    return migrator
  }

  /// Brings the file up to date, also while other processes do the same: whoever comes second finds a step
  /// done that it was about to do, and goes on behind it.
  static func migrate(_ database: any DatabaseWriter) throws {
    while true {
      let before = try database.read { try migrator.appliedIdentifiers($0).count }
      do {
        return try migrator.migrate(database)
      } catch {
        let after = try database.read { try migrator.appliedIdentifiers($0).count }
        guard after > before else { throw error }
      }
    }
  }

  /// "tagl", in the header of the file.
  static let applicationID = 0x7461_676C

  /// Refuses files of others and of newer programs, before anything is changed.
  static func check(_ database: Database, place: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    // Another process may be making the file just now: the list of migrations comes first, on its own.
    let tables = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name != 'grdb_migrations'")
    guard tables ?? 0 == 0 || id == applicationID else {
      throw StoreError(.failed, place, "\(place) is a database, but not a Tagline store")
    }
    guard try !migrator.hasBeenSuperseded(database) else {
      throw StoreError(
        .unsupported, place,
        "\(place) was written by a newer version of Tagline; this one cannot read it")
    }
  }

  private static let first = """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE repos (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      description TEXT NOT NULL,
      created REAL NOT NULL
    );
    CREATE TABLE branches (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      repo INTEGER NOT NULL REFERENCES repos ON DELETE CASCADE,
      name TEXT NOT NULL,
      head INTEGER,
      UNIQUE (repo, name)
    );
    CREATE TABLE commits (
      id INTEGER PRIMARY KEY,
      repo INTEGER NOT NULL REFERENCES repos ON DELETE CASCADE,
      uuid TEXT NOT NULL,
      branch TEXT NOT NULL,
      parent INTEGER,
      description TEXT NOT NULL,
      started REAL NOT NULL,
      finished REAL,
      tree INTEGER,
      tree_hash BLOB,
      files INTEGER NOT NULL DEFAULT 0,
      size INTEGER NOT NULL DEFAULT 0,
      deleted INTEGER NOT NULL DEFAULT 0
    );
    CREATE UNIQUE INDEX commits_by_uuid ON commits (uuid, repo);
    CREATE INDEX commits_by_repo ON commits (repo);
    CREATE TABLE nodes (
      id INTEGER PRIMARY KEY,
      body BLOB NOT NULL,
      links BLOB NOT NULL
    );
    CREATE TABLE contents (
      id INTEGER PRIMARY KEY,
      hash BLOB UNIQUE,
      size INTEGER NOT NULL,
      data BLOB
    );
    CREATE TABLE pieces (
      content INTEGER NOT NULL,
      place INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (content, place)
    ) WITHOUT ROWID;
    CREATE TABLE staged (
      content INTEGER PRIMARY KEY,
      at REAL NOT NULL
    );
    """
}
