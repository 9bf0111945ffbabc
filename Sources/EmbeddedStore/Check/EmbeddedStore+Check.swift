import DataRepository
import GRDB

/// What a check has looked at so far, and what it found wrong.
package struct CheckReport: Equatable, Sendable {
  package var commits = 0
  package var nodes = 0
  package var contents = 0
  /// Bytes of contents hashed.
  package var bytes = 0
  /// A sentence for each thing wrong, 100 at most; empty for a sound store.
  package var problems: [String] = []

  mutating func add(_ problem: String) {
    if problems.count < 100 { problems.append(problem) }
  }
}

extension EmbeddedStore {
  /// Checks SQLite's own structure, every commit's parent and tree, and the hash of every node and
  /// content.
  ///
  /// Reads a little at a time, so that others can write meanwhile; `progress` is told after each
  /// part.
  package func check(progress: @Sendable (CheckReport) -> Void = { _ in }) async throws
    -> CheckReport
  {
    var report = CheckReport()
    report.problems = try await read { try Self.damage(in: $0) }
    guard report.problems.isEmpty else { return report }
    try await checkTrees(&report, progress)
    try await checkContents(&report, progress)
    return report
  }

  private static func damage(in database: Database) throws -> [String] {
    let messages = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    let strays = try String.fetchAll(
      database,
      sql: """
        SELECT 'branch ' || name || ' points to a commit that is not there' FROM branches
        WHERE head IS NOT NULL AND head NOT IN (SELECT id FROM commits WHERE NOT deleted)
        UNION ALL
        SELECT 'commit ' || uuid || ' has a parent that is not there' FROM commits
        WHERE NOT deleted AND parent IS NOT NULL
          AND parent NOT IN (SELECT id FROM commits WHERE NOT deleted)
        LIMIT 100
        """)
    return messages.filter { $0 != "ok" } + strays
  }

  private func checkTrees(_ report: inout CheckReport, _ progress: (CheckReport) -> Void)
    async throws
  {
    var walk = TreeWalk()
    var last: Int64 = 0
    while true {
      let after = last
      let commits = try await read { try Self.commits(after: after, in: $0) }
      guard let newest = commits.last else { return }
      last = newest.id
      report.commits += commits.count
      walk.add(commits.compactMap(\.tree))
      while !walk.isDone {
        let (start, soFar) = (walk, report)
        (walk, report) = try await read { database in
          var (walk, report) = (start, soFar)
          try walk.check(256, &report, database)
          return (walk, report)
        }
        progress(report)
      }
    }
  }

  private static func commits(after row: Int64, in database: Database) throws -> [CommitRow] {
    let sql =
      StoreRows.commitColumns + " WHERE c.id > ? AND NOT c.deleted ORDER BY c.id LIMIT 256"
    return try Row.fetchAll(database, sql: sql, arguments: [row]).map {
      try CommitRow($0, repo: "")
    }
  }

  private func checkContents(_ report: inout CheckReport, _ progress: (CheckReport) -> Void)
    async throws
  {
    var last: Int64? = 0
    while let after = last {
      let soFar = report
      (last, report) = try await read { database in
        var report = soFar
        let last = try Self.checkContents(after: after, &report, database)
        return (last, report)
      }
      progress(report)
    }
  }

  /// Hashes some contents; the last row looked at, nil at the end.
  private static func checkContents(
    after row: Int64, _ report: inout CheckReport, _ database: Database
  ) throws -> Int64? {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, hash, size FROM contents WHERE id > ? AND hash IS NOT NULL ORDER BY id LIMIT 64
        """, arguments: [row])
    for row in rows {
      guard let hash = ContentHash((row[1] as DatabaseValue).bytes) else {
        report.add("content in row \(row[0] as Int64) has a hash of the wrong length")
        continue
      }
      let digest = Digest(.sha256)
      let size = try ContentRows(database: database).forEachPiece(of: hash) { digest.update($0) }
      if size != row[2] as Int || ContentHash(digest.finish()) != hash {
        report.add("content \(hash.hex) is damaged")
      }
      report.contents += 1
      report.bytes += size
    }
    return rows.last?[0]
  }
}

extension ContentRows {
  /// Calls `body` with each piece of a body that is there, as far as it goes; the bytes in all.
  fileprivate func forEachPiece(of hash: ContentHash, _ body: (Bytes) -> Void) throws -> Int {
    var size = 0
    do {
      while true {
        let piece = try read(hash, from: size, limit: Self.pieceSize)
        if piece.isEmpty { return size }
        body(piece)
        size += piece.count
      }
    } catch let error as StoreError where error.code == .failed {
      return size
    }
  }
}

extension DatabaseValue {
  /// A blob's bytes; none for another value.
  var bytes: Bytes {
    guard case .blob(let data) = storage else { return [] }
    return Bytes(data)
  }
}
