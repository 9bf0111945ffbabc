import DataRepository
import GRDB
import LabelCore

/// A version in which each task is one file, wherever Label Studio 1.x stored its annotations: where the first of
/// its objects lies, with everything that was decided. Files of which there is only one are as they are.
///
/// Made from what is kept of the objects, so that none is read twice. Paths wait in a private file.
struct GatheredVersion: LabelVersion {
  let base: any LabelVersion
  private let index: LabelIndex
  private let database: DatabaseQueue
  private let count: Int

  var name: String { base.name }
  var commit: String? { base.commit }
  var hashKind: HashKind { base.hashKind }
  var fingerprint: String? { Self.fingerprint(of: base) }

  /// What names the gathered content of a version.
  static func fingerprint(of base: any LabelVersion) -> String? {
    base.fingerprint.map { "gathered \($0)" }
  }

  /// Goes through the version once.
  init(_ base: any LabelVersion, cache: SummaryCache) async throws {
    self.base = base
    let database = try PrivateDatabase.open(
      """
      CREATE TABLE files (place INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, hash TEXT NOT NULL)
      """)
    let reader = SummaryReader(version: base, cache: cache)
    var files = base.list().makeAsyncIterator()
    var index = LabelIndex()
    var count = 0
    try await BatchedWork().run(
      { try await files.next() }, { try await reader.find($0).found },
      take: { found in
        let first = count
        count += found.count
        for (place, found) in zip(first..., found) {
          if let summary = found.summary { index.add(summary, at: place) }
        }
        try await database.write { database in
          let statement = try database.cachedStatement(sql: "INSERT INTO files VALUES (?, ?, ?)")
          for (place, found) in zip(first..., found) {
            try statement.execute(arguments: [place, found.file.path, found.file.hash])
          }
        }
      })
    index.finish()
    (self.index, self.database, self.count) = (index, database, count)
  }

  /// All objects of the task that has one at this path, the first of them first; empty where there is none.
  func parts(of path: String) async throws -> [String] {
    try await database.read { [index] database in
      try Self.place(of: path, database).map { place in
        try ([place] + index.followers(of: place)).map { try Self.file(at: $0, database).path }
      } ?? []
    }
  }

  /// What of these paths begins a task.
  func files(at paths: [String]) async throws -> [FileInfo] {
    try await database.read { [index] database in
      try paths.compactMap { path in
        try Self.place(of: path, database).flatMap { place in
          index.isFollowing(place) ? nil : try Self.info(of: place, index, database)
        }
      }
    }
  }

  func list() -> AsyncThrowingStream<FileInfo, any Error> {
    pages(from: 0) { [index, database, count] place in
      let places = place..<min(count, place + SummaryReader.batch)
      let files = try await database.read { database in
        try places.filter { !index.isFollowing($0) }.map { try Self.info(of: $0, index, database) }
      }
      return Page(elements: files, next: places.upperBound < count ? places.upperBound : nil)
    }
  }

  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    pages(from: paths[...]) { [self] rest in
      let batch = Array(rest.prefix(100))
      let left = rest.dropFirst(batch.count)
      return Page(elements: try await gather(batch), next: left.isEmpty ? nil : left)
    }
  }

  private func gather(_ paths: [String]) async throws -> [FileContents] {
    var parts: [[String]] = []
    for path in paths { parts.append(try await self.parts(of: path)) }
    var contents: [String: FileContents] = [:]
    for try await file in base.read(parts.flatMap(\.self)) { contents[file.path] = file }
    let hashes = Dictionary(
      try await files(at: paths).map { ($0.path, $0.hash) }
    ) { first, _ in first }
    return parts.compactMap { parts in
      guard var file = parts.first.flatMap({ contents[$0] }) else { return nil }
      guard parts.count > 1, let own = try? TargetObject(parsing: file.bytes) else { return file }
      let others = parts.dropFirst().compactMap { path -> AnnotatedTask? in
        guard let bytes = contents[path]?.bytes,
          case .annotations(let task)? = try? TargetObject(parsing: bytes)
        else { return nil }
        return task
      }
      file.bytes = GatheredTask(own, beside: others).object.bytes
      file.hash = hashes[file.path] ?? ""
      return file
    }
  }

  // MARK: - The private file

  private static func place(of path: String, _ database: Database) throws -> Int? {
    try database.value(Int.self, sql: "SELECT place FROM files WHERE path = ?", arguments: [path])
  }

  private static func file(
    at place: Int, _ database: Database
  ) throws -> (path: String, hash: String) {
    let row = try database.row(
      sql: "SELECT path, hash FROM files WHERE place = ?", arguments: [place])
    return (row?["path"] ?? "", row?["hash"] ?? "")
  }

  /// The hash of a task in several objects follows from theirs.
  private static func info(
    of place: Int, _ index: LabelIndex, _ database: Database
  ) throws -> FileInfo {
    let first = try file(at: place, database)
    var info = FileInfo(path: first.path, kind: .file, size: 0, hash: first.hash)
    let others = try index.followers(of: place).map { try file(at: $0, database).hash }
    guard !others.isEmpty else { return info }
    let hashes = [first.hash] + others
    // Without one nothing is known to be equal.
    info.hash =
      hashes.contains("") ? "" : ContentHash(of: Array(hashes.joined(separator: " ").utf8)).hex
    return info
  }
}
