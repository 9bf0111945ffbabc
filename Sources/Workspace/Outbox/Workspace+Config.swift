import GRDB
import LabelCore

extension Workspace {
  /// Fails with `unfitConfig` and the list of labels that the config cannot hold. Asked before anything is
  /// written; looked at again after each sync.
  package func checkConfig() async throws {
    guard !isFitting else { return }
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
    let misfits = project.labeling.misfits(among: stored)
    guard misfits.isEmpty else {
      let file = project.directory + "/" + project.config.labelConfig
      let list = misfits.map { "  \($0)" }.joined(separator: "\n")
      throw WorkspaceError(
        .unfitConfig, file, "\(file) does not fit labels that are there already:\n\(list)")
    }
    isFitting = true
  }
}
