import Foundation
import GRDB
import LabelCore
import Testing

@testable import Workspace

/// A project.db of an older version of Tagline.
struct OldDatabaseTests {
  /// Takes back what the newest migrations did: the file is as it was before them.
  private func age(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      try database.execute(
        sql: """
          DROP TABLE annotated;
          DROP TABLE under_way;
          DROP INDEX journal_by_task;
          DROP INDEX earlier_by_data;
          DROP INDEX files_of_forms;
          DROP INDEX tasks_by_data;
          ALTER TABLE tasks DROP COLUMN start;
          ALTER TABLE tasks DROP COLUMN twin;
          ALTER TABLE files DROP COLUMN form;
          ALTER TABLE files DROP COLUMN head;
          CREATE INDEX tasks_by_data ON tasks (data_sha256);
          DELETE FROM grdb_migrations WHERE CAST(identifier AS INTEGER) >= 4;
          """)
    }
    try queue.close()
  }

  private func migrations(_ path: String) throws -> Int {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") ?? 0
    }
  }

  @Test func itIsReadWithoutBeingChangedAndBroughtUpToDateWhenItIsOpenedForWriting() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Positive")
    _ = try await workspace.close(sending: false)
    let path = bench.directory + "/.tagline/project.db"
    try age(path)
    #expect(try migrations(path) == 3)

    var options = bench.options()
    options.isReadOnly = true
    let old = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    let status = try await old.status()
    #expect(status.summary.total == 2 && status.summary.labelled == 1)
    #expect(status.summary.unsent == 1 && status.unmatched.isEmpty)
    #expect(try await old.task(id: 1).row.label == "Positive")
    #expect(try await Workspace.recordedStore(in: bench.directory) != nil)
    _ = try await old.close(sending: false)
    #expect(try migrations(path) == 3)

    let new = try await bench.open()
    #expect(try migrations(path) == Schema.migrator.migrations.count)
    try await new.sync()
    #expect(try await new.flush().tasks == 1)
    #expect(try await new.labels() == ["", "Positive"])
  }
}
