import DataRepository
import LabelCore
import Workspace

/// Labels of this machine's workspaces that a new version would leave out.
struct UnsentLabels: Sendable {
  let context: CommandContext

  init(_ context: CommandContext) {
    self.context = context
  }

  /// Warns for each workspace on this store whose labels for the branch's repo are not sent yet. Whatever
  /// cannot be looked at is passed over: this is advice.
  func warn(beforeMarking branch: Branch, of store: any VersionedStore) async {
    let entries = WorkspaceRegistry(userFiles: context.userFiles).entries()
    guard !entries.isEmpty, let identity = try? await store.identity() else { return }
    for entry in entries where entry.store.kind == identity.kind && entry.store.id == identity.id {
      guard entry.target.hasPrefix(branch.repo + "@"), branch.description != entry.target,
        let unsent = await unsent(in: entry, on: store), unsent > 0
      else { continue }
      context.console.warn(
        "\(unsent) labels of \(entry.directory) are not in \(entry.target) yet; "
          + "send them first: tagline sync \(entry.directory)")
    }
  }

  private func unsent(
    in entry: WorkspaceRegistry.Entry, on store: any VersionedStore
  ) async -> Int? {
    var options = WorkspaceOptions(annotator: context.annotator)
    options.isReadOnly = true
    options.logger = context.logger("workspace")
    let workspace = try? await Workspace.open(
      directory: entry.directory, store: store, options: options)
    return try? await workspace?.summary().unsent
  }
}
