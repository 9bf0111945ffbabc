import DataRepository
package import LabelCore

extension VersionCatalog {
  /// Commits, newest first: of the whole repo, or `from` and its ancestors. `isWhole` is false when
  /// there are more than `limit`.
  package func log(
    of repo: String, from: CommitRef?, limit: Int
  ) async throws -> (entries: [LogEntry], isWhole: Bool) {
    var entries: [LogEntry] = []
    for try await commit in store.listCommits(of: repo, from: from, limit: limit + 1) {
      entries.append(LogEntry(commit))
    }
    let isWhole = entries.count <= limit
    return (isWhole ? entries : Array(entries.prefix(limit)), isWhole)
  }

  /// The commit that somebody means by a ref, a branch, an id or the beginning of one.
  package func resolve(_ text: String, in repo: String) async throws -> CommitRef {
    let ref =
      text.contains("@") ? try CommitRef(parsing: text) : CommitRef(repo: repo, commit: text)
    do {
      return CommitRef(repo: ref.repo, commit: try await store.inspectCommit(ref).id)
    } catch let error as StoreError where error.isMissing {
      guard let id = try await commit(beginningWith: ref.commit, in: ref.repo) else { throw error }
      return CommitRef(repo: ref.repo, commit: id)
    }
  }

  /// The only commit whose id begins so; nil when there is none.
  private func commit(beginningWith prefix: String, in repo: String) async throws -> String? {
    var found: String?
    for try await commit in store.listCommits(of: repo, from: nil, limit: nil)
    where commit.id.hasPrefix(prefix.lowercased()) {
      if let found {
        throw StoreError(
          .invalidName, prefix,
          "several commits begin with \(prefix): \(found.prefix(12)), \(commit.id.prefix(12))")
      }
      found = commit.id
    }
    return found
  }
}

extension LogEntry {
  init(_ commit: CommitInfo) {
    self.init(
      id: commit.id, parent: commit.parent, branch: commit.branch,
      description: commit.description, made: commit.finished ?? commit.started)
    isOpen = commit.finished == nil
    size = commit.size
  }
}

extension StoreError {
  /// Whether what was asked for is not there.
  var isMissing: Bool {
    switch code {
    case .repoNotFound, .branchNotFound, .commitNotFound, .fileNotFound, .noHead, .invalidName: true
    default: false
    }
  }
}
