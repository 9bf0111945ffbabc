import Foundation
import LabelCore

/// Makes workspaces: project directories, and the data of those who come with a file of their own.
package enum WorkspaceSetup {
  /// Makes a Label Studio 0.8 project directory, as `label-studio init` of 0.8.2 does.
  ///
  /// The labeling config is checked first, also against labels that are there; nothing is written when it
  /// cannot be used. Fails with `exists`, in Label Studio's words, when there is a project and `force` is not
  /// asked for.
  @discardableResult
  package static func create(_ plan: ProjectPlan) async throws -> Project {
    let directory = Project.trimmed(plan.directory)
    let config = ProjectConfig(source: plan.source, target: plan.target, server: plan.server)
    let xml = try await checkConfig(plan)
    do {
      try FileManager.default.createDirectory(
        atPath: directory + "/" + config.outputDirectory, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError(
        .failed, directory, "\(directory) cannot be made: \(error.localizedDescription)")
    }
    if plan.force { try removeIDFiles(in: directory) }
    try AtomicFile.write(xml, to: directory + "/config.xml")
    try AtomicFile.write(config.bytes, to: directory + "/config.json")
    return try Project.open(directory)
  }

  /// The labeling config to use, once nothing stands against making the project.
  @discardableResult
  static func checkConfig(_ plan: ProjectPlan) async throws -> [UInt8] {
    let xml = plan.labelConfig ?? Array(LabelingConfig.Template.textClassification.xml.utf8)
    let labeling: LabelingConfig
    do {
      labeling = try LabelingConfig(parsing: xml)
    } catch {
      throw WorkspaceError(.invalidConfig, "labeling config", "the labeling config, \(error)")
    }
    _ = try SourceFilter(plan.source)
    try checkAbsence(of: Project.trimmed(plan.directory), plan)
    try await Workspace.checkFit(of: plan, labeling)
    return xml
  }

  /// Label Studio 0.8.2 looks at config.json when a config is given, else at config.xml.
  private static func checkAbsence(of directory: String, _ plan: ProjectPlan) throws {
    guard !plan.force else { return }
    let (file, words) =
      plan.labelConfig == nil
      ? ("config.xml", "label config") : ("config.json", "config")
    for name in [file, "config.json", "config.xml"] {
      let path = "\(directory)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      throw WorkspaceError(
        .exists, path, "\(path) \(words) already exists. Use \"--force\" option to recreate it.")
    }
  }

  /// Label Studio empties the directory; ours go because project.db has the ids.
  private static func removeIDFiles(in directory: String) throws {
    for name in ["source.json", "target.json"] { try AtomicFile.remove("\(directory)/\(name)") }
  }
}
