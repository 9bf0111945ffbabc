import LabelCore
import LabelUI

/// What a session does on a workspace. Implemented by the workspace and by doubles in tests.
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
  /// Sends everything unsent as one commit; nil when there was nothing to send.
  func send() async throws -> SendReport?
  /// Takes in new raw files and labels made elsewhere.
  func pull() async throws -> PullReport
}

/// What one send did.
struct SendReport: Equatable, Sendable {
  /// Labels that are in the target branch now.
  var count: Int
  /// The commit's id.
  var commit: String
}

/// What one pull found.
struct PullReport: Equatable, Sendable {
  var newTasks = 0
  /// Raw files whose text changed or that went.
  var changedTasks = 0
  /// Labels that somebody else made, changed or took back.
  var foreignLabels = 0

  var isEmpty: Bool { self == PullReport() }

  /// In words for the message row: `3 new texts, 1 changed`.
  var words: String {
    let parts = [
      newTasks == 0 ? nil : "\(newTasks) new \(newTasks == 1 ? "text" : "texts")",
      changedTasks == 0 ? nil : "\(changedTasks) changed",
      foreignLabels == 0
        ? nil : "\(foreignLabels) \(foreignLabels == 1 ? "label" : "labels") made elsewhere",
    ].compactMap { $0 }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }
}
