import DataRepository
import GRDB
import LabelCore

extension Workspace {
  typealias Progress = (@Sendable (SyncProgress) -> Void)?

  /// Brings the task index in line with the source branch.
  func pullSource(into report: inout SyncReport, _ progress: Progress) async throws {
    let head = try await head(of: source.branch, isRequired: true)
    let reading = context.reading
    let (known, sameReading) = try await database.read { database in
      (try database.meta(.sourceCommit), try database.meta(.reading) == reading)
    }
    if sameReading, known == head, head != nil, store.traits.pinsCommits { return }
    let generation = try await beginSource(head, forgetting: !sameReading)
    if let head {
      var (listed, read) = (0, 0)
      let commit = CommitRef(repo: source.branch.repo, commit: head)
      let filter = try SourceFilter(source)
      try await ListingBatches.each(store.listFiles(source.listing, at: commit)) { files in
        listed += files.count
        progress?(SyncProgress(phase: .listing, done: listed, total: nil))
        let wanted = files.filter { filter.passes(self.source.key($0.path)) }
        try await self.index(wanted, at: commit, generation) { counts, files in
          report.add(counts)
          read += files
          progress?(SyncProgress(phase: .reading, done: max(read, report.texts), total: nil))
        }
      }
    }
    let gone = try await database.write { database in
      let gone = try database.markGone(before: generation)
      try database.setMeta(.sourceCommit, head)
      try database.setMeta(.reading, reading)
      return gone
    }
    report.gone += gone
  }

  private func beginSource(_ head: String?, forgetting: Bool) async throws -> Int {
    try await database.write { database in
      let generation = try database.beginGeneration()
      try database.setMeta(.readCommit, head)
      if forgetting { try database.execute(sql: "UPDATE files SET hash = ''") }
      return generation
    }
  }
}

extension TaskContext {
  /// What the meaning of a raw file depends on, besides its bytes.
  var reading: String {
    let fields = labeling.fields.joined(separator: ",")
    return "2 \(source.path) \(source.prefix) \(source.regex ?? "") \(blobKey ?? "") \(fields)"
  }
}

extension Database {
  /// Counts one more sync: what it does not see is gone.
  func beginGeneration() throws -> Int {
    let generation = (try meta(.generation).flatMap { Int($0) } ?? 0) + 1
    try setMeta(.generation, String(generation))
    return generation
  }

  /// Takes the tasks of files out of the queue that were not listed; how many.
  fileprivate func markGone(before generation: Int) throws -> Int {
    try run(
      sql: """
        UPDATE tasks SET gone = 1, place = NULL,
          marks = (marks & ~2) | CASE WHEN outcome <> 0 OR marks & 8 THEN 16 ELSE 0 END
        WHERE gone = 0 AND key IN
          (SELECT key FROM files WHERE seen < ?)
        """, arguments: [generation])
    let gone = changesCount
    if gone > 0 {
      // Out of the counts; reading the file again brings them back.
      try execute(
        sql: "DELETE FROM labels WHERE ordinal IN (SELECT ordinal FROM tasks WHERE gone = 1)")
    }
    try run(sql: "DELETE FROM files WHERE seen < ?", arguments: [generation])
    try renumber()
    return gone
  }

  /// Makes `place` count the tasks that are there, without a gap; costs little when there is none.
  private func renumber() throws {
    let row = try Row.fetchOne(
      self,
      sql: "SELECT count(*) AS number, max(place) AS last, "
        + "sum(place IS NULL) AS without FROM tasks WHERE gone = 0")
    let count: Int = row?["number"] ?? 0
    let last: Int? = row?["last"]
    let without: Int = row?["without"] ?? 0
    guard count > 0, without > 0 || last != count - 1 else { return }
    try execute(
      sql: """
        UPDATE tasks SET place = counted.place FROM (
          SELECT ordinal, row_number() OVER (ORDER BY ordinal) - 1 AS place
          FROM tasks WHERE gone = 0
        ) AS counted
        WHERE counted.ordinal = tasks.ordinal AND counted.place IS NOT tasks.place
        """)
  }
}
