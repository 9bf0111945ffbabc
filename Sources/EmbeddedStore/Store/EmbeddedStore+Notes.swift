package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  package var traits: StoreTraits { StoreTraits(keepsNotes: true) }

  package func notes(of repo: String) async throws -> [String: String] {
    try await read { database in
      let repo = try StoreRows(database: database).repo(repo)
      let rows = try Row.fetchAll(
        database, sql: "SELECT name, note FROM branches WHERE repo = ? AND note != ''",
        arguments: [repo.id])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  package func setNote(_ note: String, on branch: Branch) async throws {
    try await write { database in
      let rows = StoreRows(database: database)
      let repo = try rows.repo(branch.repo)
      try database.execute(
        sql: "UPDATE branches SET note = ? WHERE repo = ? AND name = ?",
        arguments: [note, repo.id, branch.name])
      if database.changesCount == 0 { throw rows.branchNotFound(branch.name, in: repo) }
    }
  }
}
