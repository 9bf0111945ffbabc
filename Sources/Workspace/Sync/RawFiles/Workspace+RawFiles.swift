import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// Hears what was written since it last heard, and how many files are done with it.
  typealias Indexed = (SyncReport, Int) -> Void

  /// Reads the files of a batch that are new or changed, and indexes their tasks in the order of the files.
  func index(
    _ files: [FileInfo], at commit: CommitRef, _ generation: Int, _ tell: Indexed
  ) async throws {
    let source = self.source
    let changed = try await database.write { database in
      try files.filter { try database.isNew($0, key: source.key($0.path), generation) }
    }
    tell(SyncReport(), files.count - changed.count)
    var small: [FileInfo] = []
    var size = 0
    for file in changed {
      if file.size > options.heldFile {
        try await indexTogether(small, at: commit, generation, tell)
        (small, size) = ([], 0)
        try await indexAlone(file, at: commit, generation, tell)
        continue
      }
      small.append(file)
      size += file.size
      guard size > IndexLimits.batch else { continue }
      try await indexTogether(small, at: commit, generation, tell)
      (small, size) = ([], 0)
    }
    try await indexTogether(small, at: commit, generation, tell)
  }

  /// Small files, held together and written in one transaction.
  private func indexTogether(
    _ files: [FileInfo], at commit: CommitRef, _ generation: Int, _ tell: Indexed
  ) async throws {
    guard !files.isEmpty else { return }
    let context = self.context
    let hashes = Dictionary(files.map { ($0.path, $0.hash) }) { first, _ in first }
    var incoming: [IncomingFile] = []
    for try await file in store.readFiles(files.map(\.path), at: commit) {
      incoming.append(
        IncomingFile(
          key: source.key(file.path), hash: hashes[file.path] ?? file.hash, bytes: file.bytes))
    }
    let keys = incoming.map(\.key)
    let known = try await database.read { database in
      try keys.map { try KnownTasks(of: $0, database) }
    }
    var read: [ReadFile] = []
    for (file, known) in zip(incoming, known) {
      read.append(try await ReadFile(FileIndexing(file, known: known, context)))
    }
    let counts = try await database.write { [read] database in
      var indexer = try SourceIndexer(context, database, generation)
      for file in read { try file.write(&indexer) }
      try indexer.finish()
      return indexer.report
    }
    tell(counts, files.count)
  }

  /// A large file, by way of the disk and in many transactions. One that is cut off is read again: what was
  /// written is then known.
  private func indexAlone(
    _ info: FileInfo, at commit: CommitRef, _ generation: Int, _ tell: Indexed
  ) async throws {
    let context = self.context
    let pieces = store.readFile(info.path, at: commit, offset: 0, length: nil)
    let spooled = try await SpooledFile(pieces, in: project.stateDirectory)
    let file = IncomingFile(key: source.key(info.path), hash: info.hash, spooled: spooled)
    var indexing = try await FileIndexing(file, context, database.snapshot())
    while let steps = try await indexing.next() {
      if steps.isEmpty { continue }
      tell(try await write(steps, of: indexing, generation), 0)
    }
    let counts = try await database.write { [indexing] database in
      var indexer = try SourceIndexer(context, database, generation)
      try indexer.close(indexing)
      try indexer.finish()
      return indexer.report
    }
    tell(counts, 1)
  }

  private func write(
    _ steps: [FileIndexing.Step], of file: FileIndexing, _ generation: Int
  ) async throws -> SyncReport {
    try await database.write { [context] database in
      var indexer = try SourceIndexer(context, database, generation)
      for step in steps { try indexer.write(step, of: file) }
      try indexer.finish()
      return indexer.report
    }
  }
}

/// Bytes of raw files in memory at once.
private enum IndexLimits {
  static let batch = 8 << 20
}

/// A small raw file, read to its end.
private struct ReadFile: Sendable {
  private var indexing: FileIndexing
  private var steps: [FileIndexing.Step] = []

  init(_ indexing: FileIndexing) async throws {
    self.indexing = indexing
    while let more = try await self.indexing.next() { steps += more }
  }

  func write(_ indexer: inout SourceIndexer) throws {
    for step in steps { try indexer.write(step, of: indexing) }
    try indexer.close(indexing)
  }
}

extension Database {
  /// Marks a listed file as seen; whether its tasks must be read (again).
  fileprivate func isNew(_ file: FileInfo, key: String, _ generation: Int) throws -> Bool {
    try run(
      sql: "UPDATE files SET seen = ? WHERE key = ? AND hash = ?",
      arguments: [generation, key, file.hash])
    return changesCount == 0 || file.hash.isEmpty
  }
}
