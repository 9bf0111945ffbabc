package import DataRepository
package import LabelCore

/// A commit of a store.
package struct StoreVersion: LabelVersion {
  package let name: String
  package let hashKind: HashKind
  package let fingerprint: String?
  package let store: any VersionedStore
  package let identity: StoreIdentity
  /// What is read: the commit's id, or the branch where the store does not tell commits.
  package let ref: CommitRef

  /// How many files are in it; nil where the store does not say.
  let files: Int?

  package var commit: String? { fingerprint == nil ? nil : ref.commit }

  /// The commit that `ref` names now, so that listing and reading see one state.
  package init(_ ref: CommitRef, in store: any VersionedStore) async throws {
    name = ref.description
    self.store = store
    identity = try await store.identity()
    hashKind = HashKind(of: identity)
    guard store.traits.pinsCommits else {
      self.ref = ref
      (fingerprint, files) = (nil, nil)
      return
    }
    let commit = try await store.inspectCommit(ref)
    self.ref = CommitRef(repo: ref.repo, commit: commit.id)
    files = commit.files
    fingerprint = "commit \(identity.kind):\(identity.id) \(ref.repo)@\(commit.id)"
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    store.listFiles(ListRequest(), at: ref)
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    store.readFiles(paths, at: ref)
  }
}
