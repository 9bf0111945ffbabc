package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  package func createBranch(_ branch: Branch, head: String?) async throws -> BranchInfo {
    try StoreError.checkName(branch.name)
    let info = try await write { database in
      let rows = StoreRows(database: database)
      let repo = try rows.repo(branch.repo)
      let commit = try head.map { try Self.newHead($0, in: repo, rows) }
      try rows.setHead(of: branch.name, in: repo, to: commit?.id)
      return BranchInfo(branch: branch, head: commit?.info.id)
    }
    arrivals.announce()
    return info
  }

  private static func newHead(_ head: String, in repo: RepoRow, _ rows: StoreRows) throws
    -> CommitRow
  {
    do {
      return try rows.commit(head, in: repo)
    } catch var error as StoreError where error.code == .branchNotFound {
      // The words of 1.13 for a head that is neither branch nor commit.
      error.message = "unable to inspect \(repo.name)@\(head): \(error.message)"
      throw error
    }
  }

  package func listBranches(of repo: String) async throws -> [BranchInfo] {
    try await read { database in
      let repo = try StoreRows(database: database).repo(repo)
      return try Row.fetchAll(
        database,
        sql: """
          SELECT b.name, c.uuid FROM branches b LEFT JOIN commits c ON c.id = b.head
          WHERE b.repo = ? ORDER BY b.id DESC
          """, arguments: [repo.id]
      ).map { BranchInfo(branch: Branch(repo: repo.name, name: $0[0]), head: $0[1]) }
    }
  }

  package func inspectBranch(_ branch: Branch) async throws -> BranchInfo {
    try await read { database in
      let rows = StoreRows(database: database)
      let repo = try rows.repo(branch.repo)
      guard let head = try rows.head(of: branch.name, in: repo) else {
        throw rows.branchNotFound(branch.name, in: repo)
      }
      return BranchInfo(
        branch: branch, head: try head.map { try rows.commit($0, in: repo).info.id })
    }
  }

  /// The commits stay. A branch that is not there is no error, as in 1.13.
  package func deleteBranch(_ branch: Branch, force: Bool) async throws {
    try await write { database in
      let repo = try StoreRows(database: database).repo(branch.repo)
      try database.execute(
        sql: "DELETE FROM branches WHERE repo = ? AND name = ?",
        arguments: [repo.id, branch.name])
    }
    arrivals.announce()
  }
}
