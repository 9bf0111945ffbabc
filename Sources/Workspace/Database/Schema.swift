import GRDB

/// The tables of project.db. Migrations are named and only ever added to; a shipped one is never edited.
enum Schema {
  /// "tagp", in the header of the file.
  static let applicationID = 0x7461_6770

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 tasks, objects, journal, outbox") { database in
      try database.execute(sql: tasks)
      try database.execute(sql: labels)
      try database.execute(sql: decisions)
      try database.execute(sql: counting)
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("2 copies whose labels were taken over") { database in
      try database.execute(
        sql: "ALTER TABLE objects ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0")
    }
    migrator.registerMigration("3 labels that stay without their raw file") { database in
      try database.execute(
        sql: """
          ALTER TABLE tasks ADD COLUMN is_kept INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX tasks_kept ON tasks (ordinal) WHERE is_kept;
          CREATE INDEX tasks_outdated ON tasks (ordinal) WHERE marks & 16;
          DELETE FROM held;
          """)
      // Paths and answers without a name are counted from here on.
      let rows = try Row.fetchCursor(database, sql: "SELECT bytes FROM objects")
      while let row = try rows.next() { try database.count(regionsOf: row.bytes("bytes"), by: 1) }
    }
    migrator.registerMigration("4 annotations of Label Studio 1.x") { database in
      try database.execute(sql: annotated)
      // Earlier versions filed such objects as unreadable ones: the next sync reads these again.
      try database.execute(sql: "UPDATE objects SET hash = '' WHERE ordinal IS NULL")
      try database.execute(sql: "DELETE FROM meta WHERE name = 'targetCommit'")
    }
    migrator.registerMigration("5 several tasks in a raw file") { database in
      try database.execute(sql: severalTasks)
    }
    migrator.registerMigration("6 annotations that are taken away") { database in
      // 1: with the next send; 2: it is put back with the next send.
      try database.execute(
        sql: """
          ALTER TABLE annotated ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX annotated_pending ON annotated (ordinal) WHERE pending;
          """)
    }
    migrator.registerMigration("7 what is under way") { database in
      // `bytes`: what the commit holds of a task that was decided anew since; else its draft.
      try database.execute(
        sql: """
          CREATE TABLE under_way (
            ordinal INTEGER PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
            bytes BLOB
          );
          CREATE INDEX journal_by_task ON journal (ordinal);
          """)
    }
    return migrator
  }

  /// Refuses files of others and of newer programs, before anything is changed.
  static func check(_ database: Database, place: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard tables == 0 || id == applicationID else {
      throw WorkspaceError(.failed, place, "\(place) is a database, but not Tagline's project.db")
    }
    guard try !migrator.hasBeenSuperseded(database) else {
      throw WorkspaceError(
        .failed, place,
        "\(place) was written by a newer version of Tagline; this one cannot read it")
    }
  }

  /// `ordinal` is the order of work and never changes. `place` counts the tasks whose raw file is there,
  /// from 0; it is the position under the empty filter. A file of which no task could be read has one row.
  private static let tasks = """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE id_entries (
      file TEXT NOT NULL,
      key TEXT NOT NULL,
      id INTEGER NOT NULL,
      PRIMARY KEY (file, key, id)
    ) WITHOUT ROWID;
    CREATE TABLE files (
      key TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      seen INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE tasks (
      ordinal INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      is_sent INTEGER NOT NULL DEFAULT 0,
      place INTEGER,
      key TEXT NOT NULL,
      nth INTEGER NOT NULL DEFAULT 0,
      sha256 BLOB,
      data_sha256 BLOB,
      size INTEGER NOT NULL DEFAULT 0,
      gone INTEGER NOT NULL DEFAULT 0,
      problem TEXT,
      outcome INTEGER NOT NULL DEFAULT 0,
      marks INTEGER NOT NULL DEFAULT 0,
      label TEXT NOT NULL DEFAULT '',
      annotator TEXT NOT NULL DEFAULT '',
      decided_at INTEGER,
      excerpt TEXT NOT NULL DEFAULT '',
      status INTEGER NOT NULL AS (
        CASE WHEN gone THEN CASE outcome WHEN 0 THEN 5 ELSE 4 END
          WHEN problem IS NOT NULL THEN 3 ELSE outcome END
      ) STORED
    );
    CREATE INDEX tasks_by_key ON tasks (key, nth);
    CREATE INDEX tasks_by_place ON tasks (place);
    CREATE INDEX tasks_by_status ON tasks (status);
    CREATE INDEX tasks_by_data ON tasks (data_sha256);
    CREATE INDEX tasks_unsent ON tasks (ordinal) WHERE marks & 1;
    CREATE INDEX tasks_stale ON tasks (ordinal) WHERE marks & 2;
    CREATE TABLE texts (
      ordinal INTEGER PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
      folded TEXT NOT NULL
    );
    CREATE TABLE contents (
      serial INTEGER PRIMARY KEY,
      ordinal INTEGER NOT NULL UNIQUE REFERENCES tasks ON DELETE CASCADE,
      bytes BLOB NOT NULL,
      blob BLOB
    );
    CREATE TABLE earlier (
      ordinal INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
      data_sha256 BLOB NOT NULL,
      PRIMARY KEY (ordinal, data_sha256)
    ) WITHOUT ROWID;
    """

  /// `start`: the byte of the raw file that a task begins at, null where it has the file to itself. `twin`:
  /// which of the tasks with equal data in its file. `form`: what a file is besides one task; `head`: the
  /// record that names the columns of a table.
  private static let severalTasks = """
    ALTER TABLE tasks ADD COLUMN start INTEGER;
    ALTER TABLE tasks ADD COLUMN twin INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE files ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE files ADD COLUMN head BLOB;
    CREATE INDEX files_of_forms ON files (key) WHERE form <> 0;
    DROP INDEX tasks_by_data;
    CREATE INDEX tasks_by_data ON tasks (data_sha256, key, twin);
    """

  /// `labels`: one row a value of the decision that counts for a task. `held`: how often a value stands in
  /// any completion of the target's objects, for the check that the config can hold them.
  private static let labels = """
    CREATE TABLE labels (
      value TEXT NOT NULL,
      ordinal INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
      control TEXT NOT NULL,
      PRIMARY KEY (value, ordinal, control)
    ) WITHOUT ROWID;
    CREATE INDEX labels_by_task ON labels (ordinal);
    CREATE TABLE held (
      from_name TEXT NOT NULL,
      to_name TEXT NOT NULL,
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (from_name, to_name, type, value)
    ) WITHOUT ROWID;
    CREATE TABLE label_counts (
      control TEXT NOT NULL,
      value TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (control, value)
    ) WITHOUT ROWID;
    """

  /// `objects` is the target branch as last seen, `drafts` what its objects become with what is unsent.
  private static let decisions = """
    CREATE TABLE objects (
      path TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      seen INTEGER NOT NULL,
      ordinal INTEGER REFERENCES tasks ON DELETE SET NULL,
      is_sure INTEGER NOT NULL DEFAULT 1,
      reason TEXT,
      bytes BLOB NOT NULL,
      earlier BLOB
    ) WITHOUT ROWID;
    CREATE TABLE conflicts (
      serial INTEGER PRIMARY KEY,
      ordinal INTEGER NOT NULL,
      at REAL NOT NULL,
      message TEXT NOT NULL
    );
    CREATE INDEX objects_unmatched ON objects (path) WHERE ordinal IS NULL;
    CREATE UNIQUE INDEX objects_by_task ON objects (ordinal) WHERE ordinal IS NOT NULL;
    CREATE TABLE drafts (
      ordinal INTEGER PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
      bytes BLOB NOT NULL
    );
    CREATE TABLE journal (
      serial INTEGER PRIMARY KEY AUTOINCREMENT,
      ordinal INTEGER NOT NULL,
      at REAL NOT NULL,
      annotator TEXT NOT NULL,
      uid TEXT NOT NULL,
      rev INTEGER NOT NULL,
      decision TEXT
    );
    CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
    CREATE TABLE outbox (
      serial INTEGER PRIMARY KEY REFERENCES journal,
      ordinal INTEGER NOT NULL,
      at REAL NOT NULL
    );
    CREATE INDEX outbox_by_task ON outbox (ordinal);
    CREATE TABLE sends (
      commit_id TEXT PRIMARY KEY,
      source_commit TEXT,
      at REAL NOT NULL,
      last_serial INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  /// `annotated` is what Label Studio 1.x wrote into the target branch, of which a task may have many; it is
  /// only ever read. `project` and `task` are 1.x's own numbers, `source_key` the raw key that the data keep.
  private static let annotated = """
    CREATE TABLE annotated (
      path TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      seen INTEGER NOT NULL,
      ordinal INTEGER REFERENCES tasks ON DELETE SET NULL,
      is_sure INTEGER NOT NULL DEFAULT 1,
      data_sha256 BLOB NOT NULL,
      project INTEGER,
      task INTEGER,
      source_key TEXT,
      bytes BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX annotated_by_task ON annotated (ordinal) WHERE ordinal IS NOT NULL;
    CREATE INDEX annotated_unmatched ON annotated (path) WHERE ordinal IS NULL;
    CREATE INDEX annotated_by_data ON annotated (data_sha256);
    CREATE INDEX earlier_by_data ON earlier (data_sha256);
    """

  /// Counts kept by triggers, so that they are right in every transaction and cost no scan.
  private static let counting = """
    CREATE TABLE counters (
      name TEXT PRIMARY KEY,
      count INTEGER NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO counters VALUES ('0', 0), ('1', 0), ('2', 0), ('3', 0), ('4', 0), ('5', 0),
      ('stale', 0), ('contents', 0);
    CREATE TRIGGER task_added AFTER INSERT ON tasks BEGIN
      UPDATE counters SET count = count + 1 WHERE name = CAST(NEW.status AS TEXT);
      UPDATE counters SET count = count + 1 WHERE name = 'stale' AND NEW.marks & 2;
    END;
    CREATE TRIGGER task_removed AFTER DELETE ON tasks BEGIN
      UPDATE counters SET count = count - 1 WHERE name = CAST(OLD.status AS TEXT);
      UPDATE counters SET count = count - 1 WHERE name = 'stale' AND OLD.marks & 2;
    END;
    CREATE TRIGGER task_moved AFTER UPDATE OF outcome, gone, problem ON tasks
    WHEN OLD.status <> NEW.status BEGIN
      UPDATE counters SET count = count - 1 WHERE name = CAST(OLD.status AS TEXT);
      UPDATE counters SET count = count + 1 WHERE name = CAST(NEW.status AS TEXT);
    END;
    CREATE TRIGGER task_marked AFTER UPDATE OF marks ON tasks
    WHEN (OLD.marks & 2) <> (NEW.marks & 2) BEGIN
      UPDATE counters SET count = count + CASE WHEN NEW.marks & 2 THEN 1 ELSE -1 END
        WHERE name = 'stale';
    END;
    CREATE TRIGGER content_added AFTER INSERT ON contents BEGIN
      UPDATE counters SET count = count + length(NEW.bytes) + ifnull(length(NEW.blob), 0) WHERE name = 'contents';
    END;
    CREATE TRIGGER content_removed AFTER DELETE ON contents BEGIN
      UPDATE counters SET count = count - length(OLD.bytes) - ifnull(length(OLD.blob), 0) WHERE name = 'contents';
    END;
    CREATE TRIGGER label_added AFTER INSERT ON labels BEGIN
      INSERT INTO label_counts VALUES (NEW.control, NEW.value, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER label_removed AFTER DELETE ON labels BEGIN
      UPDATE label_counts SET count = count - 1
        WHERE control = OLD.control AND value = OLD.value;
    END;
    """
}
