package import DataRepository
import GRDB
import LabelCore

/// What a workspace holds: the labels of its target as last seen, with what is decided here and not
/// sent yet.
///
/// A task is at the path of its object, or that of its id. Held are paths and what they stand for.
package struct WorkspaceVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package var fingerprint: String? { nil }
  private let workspace: Workspace
  /// By path, in byte order.
  private let entries: [Entry]

  struct Entry: Sendable {
    var path: String
    /// Nil for an object that belongs to no task.
    var ordinal: Int?
  }

  /// Objects read at once.
  private static let batch = 200

  /// - Parameters:
  ///   - name: what it is called in reports.
  ///   - includingOpen: whether tasks without an object are in it too, with no completions.
  package init(
    _ workspace: Workspace, name: String, includingOpen: Bool = false
  ) async throws {
    self.workspace = workspace
    self.name = name
    entries = try await workspace.objectEntries(includingOpen: includingOpen)
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    pages(from: entries[...]) { [workspace] rest in
      let files = try await workspace.objects(at: Array(rest.prefix(Self.batch)))
      let left = rest.dropFirst(Self.batch)
      return Page(
        elements: files.map {
          FileInfo(path: $0.path, kind: .file, size: $0.bytes.count, hash: $0.hash)
        }, next: left.isEmpty ? nil : left)
    }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    pages(from: paths[...]) { [self] rest in
      let wanted = rest.prefix(Self.batch).compactMap { place(of: $0).map { entries[$0] } }
      let left = rest.dropFirst(Self.batch)
      return Page(
        elements: try await workspace.objects(at: wanted), next: left.isEmpty ? nil : left)
    }
  }

  private func place(of path: String) -> Int? {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if entries[middle].path == path { return middle }
      let isBefore = entries[middle].path.utf8.lexicographicallyPrecedes(path.utf8)
      range = isBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}

extension Workspace {
  fileprivate func objectEntries(
    includingOpen: Bool
  ) async throws -> [WorkspaceVersion.Entry] {
    try await database.read { database in
      let open = includingOpen ? "OR (tasks.place IS NOT NULL AND tasks.problem IS NULL)" : ""
      let tasks = try Row.fetchCursor(
        database,
        sql: """
          SELECT '/' || ifnull(objects.path, tasks.id) AS path, tasks.ordinal AS ordinal
          FROM tasks LEFT JOIN objects ON objects.ordinal = tasks.ordinal
            LEFT JOIN drafts ON drafts.ordinal = tasks.ordinal
          WHERE objects.path IS NOT NULL OR drafts.ordinal IS NOT NULL
            OR EXISTS (SELECT 1 FROM annotated WHERE annotated.ordinal = tasks.ordinal) \(open)
          UNION ALL SELECT '/' || path, NULL FROM objects WHERE ordinal IS NULL AND is_copy = 0
          UNION ALL SELECT '/' || path, NULL FROM annotated WHERE ordinal IS NULL
          """)
      var entries: [WorkspaceVersion.Entry] = []
      while let row = try tasks.next() {
        entries.append(WorkspaceVersion.Entry(path: row["path"], ordinal: row["ordinal"]))
      }
      entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      // A task that was never sent may have the number that a foreign object has as its name.
      for index in entries.indices.dropFirst() where entries[index].path == entries[index - 1].path
      { entries[index].path += " (\(entries[index].ordinal ?? 0))" }
      return entries
    }
  }

  fileprivate func objects(
    at entries: [WorkspaceVersion.Entry]
  ) async throws -> [FileContents] {
    var files: [FileContents] = []
    for entry in entries {
      guard let bytes = try await bytes(of: entry) else { continue }
      files.append(
        FileContents(path: entry.path, hash: ContentHash(of: bytes).hex, bytes: bytes))
    }
    return files
  }

  private func bytes(of entry: WorkspaceVersion.Entry) async throws -> Bytes? {
    let stored: Bytes? = try await database.read { database in
      guard let ordinal = entry.ordinal else {
        let path = String(entry.path.dropFirst())
        return try database.filed(path)?.bytes ?? database.annotated(at: path)
      }
      return try database.whole(of: ordinal)?.bytes
    }
    guard stored == nil, let ordinal = entry.ordinal else { return stored }
    let found = try await database.read { try TaskRecord.fetch(ordinal: ordinal, $0) }
    guard let record = found else { return nil }
    return TaskObject(root: try await content(of: record).root, id: record.row.id).bytes
  }
}
