import DataRepository
import LabelCore

/// What turns files and decisions into tasks and objects, the same for all tasks of a workspace.
struct TaskContext: Sendable {
  let labeling: LabelingConfig
  let schema: ResultSchema
  let source: StorageSettings
  let target: StorageSettings
  let options: WorkspaceOptions

  var annotator: String { options.annotator }

  /// SHA-256 by meaning: the same for every order of members.
  static let digest = LabelCore.Digest.sha256

  /// Whole Unix seconds, as Label Studio keeps them.
  var seconds: Int { Int(options.now()) }
}

extension Workspace {
  /// Made once a workspace: nothing in it changes while it is open.
  nonisolated var context: TaskContext {
    TaskContext(
      labeling: project.labeling, schema: project.schema, source: project.config.source,
      target: project.config.target, options: options)
  }
}
