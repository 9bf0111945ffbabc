import Foundation
import GRDB
import LabelCore

extension Workspace {
  /// Fails with `unfitConfig` and the list of labels that the config cannot hold. Asked before anything is
  /// written; looked at again after each sync.
  ///
  /// Who said once that they may stay as they are (`WorkspaceOptions.acceptsUnfitLabels`) is not asked again
  /// until the config or what does not fit changes.
  package func checkConfig() async throws {
    guard !isFitting else { return }
    if let unfit = try await unfitLabels() {
      if options.acceptsUnfitLabels, lock != nil {
        try await database.write { try $0.setMeta(.acceptedUnfit, unfit.stamp) }
      }
      guard try await database.read({ try $0.meta(.acceptedUnfit) }) == unfit.stamp else {
        let file = project.directory + "/" + project.config.labelConfig
        throw unfit.error(file: file, directory: project.directory)
      }
    } else {
      try await rememberConfig()
    }
    isFitting = true
  }

  /// Labels that the labeling config cannot hold; nil when all fit.
  package func unfitLabels() async throws -> UnfitLabels? {
    try await UnfitLabels.find(against: project.labeling, in: database)
  }

  /// Tells later what was renamed.
  private func rememberConfig() async throws {
    let xml = String(decoding: project.labeling.xml, as: UTF8.self)
    guard lock != nil, try await database.read({ try $0.meta(.fittingConfig) }) != xml else {
      return
    }
    try await database.write { try $0.setMeta(.fittingConfig, xml) }
  }

  /// Fails as `checkConfig` does when a plan that overwrites a workspace brings a config that its labels do
  /// not fit; the config that is there is then still the old one.
  static func checkFit(of plan: ProjectPlan, _ labeling: LabelingConfig) async throws {
    let directory = Project.trimmed(plan.directory)
    guard !plan.acceptsUnfitLabels, let old = try? Project.open(directory),
      old.config.target.branch == plan.target.branch,
      FileManager.default.fileExists(atPath: old.databasePath)
    else { return }
    let database = try ProjectDatabase(at: old.databasePath, isReadOnly: true)
    guard let unfit = try await UnfitLabels.find(against: labeling, in: database) else { return }
    throw unfit.error(
      file: "the new labeling config", directory: directory,
      config: plan.labelConfigFile ?? "FILE")
  }
}

extension UnfitLabels {
  func error(file: String, directory: String, config: String? = nil) -> WorkspaceError {
    let list = lines.map { "  \($0)" }.joined(separator: "\n")
    let ways = waysOut(directory, config: config).joined(separator: "\n")
    return WorkspaceError(
      .unfitConfig, file,
      "\(file) does not fit labels that are there already; nothing was changed:\n\(list)\n\(ways)")
  }
}
