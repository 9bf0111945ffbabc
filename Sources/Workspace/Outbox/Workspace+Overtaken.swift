import DataRepository
import GRDB
import LabelCore

/// A commit of ours onto another head than the one it was made for.
struct Overtaken: Sendable {
  /// The head that it was made for; nil for an empty branch.
  var expected: String?
  var commit: String

  init(_ expected: String?, _ commit: String) {
    self.expected = expected
    self.commit = commit
  }

  init?(text: String) {
    let ids = text.split(separator: " ").map(String.init)
    guard let commit = ids.first else { return nil }
    self.init(ids.dropFirst().first, commit)
  }

  /// As project.db keeps it.
  var text: String { [commit, expected].compactMap(\.self).joined(separator: " ") }
}

extension Workspace {
  /// Puts what our commit overwrote unseen into the drafts: a cluster knows no condition, and only the
  /// commit's parent tells that somebody came between. Does nothing when there is no such commit.
  func bringBackOverwritten() async throws {
    guard let text = try await database.read({ try $0.meta(.overtaken) }),
      let overtaken = Overtaken(text: text)
    else { return }
    let found = try await overwritten(by: overtaken)
    let context = self.context
    try await database.write { database in
      for object in found { try object.bringBack(database, context) }
      try database.setMeta(.overtaken, nil)
    }
  }

  private func overwritten(by overtaken: Overtaken) async throws -> [Overwritten] {
    let repo = target.branch.repo
    let ours = CommitRef(repo: repo, commit: overtaken.commit)
    guard let parent = try await store.inspectCommit(ours).parent else { return [] }
    let theirs = CommitRef(repo: repo, commit: parent)
    var paths: [String] = []
    for try await difference in store.diff(from: theirs, to: ours)
    where difference.old?.kind == .file && difference.new?.kind != .directory {
      paths.append(difference.path)
    }
    guard !paths.isEmpty else { return [] }
    let written = try await objects(paths, at: ours)
    let before = try await objects(paths, at: theirs)
    let base = try await objects(
      paths, at: overtaken.expected.map { CommitRef(repo: repo, commit: $0) })
    return paths.compactMap { path in
      guard let before = before[path], let ours = written[path] ?? base[path]?.emptied else {
        return nil
      }
      return Overwritten(path: target.key(path), base: base[path], theirs: before, ours: ours)
    }
  }

  /// What can be read of these files.
  private func objects(
    _ paths: [String], at commit: CommitRef?
  ) async throws -> [String: TaskObject] {
    var objects: [String: TaskObject] = [:]
    guard let commit else { return objects }
    for try await file in store.readFiles(paths, at: commit) {
      objects[file.path] = try? TaskObject(parsing: file.bytes)
    }
    return objects
  }
}

/// An object as we wrote it, and as it was just before.
private struct Overwritten: Sendable {
  var path: String
  /// What ours was made from.
  var base: TaskObject?
  var theirs: TaskObject
  var ours: TaskObject

  /// Drafts what is missing in ours, on top of what was decided since.
  func bringBack(_ database: Database, _ context: TaskContext) throws {
    guard let ordinal = try task(database, context) else { return }
    let current = try database.current(of: ordinal) ?? ours
    var merger = TaskMerger(base: base, theirs: theirs, ours: ours, digest: TaskContext.digest)
    merger.unseen = .keepsAll
    let merge = merger.merged()
    for note in merge.notes { try database.keep(note, of: ordinal, at: context.options.now()) }
    guard let whole = merge.object, whole.completions != ours.completions else { return }
    let mended = TaskMerger(
      base: ours, theirs: whole, ours: current, digest: TaskContext.digest
    ).merged()
    guard var draft = mended.object else { return }
    draft.raiseRevision(of: context.annotator)
    try database.setDraft(draft, of: ordinal)
    try database.refresh(ordinal, context)
  }

  /// The task of the object; of one that we took away, the task whose number it had.
  private func task(_ database: Database, _ context: TaskContext) throws -> Int? {
    if let filed = try database.filed(path) { return filed.ordinal }
    guard let number = context.target.number(of: path) else { return nil }
    return try Int.fetchOne(
      database, sql: "SELECT ordinal FROM tasks WHERE id = ?", arguments: [number])
  }
}

extension TaskObject {
  /// Without completions, as which an object counts that was taken away.
  fileprivate var emptied: TaskObject {
    var object = self
    object.completions = []
    return object
  }
}
