import DataRepository
import GRDB
import LabelCore

/// A row of `repos`.
struct RepoRow {
  var id: Int64
  var name: String
}

/// A row of `commits`.
struct CommitRow {
  var id: Int64
  var parent: Int64?
  var tree: Slot?
  var info: CommitInfo

  var isOpen: Bool { info.finished == nil }
}

/// Repos, branches and commits within one transaction.
struct StoreRows {
  let database: Database

  func repo(_ name: String) throws -> RepoRow {
    guard
      let id = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT id FROM repos WHERE name = ?"), arguments: [name])
    else {
      throw StoreError(.repoNotFound, name, "pachyderm_pfs/repos/ \(name) not found")
    }
    return RepoRow(id: id, name: name)
  }

  /// The head's row; `.some(nil)` for a branch without commits, nil for no such branch.
  func head(of name: String, in repo: RepoRow) throws -> Int64?? {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT head FROM branches WHERE repo = ? AND name = ?"),
      arguments: [repo.id, name])
    return row.map { $0[0] as Int64? }
  }

  func branchNotFound(_ name: String, in repo: RepoRow) -> StoreError {
    StoreError(
      .branchNotFound, "\(repo.name)@\(name)",
      "pachyderm_pfs/branches/\(repo.name)/ \(name) not found")
  }

  func commitNotFound(_ name: String, in repo: RepoRow) -> StoreError {
    StoreError(
      .commitNotFound, "\(repo.name)@\(name)", "commit \(name) not found in repo \(repo.name)")
  }

  /// Points a branch to a commit, making it when it is missing.
  func setHead(of name: String, in repo: RepoRow, to commit: Int64?) throws {
    try database.execute(
      sql: """
        INSERT INTO branches (repo, name, head) VALUES (?, ?, ?)
        ON CONFLICT (repo, name) DO UPDATE SET head = excluded.head
        """, arguments: [repo.id, name, commit])
  }

  /// The commit of a row that is known to be there.
  func commit(_ id: Int64, in repo: RepoRow) throws -> CommitRow {
    let statement = try database.cachedStatement(sql: Self.commitColumns + " WHERE c.id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else {
      throw commitNotFound("number \(id)", in: repo)
    }
    return try CommitRow(row, repo: repo.name)
  }

  func commit(uuid: String, in repo: RepoRow) throws -> CommitRow? {
    let statement = try database.cachedStatement(
      sql: Self.commitColumns + " WHERE c.uuid = ? AND c.repo = ? AND NOT c.deleted")
    return try Row.fetchOne(statement, arguments: [uuid, repo.id]).map {
      try CommitRow($0, repo: repo.name)
    }
  }

  static let commitColumns = """
    SELECT c.id, c.uuid, c.branch, c.parent, p.uuid, c.description, c.started, c.finished, c.tree,
      c.tree_hash, c.files, c.size
    FROM commits c LEFT JOIN commits p ON p.id = c.parent
    """
}

extension CommitRow {
  /// From the columns of `StoreRows.commitColumns`.
  init(_ row: Row, repo: String) throws {
    id = row[0]
    parent = row[3]
    info = CommitInfo(repo: repo, id: row[1], branch: row[2])
    info.parent = row[4]
    info.description = row[5]
    info.started = row[6]
    info.finished = row[7]
    info.size = row[11]
    info.files = row[10]
    tree = nil
    guard let node = row[8] as Int64? else { return }
    guard let hash = ContentHash((row[9] as DatabaseValue).bytes) else {
      throw StoreError(.failed, "\(repo)@\(info.id)", "commit \(info.id) is damaged")
    }
    var totals = Totals()
    totals.files = row[10]
    totals.size = info.size
    tree = Slot(key: Key(bytes: []), hash: hash, link: node, totals: totals)
  }
}
