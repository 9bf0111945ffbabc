package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  package func startCommit(on branch: Branch, parent: String?, description: String) async throws
    -> CommitInfo
  {
    try StoreError.checkName(branch.name)
    let started = settings.now()
    let uuid = settings.makeID()
    return try await write { database in
      let rows = StoreRows(database: database)
      let repo = try rows.repo(branch.repo)
      let head = try rows.head(of: branch.name, in: repo) ?? nil
      let base =
        try parent.map { try rows.commit($0, in: repo) }
        ?? head.map { try rows.commit($0, in: repo) }
      if let base, base.isOpen {
        throw StoreError(
          .commitOpen, "\(repo.name)@\(base.info.id)",
          "parent commit \(repo.name)@\(base.info.id) has not been finished")
      }
      let new = NewCommit(uuid: uuid, branch: branch.name, started: started)
      let row = try rows.insert(new, in: repo, after: base, description: description)
      try rows.setHead(of: branch.name, in: repo, to: row)
      return try rows.commit(row, in: repo).info
    }
  }

  package func finishCommit(_ commit: CommitRef, description: String?) async throws -> CommitInfo {
    let finished = settings.now()
    let info = try await write { database in
      let rows = StoreRows(database: database)
      let found = try rows.commit(commit)
      try rows.requireOpen(found)
      try database.execute(
        sql: "UPDATE commits SET finished = ?, description = coalesce(?, description) WHERE id = ?",
        arguments: [max(finished, found.info.started), description, found.id])
      return try rows.commit(found.id, in: rows.repo(commit.repo)).info
    }
    arrivals.announce()
    return info
  }

  package func inspectCommit(_ commit: CommitRef) async throws -> CommitInfo {
    try await read { try StoreRows(database: $0).commit(commit).info }
  }

  package func listCommits(of repo: String, from: CommitRef?, limit: Int?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    pages(from: CommitList(last: nil, left: limit ?? Int.max)) { list in
      try await read { database in
        let rows = StoreRows(database: database)
        let repo = try rows.repo(repo)
        return try rows.page(of: list, from: from, in: repo)
      }
    }
  }

  package func deleteCommit(_ commit: CommitRef) async throws {
    try await write { database in
      let found = try StoreRows(database: database).commit(commit)
      try database.execute(
        sql: """
          UPDATE commits SET parent = ?1 WHERE parent = ?2;
          UPDATE branches SET head = ?1 WHERE head = ?2;
          """, arguments: [found.parent, found.id, found.parent, found.id])
      // The row stays: files say by it when they were last changed.
      try database.execute(
        sql: "UPDATE commits SET deleted = 1, finished = coalesce(finished, started) WHERE id = ?",
        arguments: [found.id])
    }
    arrivals.announce()
  }
}

/// Where a list of commits goes on.
private struct CommitList: Sendable {
  /// The row last given out.
  var last: Int64?
  /// How many may still be given out.
  var left: Int

  static let pageSize = 256
}

/// What a new commit is called.
struct NewCommit {
  var uuid: String
  var branch: String
  var started: Double
}

extension StoreRows {
  /// Adds an open commit with the files of `parent`; its row.
  func insert(_ new: NewCommit, in repo: RepoRow, after parent: CommitRow?, description: String)
    throws -> Int64
  {
    try database.execute(
      sql: """
        INSERT INTO commits
          (repo, uuid, branch, parent, description, started, tree, tree_hash, files, size)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        repo.id, new.uuid, new.branch, parent?.id, description, new.started, parent?.tree?.link,
        parent?.tree?.hash.data, parent?.tree?.totals.files ?? 0, parent?.info.size ?? 0,
      ])
    return database.lastInsertedRowID
  }

  func requireOpen(_ commit: CommitRow) throws {
    guard commit.isOpen else {
      throw StoreError(
        .commitFinished, "\(commit.info.repo)@\(commit.info.id)",
        "commit \(commit.info.id) in repo \(commit.info.repo) has already finished")
    }
  }

  fileprivate func page(of list: CommitList, from: CommitRef?, in repo: RepoRow) throws -> Page<
    CommitList, CommitInfo
  > {
    let count = min(list.left, CommitList.pageSize)
    let found =
      try from == nil
      ? newest(count, before: list.last, in: repo)
      : ancestors(count, of: from, after: list.last, in: repo)
    let next = CommitList(last: found.last?.id, left: list.left - found.count)
    let isEnd = found.count < count || next.left == 0
    return Page(elements: found.map(\.info), next: isEnd ? nil : next)
  }

  private func newest(_ count: Int, before last: Int64?, in repo: RepoRow) throws -> [CommitRow] {
    let statement = try database.cachedStatement(
      sql: Self.commitColumns
        + " WHERE c.repo = ? AND c.id < ? AND NOT c.deleted ORDER BY c.id DESC LIMIT ?")
    return try Row.fetchAll(statement, arguments: [repo.id, last ?? Int64.max, count]).map {
      try CommitRow($0, repo: repo.name)
    }
  }

  private func ancestors(_ count: Int, of from: CommitRef?, after last: Int64?, in repo: RepoRow)
    throws -> [CommitRow]
  {
    var found: [CommitRow] = []
    var next: Int64?
    if let last {
      next = try commit(last, in: repo).parent
    } else if let from {
      next = try commit(from).id
    }
    while let row = next, found.count < count {
      let commit = try commit(row, in: repo)
      found.append(commit)
      next = commit.parent
    }
    return found
  }
}
