import Foundation
import GRDB
import LabelCore

extension Workspace {
  /// Fails with `unfitConfig` and the list of labels that the config cannot hold. Asked before anything is
  /// written; looked at again after each sync.
  package func checkConfig() async throws {
    guard !isFitting else { return }
    let file = project.directory + "/" + project.config.labelConfig
    try await Self.check(project.labeling, file: file, against: database)
    isFitting = true
  }

  /// Fails as `checkConfig` does when a plan that overwrites a workspace brings a config that its labels do
  /// not fit; the config that is there is then still the old one.
  static func checkFit(of plan: ProjectPlan, _ labeling: LabelingConfig) async throws {
    let directory = Project.trimmed(plan.directory)
    guard let old = try? Project.open(directory), old.config.target.branch == plan.target.branch,
      FileManager.default.fileExists(atPath: old.databasePath)
    else { return }
    let database = try ProjectDatabase(at: old.databasePath, isReadOnly: true)
    try await check(labeling, file: "the new labeling config", against: database)
  }

  private static func check(
    _ labeling: LabelingConfig, file: String, against database: ProjectDatabase
  ) async throws {
    let stored = try await database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM held WHERE count > 0 ORDER BY from_name, value"
      )
      .map { row in
        StoredLabel(
          fromName: row["from_name"], toName: row["to_name"], type: row["type"],
          value: row["value"], count: row["count"])
      }
    }
    let misfits = labeling.misfits(among: stored)
    guard misfits.isEmpty else {
      let list = misfits.map { "  \($0)" }.joined(separator: "\n")
      throw WorkspaceError(
        .unfitConfig, file, "\(file) does not fit labels that are there already:\n\(list)")
    }
  }
}
