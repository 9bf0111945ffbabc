package import DataRepository
package import LabelCore

/// What repos and versions a store has.
package struct VersionCatalog: Sendable {
  let store: any VersionedStore

  package init(store: any VersionedStore) { self.store = store }

  /// All repos, newest first.
  package func repos() async throws -> [RepoEntry] {
    try await store.listRepos().map {
      RepoEntry(
        name: $0.name, description: $0.description, created: $0.created, size: $0.size,
        branches: $0.branches)
    }
  }

  /// The versions of a repo: `master` first, then the newest first.
  package func list(of repo: String) async throws -> VersionList {
    let clock = ContinuousClock()
    let start = clock.now
    let branches = try await store.listBranches(of: repo)
    let elapsed = clock.now - start
    let notes = try await store.notes(of: repo)
    var versions: [VersionInfo] = []
    for info in branches {
      var version = try await version(info)
      version.note = notes[info.branch.name] ?? ""
      versions.append(version)
    }
    versions = versions.enumerated().sorted { left, right in
      (left.element.rank, -left.offset) > (right.element.rank, -right.offset)
    }.map(\.element)
    var list = VersionList(repo: repo, versions: versions)
    list.notes = store.traits.keepsNotes ? .store : .here
    list.store = try await words(elapsed)
    return list
  }

  private func version(_ info: BranchInfo) async throws -> VersionInfo {
    var version = VersionInfo(branch: info.branch, head: info.head)
    guard info.head != nil, version.isPinned else { return version }
    let commit = try await store.inspectCommit(version.ref)
    version.made = commit.finished ?? commit.started
    version.isOpen = commit.finished == nil
    version.size = commit.size
    version.description = commit.description
    return version
  }

  private func words(_ elapsed: Duration) async throws -> String {
    switch try await store.identity().kind {
    case "embedded": "embedded store"
    case "s3": "gateway ok \(elapsed.milliseconds) ms"
    default: "cluster ok \(elapsed.milliseconds) ms"
    }
  }
}

extension VersionInfo {
  /// Higher stands above.
  fileprivate var rank: Double { isMoving ? .infinity : made ?? -.infinity }
}

extension Duration {
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
