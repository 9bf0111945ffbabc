import LabelCore
import Workspace

/// Turns Label Studio's command line into a workspace on disk.
struct WorkspaceMaker: Sendable {
  let context: CommandContext
  let studio: LabelStudioOptions

  /// Makes the workspace when `--init` asks for it; its directory as typed, below `--root-dir`.
  func directory() async throws -> String {
    if !studio.ignored.isEmpty {
      context.console.talk(
        "ignored, as there is no web server here: \(studio.ignored.joined(separator: " "))")
    }
    let directory = studio.rootDir.map { "\($0)/\(studio.directory)" } ?? studio.directory
    if studio.`init` {
      let plan = try plan(Paths.absolute(directory, in: context.directory))
      _ = try await WorkspaceSetup.create(plan)
    } else if !studio.settings.isEmpty {
      context.console.warn(
        "only --init takes \(studio.settings.joined(separator: " ")); the workspace says for itself"
      )
    }
    return directory
  }

  private func plan(_ directory: String) throws -> ProjectPlan {
    var plan = ProjectPlan(
      directory: directory,
      source: try storage(
        studio.source ?? "s3", allowed: "s3", path: studio.sourcePath ?? "master.raw_data",
        params: studio.sourceParams, flag: "--source"),
      target: try storage(
        studio.target ?? "s3-completions", allowed: "s3-completions",
        path: studio.targetPath ?? "master.labeled_data", params: studio.targetParams,
        flag: "--target"))
    // Label Studio's own default shows addresses; what comes without params is meant to be read.
    if studio.sourceParams == nil {
      plan.source.params = ["use_blob_urls": false, "regex": ".*"]
    }
    plan.force = studio.force
    plan.acceptsUnfitLabels = context.options.keepUnfit
    plan.labelConfigFile = studio.labelConfig
    if let sampling = studio.sampling { plan.server.sampling = sampling }
    plan.labelConfig = try labelConfig()
    return plan
  }

  private func storage(
    _ type: String, allowed: String, path: String, params: String?, flag: String
  ) throws -> StorageSettings {
    guard type == allowed else {
      throw Failure.usage("\(flag) \(type): Tagline works with \(allowed), on a versioned store")
    }
    _ = try Bucket(parsing: path)
    guard let params else { return StorageSettings(type: type, path: path) }
    do {
      let json = try JSON(parsing: params)
      guard json.members != nil else { throw Failure.usage("\(flag)-params holds no JSON object") }
      return StorageSettings(type: type, path: path, params: json)
    } catch let error as JSONError {
      throw Failure.usage("\(flag)-params is no JSON: \(error)")
    }
  }

  /// The bytes of the labeling config that is asked for; nil takes the default one.
  private func labelConfig() throws -> [UInt8]? {
    if let file = studio.labelConfig {
      return try LocalFiles.read(Paths.absolute(file, in: context.directory))
    }
    guard let name = studio.template else {
      context.console.talk(
        "no --label-config and no --template: taking text_classification (Positive, Negative, Neutral)"
      )
      return nil
    }
    let template: LabelingConfig.Template
    do {
      template = try LabelingConfig.Template.named(name)
    } catch {
      throw Failure.usage(error.message)
    }
    return Array(template.xml.utf8)
  }
}
