import DataRepository
import LabelCore
import Workspace

/// Finds the labeling config of labels in a store: that of a workspace that worked on them.
struct KnownConfigs: Sendable {
  let registry: WorkspaceRegistry

  /// The config of the workspace whose target `ref` is, else of the one used last with labels of
  /// the same repo; nil when there is none.
  func config(of ref: CommitRef, in store: StoreIdentity) -> LabelingConfig? {
    let known = registry.entries().filter {
      $0.store == store && $0.target.hasPrefix(ref.repo + "@")
    }
    let entry = known.first { $0.target == ref.description } ?? known.first
    // One that cannot be read any more says as little as none.
    return entry.flatMap { try? Project.open($0.directory).labeling }
  }
}

extension CommandContext {
  /// The labeling config of what is exported or compared: the one given, the workspace's, or a
  /// known one.
  func labelingConfig(
    of version: (any LabelVersion)?, at side: CompareSide?, given: String? = nil
  ) throws -> LabelingConfig? {
    if let given {
      return try LabelingConfig(parsing: LocalFiles.read(Paths.absolute(given, in: directory)))
    }
    switch side {
    case nil: return nil
    case .local(let path):
      let place = Paths.absolute(path, in: directory)
      guard LocalFiles.kind(of: place + "/config.json") == .file else { return nil }
      return try Project.open(place).labeling
    case .ref(let ref):
      guard let stored = version as? StoreVersion else { return nil }
      return KnownConfigs(registry: WorkspaceRegistry(userFiles: userFiles))
        .config(of: ref, in: stored.identity)
    }
  }
}
