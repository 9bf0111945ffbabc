package import DataRepository
import GRDB
package import LabelCore

/// Finds the raw data that belong to a version of labels.
package struct RawDataFinder: Sendable {
  let store: any VersionedStore
  let workspace: Workspace?

  /// Objects of a commit that are looked at for what was recorded in them.
  private static let sample = 50

  package init(store: any VersionedStore, workspace: Workspace? = nil) {
    self.store = store
    self.workspace = workspace
  }

  /// The raw commit recorded when the labels of `ref` were sent, else the newest that was finished not
  /// after it; nil where nothing tells which raw data it was made from.
  package func rawVersion(of ref: CommitRef) async throws -> RawVersion? {
    guard store.traits.pinsCommits else { return nil }
    let commit = try await store.inspectCommit(ref)
    let sources = try await recordedSources(of: commit)
    guard let repo = repo(of: ref, sources), repo != ref.repo else { return nil }
    var found: (commit: CommitInfo, reason: RawVersion.Reason)?
    if let sent = try await workspace?.sourceCommit(sentAs: commit.id),
      let raw = try await inspect(sent, in: repo)
    {
      found = (raw, .recorded)
    } else if let raw = try await newest(of: sources, in: repo) {
      found = (raw, .recorded)
    } else if let raw = try await newest(in: repo, notAfter: commit.finished ?? commit.started) {
      found = (raw, .newestBefore)
    }
    guard let found else { return nil }
    return try await describe(found.commit, found.reason)
  }

  /// What completions that the commit brought say about the raw files they were made from.
  private func recordedSources(of commit: CommitInfo) async throws -> [SourceFile] {
    let ref = CommitRef(repo: commit.repo, commit: commit.id)
    let parent = commit.parent.map { CommitRef(repo: commit.repo, commit: $0) }
    var paths: [String] = []
    for try await difference in store.diff(from: parent, to: ref) where difference.new != nil {
      paths.append(difference.path)
      if paths.count == Self.sample { break }
    }
    let brought = try await sources(in: paths, at: ref)
    if !brought.isEmpty { return brought }
    // Label Studio records nothing: what else is there may.
    return try await sources(
      in: try await store.list(ListRequest(limit: Self.sample), at: ref).map(\.path), at: ref)
  }

  private func sources(in paths: [String], at ref: CommitRef) async throws -> [SourceFile] {
    var sources: [SourceFile] = []
    for try await file in store.readFiles(paths, at: ref) {
      guard let object = try? TaskObject(parsing: file.bytes) else { continue }
      sources += object.completions.compactMap { $0.authorship?.source }
    }
    return sources
  }

  private func repo(of ref: CommitRef, _ sources: [SourceFile]) -> String? {
    if let workspace, workspace.project.config.target.branch.repo == ref.repo {
      return workspace.project.config.source.branch.repo
    }
    return sources.last?.repo
  }

  private func newest(of sources: [SourceFile], in repo: String) async throws -> CommitInfo? {
    let ids = Set(sources.filter { $0.repo == repo && !$0.commit.isEmpty }.map(\.commit))
    var newest: CommitInfo?
    for id in ids.sorted() {
      guard let commit = try await inspect(id, in: repo) else { continue }
      if newest.map({ $0.started < commit.started }) ?? true { newest = commit }
    }
    return newest
  }

  private func newest(in repo: String, notAfter moment: Double) async throws -> CommitInfo? {
    do {
      let master = CommitRef(repo: repo, commit: "master")
      for try await commit in store.listCommits(of: repo, from: master, limit: nil) {
        if let finished = commit.finished, finished <= moment { return commit }
      }
    } catch let error as StoreError where error.isMissing {
    }
    return nil
  }

  /// Nil for a commit that is gone.
  private func inspect(_ id: String, in repo: String) async throws -> CommitInfo? {
    do {
      return try await store.inspectCommit(CommitRef(repo: repo, commit: id))
    } catch let error as StoreError where error.isMissing {
      return nil
    }
  }

  private func describe(
    _ commit: CommitInfo, _ reason: RawVersion.Reason
  ) async throws -> RawVersion {
    let ref = CommitRef(repo: commit.repo, commit: commit.id)
    var raw = RawVersion(ref: ref, reason: reason, texts: 0)
    for try await _ in store.listFiles(ListRequest(), at: ref) { raw.texts += 1 }
    let master = Branch(repo: commit.repo, name: "master")
    guard try await store.hasBranch(master), let head = try await store.inspectBranch(master).head
    else { return raw }
    var edited = 0
    let now = CommitRef(repo: commit.repo, commit: head)
    for try await difference in store.diff(from: ref, to: now) where difference.old != nil {
      edited += 1
    }
    raw.editedSince = edited
    return raw
  }
}

extension Workspace {
  /// The source's commit that was known when labels were sent as `commit`; nil for others' commits.
  func sourceCommit(sentAs commit: String) async throws -> String? {
    try await database.read { database in
      try String.fetchOne(
        database, sql: "SELECT source_commit FROM sends WHERE commit_id = ?", arguments: [commit])
    }
  }

  /// Where the label of a task is in the target, with a slash in front, else what Label Studio 1.x annotated
  /// last; nil while nothing was sent.
  package func objectPath(ofTask id: Int) async throws -> String? {
    let path = try await database.read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT coalesce(
            (SELECT path FROM objects WHERE objects.ordinal = tasks.ordinal),
            (SELECT path FROM annotated WHERE annotated.ordinal = tasks.ordinal
              ORDER BY length(path) DESC, path DESC LIMIT 1))
          FROM tasks WHERE id = ?
          """, arguments: [id])
    }
    return path.map { "/" + $0 }
  }
}
