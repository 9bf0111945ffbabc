import LabelCore
import LabelUI
import Workspace

/// A workspace as a session sees it.
struct WorkspaceWork: SessionWork {
  let workspace: Workspace
  /// The sync that was running when the session began.
  var firstSync: FirstSync?

  func tasks(at positions: Range<Int>, filter: TaskFilter) async throws -> TaskBatch {
    try await workspace.tasks(positions: positions, filter: filter)
  }

  func page(offset: Int, limit: Int, filter: TaskFilter) async throws -> TaskPage {
    try await workspace.page(filter: filter, offset: offset, limit: limit)
  }

  func position(of request: FindRequest) async throws -> Int? {
    let goal: TaskSearch.Goal =
      switch request.goal {
      case .text(let text): .text(text)
      case .status(let status): .status(status)
      case .id(let id): .id(id)
      }
    return try await workspace.find(
      TaskSearch(
        goal: goal, from: request.from, isForward: request.isForward, filter: request.filter))
  }

  func summary() async throws -> SessionSummary { try await workspace.summary() }

  func save(_ request: SaveRequest) async throws -> LabelingTask {
    if let action = request.action {
      return try await workspace.settle(request.taskID, action)
    }
    var order = SaveOrder(
      taskID: request.taskID, decision: request.decision, isNew: request.isNew)
    order.keepsData = request.keepsData
    return try await workspace.save(order)
  }

  func remember(taskID: Int) async throws { try await workspace.remember(taskID: taskID) }

  func send() async throws -> FlushReport { try await workspace.flush() }

  func pull(_ progress: @escaping @Sendable (SyncProgress) -> Void) async throws -> SyncReport {
    // All texts are new to it, which is no news: they were counted on the screen while they came.
    if let firstSync, let report = try await firstSync.join(progress) {
      var news = SyncReport()
      news.foreign = report.foreign
      return news
    }
    return try await workspace.sync(progress: progress)
  }
}
