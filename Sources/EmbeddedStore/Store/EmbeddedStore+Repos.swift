package import DataRepository
import GRDB
import LabelCore

extension EmbeddedStore {
  package func createRepo(_ name: String, description: String) async throws {
    try StoreError.checkName(name)
    let now = settings.now()
    try await write { database in
      let taken = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM repos WHERE name = ?)", arguments: [name])
      guard taken != true else {
        throw StoreError(.repoExists, name, "repo \(name) already exists")
      }
      try database.execute(
        sql: "INSERT INTO repos (name, description, created) VALUES (?, ?, ?)",
        arguments: [name, description, now])
    }
  }

  package func listRepos() async throws -> [RepoInfo] {
    try await read { database in
      try Row.fetchAll(database, sql: Self.repoColumns + " ORDER BY r.id DESC").map {
        try Self.repoInfo($0, database)
      }
    }
  }

  package func inspectRepo(_ name: String) async throws -> RepoInfo {
    try await read { database in
      let repo = try StoreRows(database: database).repo(name)
      let row = try Row.fetchOne(
        database, sql: Self.repoColumns + " WHERE r.id = ?", arguments: [repo.id])
      guard let row else {
        throw StoreError(.repoNotFound, name, "pachyderm_pfs/repos/ \(name) not found")
      }
      return try Self.repoInfo(row, database)
    }
  }

  /// A repo that is not there is no error, as in 1.13. `force` is for pipelines, which there are
  /// none of here.
  package func deleteRepo(_ name: String, force: Bool) async throws {
    try await write { database in
      try database.execute(sql: "DELETE FROM repos WHERE name = ?", arguments: [name])
    }
    arrivals.announce()
  }

  private static let repoColumns = """
    SELECT r.id, r.name, r.description, r.created, c.size
    FROM repos r LEFT JOIN branches b ON b.repo = r.id AND b.name = 'master'
      LEFT JOIN commits c ON c.id = b.head
    """

  private static func repoInfo(_ row: Row, _ database: Database) throws -> RepoInfo {
    let branches = try String.fetchAll(
      database, sql: "SELECT name FROM branches WHERE repo = ? ORDER BY id DESC",
      arguments: [row[0] as Int64])
    return RepoInfo(
      name: row[1], description: row[2], created: row[3], size: row[4] ?? 0, branches: branches)
  }
}
