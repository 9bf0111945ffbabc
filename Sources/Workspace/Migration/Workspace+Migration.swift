import DataRepository
import GRDB
package import LabelCore
import Logging

/// What a migration does to one stored value.
package struct MigratedValue: Equatable, Sendable {
  package var control: String
  package var value: String
  /// Nil: dropped.
  package var newControl: String
  package var newValue: String?
  /// How often it is stored.
  package var count: Int
}

/// What a migration did.
package struct MigrationReport: Equatable, Sendable {
  /// Objects that were written.
  package var objects = 0
  /// The commit that it made; nil when no label was concerned.
  package var commit: String?
  /// The commit before it, which has the labels as they were.
  package var before: String?

  package init() {}
}

extension Workspace {
  /// What a migration would do to the labels that are there, unsent ones too; what it leaves alone is left out.
  package func migratedValues(_ migration: LabelMigration) async throws -> [MigratedValue] {
    try await database.read { try $0.storedLabels() }.compactMap { label in
      let new = migration.migrated(label)
      guard new != label else { return nil }
      return MigratedValue(
        control: label.fromName, value: label.value, newControl: new?.fromName ?? label.fromName,
        newValue: new?.value, count: label.count)
    }
  }

  /// How many objects of Label Studio 1.x hold what a migration changes. They stay as they are: 1.x would not take
  /// in the change, and would write them again.
  package func annotationsLeft(by migration: LabelMigration) async throws -> Int {
    var (count, after) = (0, "")
    while true {
      let page = try await database.read { [after] database in
        try Row.fetchAll(
          database, sql: "SELECT path, bytes FROM annotated WHERE path > ? ORDER BY path LIMIT ?",
          arguments: [after, ListingBatches.size]
        ).map { ($0["path"] as String, $0.bytes("bytes")) }
      }
      count += page.count { _, bytes in
        guard let object = try? TargetObject(parsing: bytes).object else { return false }
        return migration.migrated(object, digest: TaskContext.digest) != nil
      }
      try Task.checkCancellation()
      guard page.count == ListingBatches.size, let last = page.last else { return count }
      after = last.0
    }
  }

  /// Labels that `labeling` could not hold after the migration.
  package func misfits(
    after migration: LabelMigration, against labeling: LabelingConfig
  ) async throws -> [ConfigMisfit] {
    let stored = try await database.read { try $0.storedLabels() }
    return labeling.misfits(among: stored.compactMap(migration.migrated))
  }

  /// Rewrites all labels of the target branch in one commit: every completion of everybody. Unsent labels are
  /// sent first, as they are.
  ///
  /// Objects that somebody else changes meanwhile are migrated as they are then. The labeling config is not
  /// looked at; see `fitted(to:)` and `misfits(after:against:)`.
  package func migrate(_ migration: LabelMigration) async throws -> MigrationReport {
    try requireWritable()
    return try await attempt {
      try await self.turnstile.pass {
        if try await self.unsent() > 0 { _ = try await self.send() }
        let report = try await self.rewrite(migration)
        guard report.commit != nil else { return report }
        // Reads what was written, in batches.
        var pulled = SyncReport()
        try await self.pullTarget(into: &pulled)
        if try await self.unsent() > 0 { _ = try await self.send() }
        try await self.renewCopies(since: report)
        return report
      }
    }
  }

  private func rewrite(_ migration: LabelMigration) async throws -> MigrationReport {
    var report = MigrationReport()
    for attempt in 1...Self.attempts {
      if attempt > 1 { try await options.giveWay(attempt - 1) }
      var pulled = SyncReport()
      try await pullTarget(into: &pulled)
      let changes = try await changes(of: migration)
      guard changes.count > 0 else { return report }
      let head = try await database.read { try $0.meta(.targetCommit) }
      do {
        let commit = try await store.commit(
          putting: changes.files, to: target.branch,
          description: "migrate labels: \(migration.steps.joined(separator: ", "))",
          ifHead: head.map { .commit($0) } ?? .empty)
        report.objects = changes.count
        report.commit = commit.id
        report.before = store.traits.pinsCommits ? commit.parent : nil
        // What somebody wrote in between, where the store knows no condition, is brought back on top.
        if store.traits.pinsCommits, !store.traits.commitsConditionally, commit.parent != head {
          let overtaken = Overtaken(head, commit.id)
          try await database.write { try $0.setMeta(.overtaken, overtaken.text) }
        }
        return report
      } catch let error as StoreError where error.code == .conflict && attempt < Self.attempts {
        options.logger?.info("somebody committed first, migrating again: \(error.message)")
      }
    }
    return report
  }

  /// The objects to write, found a batch at a time and put aside.
  private func changes(of migration: LabelMigration) async throws -> MigratedObjects {
    var changed = try MigratedObjects()
    var after = ""
    while true {
      let page = try await database.read { [after] database in
        try Row.fetchAll(
          database, sql: "SELECT path, bytes FROM objects WHERE path > ? ORDER BY path LIMIT ?",
          arguments: [after, ListingBatches.size]
        ).map { ($0["path"] as String, $0.bytes("bytes")) }
      }
      try await changed.add(
        page.compactMap { path, bytes in
          guard let object = try? TaskObject(parsing: bytes),
            let migrated = migration.migrated(object, digest: TaskContext.digest)
          else { return nil }
          return PagedFiles.File(path: "/" + path, bytes: migrated.bytes)
        })
      try Task.checkCancellation()
      guard page.count == ListingBatches.size, let last = page.last else { return changed }
      after = last.0
    }
  }

  /// Label Studio 0.x exports from its local copies: those of this project are written anew.
  private func renewCopies(since report: MigrationReport) async throws {
    guard target.createsLocalCopy else { return }
    let copies = LocalCopies(directory: project.copies)
    let ids = copies.ids()
    for start in stride(from: 0, to: ids.count, by: ListingBatches.size) {
      let batch = ids[start..<min(ids.count, start + ListingBatches.size)]
      let objects = try await database.read { database in
        try batch.compactMap { id -> (id: Int, bytes: Bytes)? in
          let row = try Row.fetchOne(
            database,
            sql: "SELECT bytes FROM objects JOIN tasks USING (ordinal) WHERE tasks.id = ?",
            arguments: [id])
          return row.map { (id, $0.bytes("bytes")) }
        }
      }
      try copies.write(objects)
    }
  }
}

extension Project {
  /// Puts another labeling config in the place of the one that is there.
  package func replaceConfig(_ xml: [UInt8]) throws {
    try AtomicFile.write(xml, to: directory + "/" + config.labelConfig)
  }
}
