import LabelCore
import LabelUI
import Workspace

/// What a session does on a workspace. `WorkspaceWork` does it, and doubles in tests.
protocol SessionWork: Sendable {
  func tasks(at positions: Range<Int>, filter: TaskFilter) async throws -> TaskBatch
  func page(offset: Int, limit: Int, filter: TaskFilter) async throws -> TaskPage
  /// The position of the task looked for, nil when there is none.
  func position(of request: FindRequest) async throws -> Int?
  func summary() async throws -> SessionSummary
  /// Returns once the decision is on disk, synced.
  func save(_ request: SaveRequest) async throws -> LabelingTask
  /// Where the next session resumes.
  func remember(taskID: Int) async throws
  /// Sends everything unsent as one commit; a report without a commit when there was nothing to send.
  func send() async throws -> FlushReport
  /// Takes in new raw files and labels made elsewhere. Ends early when its task is cancelled; what was
  /// read until then stays.
  func pull(_ progress: @escaping @Sendable (SyncProgress) -> Void) async throws -> SyncReport
}

extension SyncReport {
  /// In words for the message row: `3 new texts, 1 changed`.
  var words: String {
    let parts = [
      added == 0 ? nil : "\(added) new \(added == 1 ? "text" : "texts")",
      changed == 0 ? nil : "\(changed) changed",
      gone == 0 ? nil : "\(gone) gone",
      outdated == 0 ? nil : "\(outdated) of them labelled (~ x)",
      objects == 0 ? nil : "\(objects) \(objects == 1 ? "label" : "labels") read",
    ].compactMap { $0 }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }

  /// For the message row; labels that no longer stand on their text are worth a look.
  var notice: Notice { Notice(outdated > 0 ? .warning : .good, words) }

  /// Said once of files that come: the labels stay, but the other program cannot be used beside this one.
  var foreignWords: String {
    "Label Studio 0.x cannot open this workspace; tagline status says why"
  }
}

extension FlushReport {
  private static let commitEach = "each as a commit of its own"

  /// Behind what was sent: which commit it is; nil when nothing was.
  var commitWords: String? {
    commit.map { isOneCommit ? "commit \($0)" : Self.commitEach }
  }

  /// What the person is told; nil when nothing was sent. A clash is told before the number sent.
  var notice: Notice? {
    if let conflict = conflicts.first {
      let others = conflicts.count > 1 ? " and \(conflicts.count - 1) more" : ""
      return Notice(.warning, "#\(conflict.taskID)\(others): \(conflict.message)")
    }
    guard let commit else { return nil }
    guard isOneCommit else {
      return Notice(.warning, "sent \(tasks), \(Self.commitEach); --pachd ADDRESS sends all as one")
    }
    return Notice(.good, "sent \(tasks) as commit \(commit.prefix(8))")
  }
}
