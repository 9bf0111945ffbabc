import DataRepository
import LabelCore

/// What stands in a directory, and in which commit it was found.
struct DirectoryEntry: Sendable {
  var info: FileInfo
  var commitID: String
}

/// The entries of one directory by the bytes of their paths. 1.x gives them by their names, in which
/// a directory has no slash: `a` comes before `a.txt` there, and `a/` behind it here.
actor DirectoryLevel {
  private var entries: AsyncThrowingStream<DirectoryEntry, any Error>.Iterator
  /// Directories that names seen later may still come before, the first of them last.
  private var held: [DirectoryEntry] = []
  private var ahead: DirectoryEntry?

  init(_ entries: AsyncThrowingStream<DirectoryEntry, any Error>) {
    self.entries = entries.makeAsyncIterator()
  }

  func next() async throws -> DirectoryEntry? {
    while true {
      if ahead == nil { ahead = try await fetch() }
      if let directory = held.last,
        ahead.map({ Self.precedes(directory.info.path, $0.info.path) }) ?? true
      {
        return held.popLast()
      }
      guard let entry = ahead else { return nil }
      ahead = nil
      guard entry.info.kind == .directory else { return entry }
      held.append(entry)
    }
  }

  private static func precedes(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }

  private func fetch() async throws -> DirectoryEntry? {
    var entries = self.entries
    let entry = try await entries.next(isolation: self)
    self.entries = entries
    return entry
  }
}

/// All below a directory by the bytes of the paths, one call a directory; as many are read at once
/// as lie within each other, each at the pace of the reader.
actor DirectoryTree {
  typealias Open =
    @Sendable (String, CommitRef) -> AsyncThrowingStream<DirectoryEntry, any Error>

  private let commit: CommitRef
  private let after: String?
  private let open: Open
  private var levels: [DirectoryLevel]

  init(_ directory: String, at commit: CommitRef, after: String?, open: @escaping Open) {
    self.commit = commit
    self.after = after
    self.open = open
    levels = [DirectoryLevel(open(directory, commit))]
  }

  func next() async throws -> FileInfo? {
    while let level = levels.last {
      guard let entry = try await level.next() else {
        levels.removeLast()
        continue
      }
      if entry.info.kind == .directory, isWanted(entry.info.path) {
        // By id, so that all is of one commit though the branch moves.
        let found = CommitRef(repo: commit.repo, commit: entry.commitID)
        levels.append(DirectoryLevel(open(entry.info.path, found)))
      }
      return entry.info
    }
    return nil
  }

  func nextFile() async throws -> FileInfo? {
    while let info = try await next() {
      if info.kind == .file { return info }
    }
    return nil
  }

  /// Whether something in a directory may come behind the last path that is known.
  private func isWanted(_ directory: String) -> Bool {
    guard let after else { return true }
    return after.utf8.starts(with: directory.utf8)
      || after.utf8.lexicographicallyPrecedes(directory.utf8)
  }
}
