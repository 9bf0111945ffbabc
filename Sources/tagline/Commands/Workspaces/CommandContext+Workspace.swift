import DataRepository
import Foundation
import LabelCore
import Workspace

extension CommandContext {
  var annotator: String {
    Annotator.name(
      flag: options.annotator, environment: environment,
      settings: URL(filePath: userFiles.config + "/settings.json"))
  }

  /// Opens the workspace in `directory` on the store it recorded, or on the one that flags name.
  func openWorkspace(
    _ directory: String, isReadOnly: Bool = false
  ) async throws -> Workspace {
    let directory = Paths.absolute(directory, in: self.directory)
    let recorded = try await Workspace.recordedStore(in: directory)
    let opener = try opener(storeSources(workspace: directory, recorded: recorded))
    let store = try await opener.open(creating: false)
    var settings = WorkspaceOptions(annotator: annotator)
    // One that was never opened has nothing to read yet; opening it makes its state.
    let isReadOnly = isReadOnly && recorded != nil
    settings.isReadOnly = isReadOnly
    settings.acceptsOtherStore = options.otherStore
    settings.acceptsUnfitLabels = options.keepUnfit
    settings.logger = logger("workspace")
    let workspace = try await Workspace.open(
      directory: directory, store: store, options: settings)
    // By now it is recorded; the store may be away.
    if !isReadOnly, let identity = try await Workspace.recordedStore(in: directory) {
      WorkspaceRegistry(userFiles: userFiles).note(
        WorkspaceRegistry.Entry(
          directory: directory, store: identity,
          target: workspace.project.config.target.branch.description))
    }
    return workspace
  }

  /// Opens the workspace, does the work, sends what is unsent, and frees it again whatever happens.
  /// `saysUnsent` is false where the work itself says what stays behind.
  func withWorkspace(
    _ directory: String, saysUnsent: Bool = true, _ body: (Workspace) async throws -> Void
  ) async throws {
    let workspace = try await openWorkspace(directory)
    if workspace.isBestEffort {
      console.warn(
        "only an S3 gateway is reached: each label becomes a commit of its own; "
          + "--pachd ADDRESS names the PFS API, which takes many as one")
    }
    do {
      try await body(workspace)
    } catch {
      _ = try? await workspace.close(sending: false)
      throw error
    }
    let report = try await workspace.close(sending: true)
    if let commit = report?.commitWords, let tasks = report?.tasks {
      let target = workspace.project.config.target.branch
      console.talk("\(tasks) sent to \(target), \(commit)")
    }
    let summary = try await workspace.summary()
    let unsent = summary.unsent
    if saysUnsent, unsent > 0 {
      if let trouble = summary.trouble { console.warn(trouble) }
      console.warn(
        "\(unsent) \(unsent == 1 ? "label is" : "labels are") safe in \(directory), not sent yet: "
          + "tagline sync \(directory)")
    }
  }
}
