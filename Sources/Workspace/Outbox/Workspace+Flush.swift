import DataRepository
import GRDB
import LabelCore
import Logging

extension Workspace {
  /// Sends every unsent decision as one commit, merged onto what others wrote in the meantime.
  ///
  /// A failure keeps everything here, and `summary().trouble` says why.
  @discardableResult
  package func flush() async throws -> FlushReport {
    try requireWritable()
    let hasDrafts = try await database.read { try $0.hasDrafts() }
    guard hasDrafts else { return FlushReport() }
    try await checkConfig()
    return try await attempt {
      try await self.turnstile.pass { try await self.send() }
    }
  }

  /// Unsent decisions, for those who only want to know.
  package func unsent() async throws -> Int {
    try await database.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM drafts") ?? 0
    }
  }

  /// So often others may come first before the rest waits for the next flush.
  static let attempts = 32

  func send() async throws -> FlushReport {
    var report = FlushReport()
    for attempt in 1...Self.attempts {
      if attempt > 1 { try await options.giveWay(attempt - 1) }
      var pulled = SyncReport()
      try await pullTarget(into: &pulled)
      do {
        if try await sendOnce(into: &report) { break }
      } catch let error as StoreError where error.code == .conflict && attempt < Self.attempts {
        options.logger?.info("somebody committed first, merging again: \(error.message)")
      }
    }
    try await readBack(into: &report)
    // Label Studio 0.x fails on what target.json names and the bucket lacks.
    try await writeIDFiles(atMostEvery: report.deleted > 0 ? 0 : 60)
    return report
  }

  /// Commits the drafts onto the head that was last pulled. False when somebody's commit came between: what
  /// ours put out of sight is then in the drafts again, to be sent on top.
  func sendOnce(into report: inout FlushReport) async throws -> Bool {
    let context = self.context
    let parcel = try await database.write { try Parcel(packing: $0, context) }
    report.isOneCommit = !isBestEffort
    report.conflicts += try await takeConflicts()
    guard !parcel.items.isEmpty else { return true }
    let expected = try await database.read { try $0.meta(.targetCommit) }
    let commit = try await commit(parcel, onto: expected)
    // Without commits to look at, the next listing tells whether somebody came between.
    let isOnTop =
      commit.parent == expected || store.traits.commitsConditionally || !store.traits.pinsCommits
    try await finish(parcel, commit.id, overtaking: isOnTop ? nil : Overtaken(expected, commit.id))
    report.commit = commit.id
    report.tasks = max(report.tasks, parcel.items.count)
    report.deleted += parcel.items.count(where: \.isDeleted)
    report.decisions += parcel.decisions
    try await bringBackOverwritten()
    report.conflicts += try await takeConflicts()
    return isOnTop
  }

  private func commit(_ parcel: Parcel, onto head: String?) async throws -> CommitInfo {
    let changes = parcel.items.flatMap(\.changes)
    let count = parcel.items.count
    let who = options.annotator.isEmpty ? "" : " by \(options.annotator)"
    return try await store.commit(
      changes, to: target.branch,
      description: "\(count) \(count == 1 ? "task" : "tasks") labelled\(who)",
      ifHead: head.map { .commit($0) } ?? .empty)
  }

  private func takeConflicts() async throws -> [FlushConflict] {
    try await database.write { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT tasks.id, conflicts.message FROM conflicts JOIN tasks USING (ordinal)
          ORDER BY conflicts.serial
          """)
      try database.execute(sql: "DELETE FROM conflicts")
      return rows.map { FlushConflict(taskID: $0["id"], message: $0["message"]) }
    }
  }

  /// Records what was sent, and writes the local copies.
  private func finish(
    _ parcel: Parcel, _ commit: String, overtaking overtaken: Overtaken?
  ) async throws {
    let context = self.context
    let now = self.now
    let isPinned = store.traits.pinsCommits
    try await database.write { database in
      // Without commits the name of the branch stands in; it says nothing about which texts were seen.
      let source = isPinned ? try database.meta(.sourceCommit) : nil
      for item in parcel.items { try item.markSent(database, context) }
      try database.run(sql: "DELETE FROM under_way", arguments: [])
      if let overtaken {
        try database.setMeta(.overtaken, overtaken.text)
      } else {
        try database.setMeta(.targetCommit, commit)
      }
      try database.setMeta(.idFilesAreOld, "1")
      try database.setMeta(.sentAt, String(Int(now)))
      try database.run(
        sql: "INSERT OR REPLACE INTO sends VALUES (?, ?, ?, ?)",
        arguments: [commit, source, now, parcel.lastSerial])
    }
    if target.createsLocalCopy { try writeCopies(parcel) }
  }

  private func writeCopies(_ parcel: Parcel) throws {
    let copies = LocalCopies(directory: project.copies)
    try copies.write(parcel.items.filter { !$0.isDeleted }.map { ($0.taskID, $0.bytes) })
    try copies.remove(parcel.items.filter(\.isDeleted).map(\.taskID))
  }
}

extension Database {
  func hasDrafts() throws -> Bool {
    try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM drafts)") ?? false
  }
}
