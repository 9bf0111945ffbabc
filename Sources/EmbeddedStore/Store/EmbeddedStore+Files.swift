package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  package func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let key = try Key(path: path)
    return try await read { database in
      let found = try StoreRows(database: database).commit(commit)
      let times = CommitTimes(database: database)
      if let info = try tree(of: found, database).info(key, times) { return info }
      throw Self.fileNotFound(key, at: found)
    }
  }

  package func inspectFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    pages(from: paths[...]) { rest in
      try await read { database in
        let tree = try tree(of: StoreRows(database: database).commit(commit), database)
        let times = CommitTimes(database: database)
        let found = try rest.prefix(FileList.pageSize).compactMap { path in
          try (try? Key(path: path)).flatMap { try tree.info($0, times) }
        }
        let left = rest.dropFirst(FileList.pageSize)
        return Page(elements: found, next: left.isEmpty ? nil : left)
      }
    }
  }

  package func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    pages(from: FileList(request)) { list in
      try await read { database in
        var list = list
        if list.cursor == nil {
          let tree = try tree(of: StoreRows(database: database).commit(commit), database)
          try list.start(tree)
        }
        return try list.page(database, NodeAccess(database: database, cache: nodes))
      }
    }
  }

  package func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    pages(from: FileRead(offset: offset, left: length ?? Int.max)) { state in
      let key = try Key(path: path)
      return try await read { database in
        var state = state
        if state.hash == nil { try state.start(key, commit, in: self, database) }
        return try state.page(ContentRows(database: database))
      }
    }
  }

  package func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    pages(from: ManyRead(rest: paths[...])) { state in
      try await read { database in
        let rows = StoreRows(database: database)
        var state = state
        let found = try rows.commit(state.commit ?? commit)
        // Named by id from here on, so that all files are of one commit though the branch moves.
        state.commit = CommitRef(repo: commit.repo, commit: found.info.id)
        return try state.page(tree(of: found, database), ContentRows(database: database))
      }
    }
  }

  package func diff(from: CommitRef?, to: CommitRef)
    -> AsyncThrowingStream<FileDifference, any Error>
  {
    pages(from: nil as TreeDiff?) { diff in
      try await read { database in
        let rows = StoreRows(database: database)
        let access = NodeAccess(database: database, cache: nodes)
        var diff =
          try diff
          ?? TreeDiff(
            old: from.map { try rows.commit($0).tree } ?? nil, new: rows.commit(to).tree, access)
        let times = CommitTimes(database: database)
        var found: [FileDifference] = []
        while found.count < FileList.pageSize, let next = try diff.next(access) {
          found.append(try times.difference(next))
        }
        return Page(elements: found, next: found.count < FileList.pageSize ? nil : .some(diff))
      }
    }
  }

  func tree(of commit: CommitRow, _ database: Database) -> TreeReader {
    TreeReader(root: commit.tree, access: NodeAccess(database: database, cache: nodes))
  }

  static func fileNotFound(_ key: Key, at commit: CommitRow) -> StoreError {
    let repo = commit.info.repo
    return StoreError(
      .fileNotFound, "\(repo)@\(commit.info.id):\(key.text)",
      "file \(key.text) not found in repo \(repo) at commit \(commit.info.id)")
  }
}

extension TreeReader {
  /// The file or directory at `key`; nil when nothing is there. The root is always.
  func info(_ key: Key, _ times: CommitTimes) throws -> FileInfo? {
    if let file = try file(key) { return try times.info(file) }
    if let totals = try directory(key) { return FileInfo(directory: key, totals) }
    return key.bytes.isEmpty ? FileInfo(directory: key, Totals()) : nil
  }
}

extension FileInfo {
  init(directory key: Key, _ totals: Totals) {
    // Hashed once more, so that it looks like a file's and does not give away what it is made of.
    let name = withUnsafeBytes(of: totals.print) { Bytes($0) }
    let hash = ContentHash(of: name + withUnsafeBytes(of: totals.files) { Bytes($0) })
    self.init(
      path: key.text + "/", kind: .directory, size: totals.size, hash: hash.hex, committed: nil)
  }
}

/// When commits were finished, looked up once for each.
final class CommitTimes {
  private let database: Database
  private var known: [Int64: Double?] = [:]

  init(database: Database) {
    self.database = database
  }

  func info(_ file: Slot) throws -> FileInfo {
    FileInfo(
      path: file.key.text, kind: .file, size: file.totals.size, hash: file.hash.hex,
      committed: try finished(file.link))
  }

  func difference(_ difference: TreeDifference) throws -> FileDifference {
    let old = try difference.old.map { try info($0) }
    let new = try difference.new.map { try info($0) }
    return FileDifference(path: old?.path ?? new?.path ?? "", old: old, new: new)
  }

  private func finished(_ commit: Int64) throws -> Double? {
    if let time = known[commit] { return time }
    let time = try Double.fetchOne(
      database.cachedStatement(sql: "SELECT finished FROM commits WHERE id = ?"),
      arguments: [commit])
    known[commit] = .some(time)
    return time
  }
}
