package import DataRepository
package import LabelCore

/// What `--init` makes a project directory from.
package struct ProjectPlan: Equatable, Sendable {
  package var directory: String
  package var source: StorageSettings
  package var target: StorageSettings
  /// The labeling config's bytes; nil takes the template `text_classification`.
  package var labelConfig: Bytes?
  /// Rewrites config and id files of an existing project; never `.tagline`.
  package var force = false
  /// The labeling config's file as the person named it, for messages.
  package var labelConfigFile: String?
  /// Overwrites the config of a workspace though it cannot hold labels that are there.
  package var acceptsUnfitLabels = false
  package var server = ProjectConfig.Server()

  package init(directory: String, source: StorageSettings, target: StorageSettings) {
    self.directory = directory
    self.source = source
    self.target = target
  }

  /// A plan for two branches of one store, read as JSON and without blob urls.
  package init(directory: String, source: Branch, target: Branch) {
    self.init(
      directory: directory,
      source: StorageSettings(
        type: "s3", path: source.bucket, params: ["use_blob_urls": false, "regex": ".*"]),
      target: StorageSettings(type: "s3-completions", path: target.bucket))
  }
}

extension Branch {
  /// The bucket of the branch in Label Studio's words: `master.raw_data`.
  fileprivate var bucket: String { "\(name).\(repo)" }
}
