import DataRepository
import GRDB

/// What a cleaning removed.
package struct CleaningReport: Equatable, Sendable {
  package var nodes = 0
  package var contents = 0
  /// Bytes of the contents.
  package var bytes = 0
}

extension EmbeddedStore {
  /// Removes what no commit reaches any more: after repos and commits were deleted, or files
  /// overwritten in an open commit. Other writers wait meanwhile; staged bodies stay their time.
  /// The space is used again by what comes, the file does not shrink.
  package func removeUnreachable() async throws -> CleaningReport {
    try await write { database in
      var marks = Marks()
      let commits = try Row.fetchCursor(
        database, sql: StoreRows.commitColumns + " WHERE NOT c.deleted AND c.tree IS NOT NULL")
      let access = NodeAccess(database: database, cache: NodeCache(capacity: 16))
      while let row = try commits.next() {
        try marks.mark(CommitRow(row, repo: "").tree, access)
      }
      var report = CleaningReport()
      try Self.removeNodes(except: marks, &report, database)
      try Self.removeContents(except: marks, &report, database)
      return report
    }
  }

  private static func removeNodes(
    except marks: Marks, _ report: inout CleaningReport, _ database: Database
  ) throws {
    let all = try Int64.fetchAll(database, sql: "SELECT id FROM nodes")
    let delete = try database.cachedStatement(sql: "DELETE FROM nodes WHERE id = ?")
    for row in all where !marks.nodes.contains(row) {
      try delete.execute(arguments: [row])
      report.nodes += 1
    }
  }

  private static func removeContents(
    except marks: Marks, _ report: inout CleaningReport, _ database: Database
  ) throws {
    let all = try Row.fetchAll(
      database,
      sql: """
        SELECT id, hash, size FROM contents
        WHERE hash IS NOT NULL AND id NOT IN (SELECT content FROM staged)
        """)
    let contents = ContentRows(database: database)
    for row in all {
      if let hash = ContentHash((row[1] as DatabaseValue).bytes), marks.contents.contains(hash) {
        continue
      }
      try contents.remove(row[0])
      report.contents += 1
      report.bytes += row[2] as Int
    }
  }
}

/// What commits reach.
private struct Marks {
  private(set) var nodes: Set<Int64> = []
  private(set) var contents: Set<ContentHash> = []

  mutating func mark(_ root: Slot?, _ access: NodeAccess) throws {
    var waiting = [root].compactMap { $0 }
    while let slot = waiting.popLast() {
      guard nodes.insert(slot.link).inserted else { continue }
      let node = try access.load(slot)
      if node.level > 0 {
        waiting += node.slots
      } else {
        for file in node.slots { contents.insert(file.hash) }
      }
    }
  }
}
