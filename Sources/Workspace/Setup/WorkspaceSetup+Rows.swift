package import DataRepository
import Foundation
package import LabelCore

extension WorkspaceSetup {
  /// Makes a workspace for somebody's own texts: repos where missing, the rows as one commit, the project.
  ///
  /// Each row, a task's data object, becomes the file `NAME/0000000000000000` and so on, as pachctl's
  /// `--split` names them. Nothing is made when the directory has a project already, or a row is no object.
  @discardableResult
  package static func create(
    _ plan: ProjectPlan, importing rows: [JSON], as name: String, into store: any VersionedStore
  ) async throws -> Project {
    let changes = try rows.enumerated().map { index, row in
      guard row.members != nil else {
        throw WorkspaceError(
          .invalidConfig, "row \(index + 1)", "row \(index + 1) is no object with named values")
      }
      return FileChange.put(
        path: "/\(name)/\(fileName(index))", content: .bytes(row.bytes(.python)))
    }
    guard !changes.isEmpty else {
      throw WorkspaceError(.invalidConfig, name, "\(name) holds no texts")
    }
    try await checkConfig(plan)
    for branch in [plan.source.branch, plan.target.branch] { try await prepare(branch, in: store) }
    _ = try await store.commit(
      changes, to: plan.source.branch, description: "import \(name)", ifHead: nil)
    return try await create(plan)
  }

  /// The project in `directory` on its own store; made with the sample messages when it is not there yet.
  package static func demo(
    directory: String, store: any VersionedStore
  ) async throws -> Project {
    let config = Project.trimmed(directory) + "/config.json"
    if FileManager.default.fileExists(atPath: config) { return try Project.open(directory) }
    var plan = ProjectPlan(
      directory: directory, source: Branch(repo: "raw_data", name: "master"),
      target: Branch(repo: "labeled_data", name: "master"))
    plan.labelConfig = Array(LabelingConfig.xml(labels: DemoTexts.labels).utf8)
    // A first run may have been cut off after the import: the texts are not imported twice.
    plan.force = true
    if try await hasFiles(plan.source.branch, in: store) { return try await create(plan) }
    let rows = DemoTexts.messages.map { JSON.object([JSON.Member("text", .string($0))]) }
    return try await create(plan, importing: rows, as: "messages", into: store)
  }

  private static func fileName(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }

  private static func prepare(_ branch: Branch, in store: any VersionedStore) async throws {
    guard try await !store.hasBranch(branch) else { return }
    do {
      try await store.createRepo(branch.repo, description: "")
    } catch let error as StoreError where error.code == .repoExists {
      // Only its branch is missing.
    }
    _ = try await store.createBranch(branch, head: nil)
  }

  private static func hasFiles(
    _ branch: Branch, in store: any VersionedStore
  ) async throws -> Bool {
    guard try await store.hasBranch(branch) else { return false }
    return try await store.inspectBranch(branch).head != nil
  }
}
