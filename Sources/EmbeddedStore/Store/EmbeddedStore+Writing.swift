package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  /// Without changes nothing is committed, as when nothing is put into Pachyderm: the head is
  /// returned.
  package func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    let prepared = try changes.map { try PreparedChange($0) }
    return try await commit(
      to: branch, description, ifHead, isEmpty: prepared.isEmpty
    ) { row, target in
      try record(apply(prepared, to: target.tree, in: row, target), of: row, target)
    }
  }

  /// Every page is applied to the tree that the one before has made, in one transaction.
  package func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    var first = files.makeCursor()
    return try await commit(
      to: branch, description, ifHead, isEmpty: first.next() == nil
    ) { row, target in
      var cursor = files.makeCursor()
      var tree = target.tree
      while let page = try cursor.next() {
        try Task.checkCancellation()
        tree = try apply(
          page.map { try PreparedChange($0.change) }, to: tree, in: row, target)
      }
      try record(tree, of: row, target)
    }
  }

  private func commit(
    to branch: Branch, _ description: String, _ ifHead: ExpectedHead?, isEmpty: Bool,
    _ fill: @escaping @Sendable (Int64, CommitTarget) throws -> Void
  ) async throws -> CommitInfo {
    let new = NewCommit(uuid: settings.makeID(), branch: branch.name, started: settings.now())
    let info = try await write { database in
      let target = try CommitTarget(branch, ifHead: ifHead, StoreRows(database: database))
      guard !isEmpty else { return try target.head() }
      let row = try target.open(new, description: description)
      try fill(row, target)
      if target.openHead == nil {
        try database.execute(
          sql: "UPDATE commits SET finished = ? WHERE id = ?",
          arguments: [max(settings.now(), new.started), row])
      }
      return try target.rows.commit(row, in: target.repo).info
    }
    arrivals.announce()
    return info
  }

  /// The tree with the changes.
  private func apply(
    _ changes: [PreparedChange], to tree: Slot?, in commit: Int64, _ target: CommitTarget
  ) throws -> Slot? {
    let database = target.rows.database
    let access = NodeAccess(database: database, cache: nodes)
    let base = TreeReader(root: tree, access: access)
    var set = ChangeSet(
      base: base, contents: ContentRows(database: database), commit: commit,
      capacity: changes.count)
    for change in changes {
      switch change {
      case .put(let key, let content): try set.put(key, content)
      case .append(let key, let content): try set.append(key, content)
      case .delete(let key): try set.remove(key)
      case .copy(let ref, let source, let key):
        let from = try target.rows.commit(ref)
        guard try set.copy(source, of: self.tree(of: from, database), to: key) else {
          throw Self.fileNotFound(source, at: from)
        }
      }
    }
    return try TreeEditor(access: access).apply(set.finish(), to: tree)
  }

  private func record(_ root: Slot?, of commit: Int64, _ target: CommitTarget) throws {
    try target.rows.database.execute(
      sql: "UPDATE commits SET tree = ?, tree_hash = ?, files = ?, size = ? WHERE id = ?",
      arguments: [
        root?.link, root?.hash.data, root?.totals.files ?? 0, root?.totals.size ?? 0, commit,
      ])
  }

  package func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    let session = StagingSession(store: self)
    do {
      for try await piece in body { try await session.take(piece) }
      try Task.checkCancellation()
      return try await session.finish()
    } catch {
      await session.abandon()
      throw error
    }
  }

  /// Removes staged bodies that no commit asked for in time, and what was left of staging that was
  /// cut off.
  func removeStale(in database: Database) throws {
    let limit = settings.now() - settings.stagedLifetime
    let stale = try Int64.fetchAll(
      database, sql: "SELECT content FROM staged WHERE at < ?", arguments: [limit])
    for row in stale { try ContentRows(database: database).remove(row) }
  }
}

/// The branch, or open commit, that changes go to.
struct CommitTarget {
  let rows: StoreRows
  let repo: RepoRow
  private let branch: Branch
  /// The head, or the commit named by id.
  private let present: CommitRow?

  /// - Throws: `conflict` when the head is not the expected one.
  init(_ branch: Branch, ifHead: ExpectedHead?, _ rows: StoreRows) throws {
    self.rows = rows
    self.branch = branch
    repo = try rows.repo(branch.repo)
    if RefRules.isCommitID(branch.name) {
      guard let commit = try rows.commit(uuid: branch.name, in: repo) else {
        throw rows.commitNotFound(branch.name, in: repo)
      }
      try rows.requireOpen(commit)
      present = commit
    } else {
      try StoreError.checkName(branch.name)
      let head = try rows.head(of: branch.name, in: repo) ?? nil
      present = try head.map { try rows.commit($0, in: rows.repo(branch.repo)) }
    }
    try require(ifHead)
  }

  /// The files before the changes.
  var tree: Slot? { present?.tree }

  /// The open commit that the changes go into.
  var openHead: CommitRow? { present.flatMap { $0.isOpen ? $0 : nil } }

  /// The commit as it is; for an empty list of changes.
  func head() throws -> CommitInfo {
    guard let present else {
      throw StoreError(
        .noHead, "\(branch)",
        "the branch \"\(branch.name)\" has no head (create one with 'start commit')")
    }
    return present.info
  }

  /// The row of the open head, or of a new commit that the branch then points to.
  func open(_ new: NewCommit, description: String) throws -> Int64 {
    if let openHead { return openHead.id }
    let row = try rows.insert(new, in: repo, after: present, description: description)
    try rows.setHead(of: branch.name, in: repo, to: row)
    return row
  }

  private func require(_ expected: ExpectedHead?) throws {
    let head = present?.info.id
    switch expected {
    case nil: return
    case .empty where head == nil: return
    case .commit(let id) where id == head: return
    case .some(let expected):
      let wanted = if case .commit(let id) = expected { "commit \(id)" } else { "no commit" }
      throw StoreError(
        .conflict, "\(branch)",
        "the head of \(branch) is \(head.map { "commit \($0)" } ?? "no commit"), not \(wanted)")
    }
  }
}
